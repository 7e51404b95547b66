"""The pages of the retros, in the order of the lifecycle, and what later rooms show on those of earlier ones."""

from django.urls import path

from planning.people.pages import panels
from retros.board.notes import views as notes
from retros.board.survey import views as survey
from retros.nextsteps import views as nextsteps
from retros.nextsteps.charts import views as charts
from retros.nextsteps.evidence import views as evidence
from retros.nextsteps.evidence.webhook import GitHubWebhook
from retros.nextsteps.feeds import views as feeds
from retros.nextsteps.followup import views as followup
from retros.nextsteps.listing import views as listing
from retros.nextsteps.triage import views as triage
from retros.reminders.answering import views as answering
from retros.reminders.preferences import views as preferences
from retros.reminders.preview import views as preview
from retros.reviews.agenda import views as agenda
from retros.reviews.timer import views as timer
from retros.wrapups.gate import views as gate
from retros.wrapups.importing import views as importing
from retros.wrapups.publishing import views as publishing
from retros.wrapups.reports import views as reports

DEMO = "retros/reviews/agenda/_topic_panel.html"
panels["planning/teams/team.html"] += [DEMO]
panels["planning/topics/topic.html"] += [DEMO, "retros/wrapups/reports/_topic_panel.html"]
panels["retros/nextsteps/followup/follow_up.html"] += ["retros/reminders/preview/_follow_up_panel.html"]

urlpatterns = [
    # what remains of every event
    path("next-steps/", listing.next_steps, name="next-steps"),
    path("next-steps/triage/", triage.triage, name="next-steps-triage"),
    path("next-steps/over-time/", charts.next_steps_over_time, name="next-steps-over-time"),
    path("next-steps.csv", feeds.next_steps_csv, name="next-steps-csv"),
    path("next-steps.ics", feeds.next_steps_calendar, name="next-steps-calendar"),
    path("next-steps.atom", feeds.next_steps_atom, name="next-steps-atom"),
    path("next-steps/feed/", feeds.own_feed, name="next-steps-own-feed"),
    path("next-steps/feed/<str:token>.<str:kind>", feeds.feed, name="next-steps-feed"),
    path("next-steps/<int:pk>/", nextsteps.next_step, name="next-step"),
    path("next-steps/<int:pk>/close/", nextsteps.next_step_close, name="next-step-close"),
    path("next-steps/<int:pk>/reopen/", nextsteps.next_step_reopen, name="next-step-reopen"),
    path("next-steps/<int:pk>/take/", nextsteps.next_step_take, name="next-step-take"),
    path("next-steps/<int:pk>/assign/", nextsteps.next_step_assign, name="next-step-assign"),
    path("next-steps/<int:pk>/move/", nextsteps.next_step_move, name="next-step-move"),
    # how people are reminded, and where the links in their mails go
    path("me/reminders/", preferences.preferences, name="preferences"),
    path("me/reminders/subscribe/", preferences.preferences_subscribe, name="preferences-subscribe"),
    path("r/", answering.linked_step),
    path("r/unsubscribe/<str:token>/", answering.unsubscribe_page, name="unsubscribe"),
    path("r/<str:token>/", answering.linked_step, name="linked-step"),
    path("r/<str:token>/<str:action>/", answering.linked_step, name="linked-action"),
    path("next-steps/<int:pk>/links/", evidence.next_step_link, name="next-step-link"),
    path("next-steps/<int:pk>/links/<int:link_pk>/remove/", evidence.link_remove, name="next-step-link-remove"),
    path("next-steps/<int:pk>/links/<int:link_pk>/dismiss/", evidence.link_dismiss, name="next-step-link-dismiss"),
    path("next-steps/<int:pk>/links/<int:link_pk>/confirm/", evidence.link_confirm, name="next-step-link-confirm"),
    path("next-steps/<int:pk>/links/<int:link_pk>/drop/", evidence.link_drop, name="next-step-link-drop"),
    path("hooks/github/", GitHubWebhook.as_view(), name="github-webhook"),
    # the review meeting
    path("<event:slug>/agenda/", agenda.agenda, name="agenda"),
    path("<event:slug>/review.ics", agenda.agenda_calendar, name="agenda-calendar"),
    path("<event:slug>/agenda/draw-up/", agenda.agenda_draw_up, name="agenda-draw-up"),
    path("<event:slug>/agenda/edit/", agenda.agenda_edit, name="agenda-edit"),
    path("<event:slug>/agenda/order/", agenda.agenda_order, name="agenda-order"),
    path("<event:slug>/topics/<slug:topic_slug>/demo/", agenda.demo_edit, name="demo-edit"),
    path("<event:slug>/agenda/room/", timer.meeting_room, name="meeting-room"),
    path("<event:slug>/agenda/presenters/", timer.meeting_presenter, name="meeting-presenter"),
    # reports and the wrap-up
    path("<event:slug>/topics/<slug:topic_slug>/report/", reports.report, name="report"),
    path("<event:slug>/topics/<slug:topic_slug>/report/edit/", reports.report_edit, name="report-edit"),
    path("<event:slug>/topics/<slug:topic_slug>/report/links/", reports.report_links, name="report-links"),
    path("<event:slug>/wrap-up/", publishing.wrap_up, name="wrap-up"),
    path("<event:slug>/wrap-up.md", publishing.wrap_up_markdown, name="wrap-up-markdown"),
    path("<event:slug>/wrap-up/summary.md", publishing.wrap_up_summary, name="wrap-up-summary"),
    path("<event:slug>/wrap-up/print/", publishing.wrap_up_print, name="wrap-up-print"),
    path("<event:slug>/wrap-up/gate/", gate.wrap_up_gate, name="wrap-up-gate"),
    path("<event:slug>/wrap-up/import/", importing.wrap_up_import, name="wrap-up-import"),
    path("<event:slug>/wrap-up/publish/", publishing.wrap_up_publish, name="wrap-up-publish"),
    # following up
    path("<event:slug>/follow-up/", followup.follow_up, name="follow-up"),
    path("<event:slug>/reminders/", preview.event_reminders, name="event-reminders"),
    # looking back
    path("<event:slug>/board/", notes.board, name="board"),
    path("<event:slug>/board/room/", notes.board_room, name="board-room"),
    path("<event:slug>/board/notes/<int:pk>/", notes.note_edit, name="note-edit"),
    path("<event:slug>/board/notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("<event:slug>/board/notes/<int:pk>/mark/", notes.card_mark, {"kind": "note"}, name="note-mark"),
    path("<event:slug>/board/notes/<int:pk>/step/", notes.card_step, {"kind": "note"}, name="note-step"),
    path("<event:slug>/board/groups/", notes.board_groups, name="board-groups"),
    path("<event:slug>/board/groups/<int:pk>/rename/", notes.group_rename, name="group-rename"),
    path("<event:slug>/board/groups/<int:pk>/ungroup/", notes.group_ungroup, name="group-ungroup"),
    path("<event:slug>/board/groups/<int:pk>/mark/", notes.card_mark, {"kind": "group"}, name="group-mark"),
    path("<event:slug>/board/groups/<int:pk>/step/", notes.card_step, {"kind": "group"}, name="group-step"),
    path("<event:slug>/survey/", survey.survey, name="survey"),
    path("<event:slug>/survey/mail/", survey.survey_mail, name="survey-mail"),
    path("<event:slug>/survey/close/", survey.survey_close, name="survey-close"),
    path("<event:slug>/survey.csv", survey.survey_csv, name="survey-csv"),
]
