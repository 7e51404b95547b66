"""The pages of planning, in the order of the lifecycle, and what later rooms show on those of earlier ones."""

from django.urls import path

from planning.people.channels import views as channels
from planning.people.hosting import views as hosting
from planning.people.invitations import views as invitations
from planning.people.pages import panels
from planning.people.registration import views as registration
from planning.people.tokens import views as tokens
from planning.teams import views as teams
from planning.teams.checkins import views as checkins
from planning.teams.plans import views as plans
from planning.teams.switching import views as switching
from planning.topics import views as topics
from planning.topics import views_of_comments as comments
from planning.topics.importing import views as importing
from planning.voting import views as voting
from planning.voting.casting import views as casting
from planning.voting.result import views as result

panels["planning/topics/topic.html"] += ["planning/teams/_topic_panel.html"]
panels["planning/voting/ballot.html"] += ["planning/teams/_ballot_panel.html"]

COMMENT = "<event:slug>/topics/<slug:topic_slug>/comments/<int:pk>"

urlpatterns = [
    # events and people
    path("new/", hosting.event_new, name="event-new"),
    path("<event:slug>/schedule/", hosting.schedule, name="event-schedule"),
    path("<event:slug>/schedule/undo/<int:number>/", hosting.schedule_undo, name="schedule-undo"),
    path("<event:slug>/settings/", hosting.event_settings, name="event-settings"),
    path("<event:slug>/call-off/", hosting.event_call_off, name="event-call-off"),
    path("<event:slug>/take-back/", hosting.event_take_back, name="event-take-back"),
    path("<event:slug>/end-phase/", hosting.phase_end, name="end-phase"),
    path("join/<str:key>/", invitations.join, name="join"),
    path("<event:slug>/invite/", invitations.invite_people, name="invite"),
    path("<event:slug>/invite/link/", invitations.invite_link, name="invite-link"),
    path("<event:slug>/invite/remind/", invitations.invited_remind, name="invited-remind"),
    path("<event:slug>/invite/<int:pk>/revoke/", invitations.invitation_revoke, name="invitation-revoke"),
    path("<event:slug>/invite/<int:pk>/slide/", invitations.invite_slide, name="invite-slide"),
    path("<event:slug>/join/", invitations.join_request, name="join-request"),
    path("<event:slug>/people/requests/", invitations.join_requests, name="join-requests"),
    path("<event:slug>/people/requests/<int:pk>/", invitations.join_request_answer, name="join-request-answer"),
    path("<event:slug>/register/", registration.register, name="register"),
    path("<event:slug>/registration/", registration.registration, name="registration"),
    path("<event:slug>/cancel/", registration.cancel, name="cancel"),
    path("<event:slug>/people/", registration.people, name="people"),
    path("<event:slug>/people.csv", registration.people_table, name="people-table"),
    path("<event:slug>/people/organizers/", registration.organizers, name="organizers"),
    path("<event:slug>/people/<int:pk>/organizer/", registration.organizer_make, name="organizer-make"),
    path("<event:slug>/people/<int:pk>/attendee/", registration.organizer_unmake, name="organizer-unmake"),
    path("<event:slug>/people/waiting/", registration.waiting_list, name="waiting-list"),
    path("me/tokens/new/", tokens.token_new, name="token-new"),
    path("me/tokens/<int:pk>/delete/", tokens.token_delete, name="token-delete"),
    path("me/channels/", channels.my_channels, name="my-channels"),
    path("me/channels/<int:pk>/test/", channels.my_channel_test, name="my-channel-test"),
    path("me/channels/<int:pk>/remove/", channels.my_channel_remove, name="my-channel-remove"),
    path("<event:slug>/channels/", channels.event_channels, name="event-channels"),
    path("<event:slug>/channels/<int:pk>/test/", channels.event_channel_test, name="event-channel-test"),
    path("<event:slug>/channels/<int:pk>/remove/", channels.event_channel_remove, name="event-channel-remove"),
    # topics
    path("<event:slug>/topics/", topics.topics, name="topics"),
    path("<event:slug>/topics/new/", topics.topic_new, name="topic-new"),
    path("<event:slug>/topics/import/", importing.topics_import, name="topics-import"),
    path("<event:slug>/topics/<slug:topic_slug>/", topics.topic, name="topic"),
    path("<event:slug>/topics/<slug:topic_slug>/edit/", topics.topic_edit, name="topic-edit"),
    path("<event:slug>/topics/<slug:topic_slug>/withdraw/", topics.topic_withdraw, name="topic-withdraw"),
    path("<event:slug>/topics/<slug:topic_slug>/bring-back/", topics.topic_bring_back, name="topic-bring-back"),
    path("<event:slug>/topics/<slug:topic_slug>/comment/", topics.topic_comment, name="topic-comment"),
    path(f"{COMMENT}/edit/", comments.comment_edit, name="comment-edit"),
    path(f"{COMMENT}/take-back/", comments.comment_take_back, name="comment-take-back"),
    path(f"{COMMENT}/take-down/", comments.comment_take_down, name="comment-take-down"),
    # voting
    path("<event:slug>/ballot/", casting.ballot, name="ballot"),
    path("<event:slug>/ballot/receipt/", casting.receipt, name="receipt"),
    path("<event:slug>/turnout/", voting.turnout, name="turnout"),
    path("<event:slug>/tally/", voting.tally, name="tally"),
    path("<event:slug>/tally/reveal/", result.reveal, name="reveal"),
    path("<event:slug>/tally/tally.json", result.tally_file, name="tally-file"),
    path("<event:slug>/tally/verify_tally.py", result.recount_file, name="recount-file"),
    path("<event:slug>/ballot-box/", result.ballot_box, name="ballot-box"),
    path("<event:slug>/ballot-box/ballot-box.pb", result.ballot_box_file, name="ballot-box-file"),
    # teams
    path("<event:slug>/wishes/", teams.wishes, name="wishes"),
    path("<event:slug>/teams/", teams.teams, name="teams"),
    path("<event:slug>/teams/form/", plans.teams_form, name="teams-form"),
    path("<event:slug>/teams/form/<int:pk>/", plans.team_plan, name="team-plan"),
    path("<event:slug>/teams/form/<int:pk>/publish/", plans.team_plan_publish, name="team-plan-publish"),
    path("<event:slug>/teams/form/<int:pk>/again/", plans.team_plan_again, name="team-plan-again"),
    path("<event:slug>/teams/form/<int:pk>/undo/", plans.team_plan_undo, name="team-plan-undo"),
    path("<event:slug>/without-team/", teams.people_without_team, name="people-without-team"),
    path("<event:slug>/topics-without-team/", teams.topics_without_team, name="topics-without-team"),
    path("<event:slug>/teams/<slug:topic_slug>/", teams.team, name="team"),
    path("<event:slug>/teams/<slug:topic_slug>/join/", teams.team_join, name="team-join"),
    path("<event:slug>/teams/<slug:topic_slug>/check-in/", checkins.check_in_new, name="check-in-new"),
    path("<event:slug>/teams/<slug:topic_slug>/lead/", switching.team_lead, name="team-lead"),
    path("<event:slug>/switch/", switching.switch, name="switch"),
    path("<event:slug>/switch/<int:pk>/", switching.switch_answer, name="switch-answer"),
    path("<event:slug>/check-ins/", checkins.check_ins, name="check-ins"),
    path("<event:slug>/check-ins/<int:pk>/help/", checkins.help_offer, name="help-offer"),
    path("<event:slug>/round/", checkins.evening_round, name="round"),
]
