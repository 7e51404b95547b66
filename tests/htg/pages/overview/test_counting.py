from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from htg.pages.overview.counting import figures_of
from htg.pages.overview.figures import Figures
from htg.pages.overview.needs import needs_of
from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee
from retros.reviews.models import ReviewMeeting
from retros.wrapups.models import WrapUp
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    ChannelFactory,
    CheckInFactory,
    DemoFactory,
    EventFactory,
    GroupFactory,
    MembershipFactory,
    MessageFactory,
    NextStepFactory,
    NoteFactory,
    PastEventFactory,
    ReportFactory,
    RespondentFactory,
    ReviewMeetingFactory,
    SurveyFactory,
    TeamFactory,
    TopicFactory,
    WishFactory,
    WrapUpFactory,
)

pytestmark = pytest.mark.django_db


def counted(event: Event) -> Figures:
    return figures_of(event, now=timezone.now())


def needed(event: Event) -> list[str]:
    return [need.sentence for need in needs_of(counted(event))]


def staffed(event: Event) -> Attendee:
    """Someone in a team that was formed long ago."""
    long_ago = timezone.now() - timedelta(days=30)
    person: Attendee = MembershipFactory(team__topic__event=event, team__formed_at=long_ago).attendee
    return person


def test_waiting_people_are_a_need_until_they_have_a_seat() -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, seats=2)
    AttendeeFactory(event=event)
    waiting = AttendeeFactory(event=event, waiting_since=timezone.now())
    before = needed(event)

    waiting.waiting_since = None
    waiting.save()

    assert before == ["One person is waiting, and one seat is free."]
    assert needed(event) == []


def test_topics_without_a_problem_are_a_need_until_they_say_it_or_are_withdrawn() -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, track="discussion", problem="")
    later, first, gone = (TopicFactory(event=event, position=place, problem="") for place in (3, 1, 0))
    gone.withdrawn_at = timezone.now()
    gone.save()
    before = counted(event)

    for topic in (later, first):
        topic.problem = "It is slow."
        topic.save()

    assert (before.topics_without_problem, before.topic_without_problem) == (2, first.slug)
    assert needed(event) == []


def test_missing_votes_and_wishes_are_a_need_in_the_second_half_until_they_are_in() -> None:
    event = EventFactory(phase=Phase.VOTING)
    person = AttendeeFactory(event=event)
    AttendeeFactory(event=event, cancelled_at=timezone.now())
    before, early = needed(event), figures_of(event, now=timezone.now() - timedelta(days=1))

    BallotFactory(attendee=person)
    without_a_wish = needed(event)
    WishFactory(attendee=person, topic=TopicFactory(event=event, problem="It is slow."))

    assert before == ["One person has not voted yet.", "One person has made no wish."]
    assert needs_of(early) == ()
    assert without_a_wish == ["One person has made no wish."]
    assert needed(event) == []


def test_teams_are_a_need_until_they_are_formed_and_everyone_is_in_one() -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION, team_size_min=2)
    ada, bo = AttendeeFactory.create_batch(2, event=event)
    for person in (ada, bo):
        WishFactory(attendee=person, topic=TopicFactory(event=event))
    before = needed(event)

    team = TeamFactory(topic__event=event)
    MembershipFactory(team=team, attendee=ada)
    half = needed(event)
    MembershipFactory(team=team, attendee=bo)

    assert before == ["Two people are waiting for their teams."]
    assert half == ["One person is in no team.", "One team is too small."]
    assert needed(event) == []


def test_a_silent_team_is_a_need_until_it_checks_in() -> None:
    event = EventFactory(phase=Phase.HACKING)
    member = staffed(event)
    before = needed(event)

    CheckInFactory(team=member.memberships.get().team, author=member, written_at=timezone.now())

    assert before == ["One team has been silent for a day."]
    assert needed(event) == []


def test_a_call_for_help_is_a_need_until_the_team_s_next_word() -> None:
    event = EventFactory(phase=Phase.HACKING)
    member = staffed(event)
    team, now = member.memberships.get().team, timezone.now()
    CheckInFactory(team=team, author=member, help_wanted="A rack.", written_at=now - timedelta(hours=2))
    before = needed(event)

    CheckInFactory(team=team, author=member, help_wanted="", written_at=now)

    assert before == ["One team asks for help."]
    assert needed(event) == []


def test_demos_are_a_need_on_the_last_day_until_the_team_has_said() -> None:
    event = EventFactory(phase=Phase.HACKING, starts_on=timezone.localdate(), ends_on=timezone.localdate())
    member = staffed(event)
    CheckInFactory(team=member.memberships.get().team, author=member, written_at=timezone.now())
    before = needed(event)

    DemoFactory(topic=member.memberships.get().team.topic, meeting=None)

    assert before == ["One team has not said what it will show."]
    assert needed(event) == []


def test_the_review_needs_an_agenda_a_link_and_to_be_run_on_its_day() -> None:
    event = EventFactory(phase=Phase.REVIEW)
    topic = staffed(event).memberships.get().team.topic
    ReportFactory(topic=topic, achievements="It works.")
    before = needed(event)

    meeting = ReviewMeetingFactory(event=event, starts_at=timezone.now(), call_url="")
    DemoFactory(topic=topic, meeting=meeting)
    on_the_day = needed(event)
    now = timezone.now()
    ReviewMeeting.objects.filter(pk=meeting.pk).update(began_at=now, ended_at=now)

    assert before == [
        "One team is waiting for the agenda of the review.",
    ]
    assert on_the_day == ["One demo is shown today.", "One link is missing: the one to the call of the review meeting."]
    assert needed(event) == []


def test_reports_are_a_need_until_they_are_complete_and_then_published() -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    topic = TeamFactory(topic__event=event).topic
    before = needed(event)

    ReportFactory(topic=topic, achievements="It works.")
    ready = needed(event)
    WrapUpFactory(event=event, published_on=timezone.localdate())

    assert before == ["One of 1 report still lacks something."]
    assert ready == ["One report is ready to publish."]
    assert needed(event) == []


def test_open_steps_without_an_owner_are_a_need_until_someone_takes_them() -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    WrapUpFactory(event=event, published_on=timezone.localdate())
    step = NextStepFactory(topic=ReportFactory(topic__event=event).topic, owner=None)
    NextStepFactory(topic=step.topic, owner=None, state="done", closed_on=timezone.localdate())
    before = needed(event)

    step.owner = AttendeeFactory(event=event, user=None)
    step.save()

    assert before == ["One next step has no owner."]
    assert needed(event) == []


def test_overdue_steps_are_a_need_of_an_event_that_is_closed() -> None:
    event = PastEventFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    ReportFactory(topic=NextStepFactory(topic__event=event, due_on=yesterday, owner=AttendeeFactory()).topic)

    assert needed(event) == ["One next step is overdue."]


def test_the_survey_is_a_need_while_it_is_open_until_everyone_was_asked_or_has_answered() -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    asked, answered, _ = AttendeeFactory.create_batch(3, event=event)
    MessageFactory(key=f"survey/{event.slug}/{asked.pk}")
    RespondentFactory(attendee=answered)
    before = needed(event)

    SurveyFactory(event=event, closes_on=timezone.localdate() - timedelta(days=1))

    assert before == ["One person has not been asked how it was."]
    assert needed(event) == []


def test_loose_notes_are_a_need_until_they_are_in_a_group() -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    note = NoteFactory(event=event)
    Attendee.objects.all().update(user=None)
    before = needed(event)

    note.group = GroupFactory(event=event, column=note.column)
    note.save()

    assert before == ["One note on the board is in no group."]
    assert needed(event) == []


@pytest.mark.parametrize("phase", Phase)
def test_mails_and_posts_that_failed_are_a_need_in_every_phase(phase: Phase) -> None:
    event = EventFactory(phase=phase)
    now = timezone.now()
    person = AttendeeFactory(event=event)
    dead = {"state": Message.State.DEAD, "written_at": now}
    MessageFactory(to=person.email, **dead)
    MessageFactory(channel=ChannelFactory(event=event, user=None), **dead)

    figures = counted(event)

    assert (figures.failed_mails, figures.failed_posts) == (1, 1)


def grow(event: Event, number: int) -> None:
    for _ in range(number):
        person = staffed(event)
        topic = person.memberships.get().team.topic
        CheckInFactory(team=topic.team, author=person, help_wanted="A rack.")
        ReportFactory(topic=topic)
        NextStepFactory(topic=topic, owner=None)
        AttendeeFactory(event=event, waiting_since=timezone.now())


@pytest.mark.parametrize("phase", Phase)
def test_counting_takes_as_many_queries_for_one_team_as_for_forty(phase: Phase) -> None:
    event = EventFactory(phase=phase)
    SurveyFactory(event=event, closes_on=timezone.localdate())
    queries = []
    for number in (1, 39):
        grow(event, number)
        with CaptureQueriesContext(connection) as captured:
            counted(event)
        queries.append(len(captured))

    assert queries[0] == queries[1] <= 5


def test_what_is_ready_is_what_the_gate_says() -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    ReportFactory(topic__event=event, achievements="")
    ReportFactory(topic__event=event, achievements="It works.")
    WrapUp.objects.all().delete()

    figures = counted(event)

    assert (figures.reports, figures.reports_ready) == (2, 1)
