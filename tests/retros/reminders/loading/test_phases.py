from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.people.models import Attendee
from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.digests import Nudges
from retros.reminders.deciding.reasons import Kind
from retros.reminders.loading.due import event_facts
from retros.reminders.loading.phases import new_nudges, nudges_at, phase_items
from retros.wrapups.models import Report
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    ReportFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
    WishFactory,
    WrapUpFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

DAY = timedelta(days=1)


def berlin(month: int, day: int, hour: int) -> datetime:
    """An hour of the winter in the site's time zone."""
    return datetime(2026, month, day, hour - 1, tzinfo=UTC)


def asked(attendee: Attendee, now: datetime) -> list[PhaseItem]:
    return phase_items(now).get(attendee.user_id or 0, [])


def kinds(attendee: Attendee, now: datetime) -> list[Kind]:
    return [item.kind for item in asked(attendee, now)]


def voting_until(closes_at: datetime) -> Event:
    event: Event = EventFactory(
        voting_opens_at=closes_at - 14 * DAY, voting_closes_at=closes_at, starts_at=closes_at + DAY * 9
    )
    return event


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (berlin(11, 8, 23), []),
        (berlin(11, 9, 1), [Kind.VOTE]),
        (berlin(11, 10, 11), [Kind.VOTE]),
        (berlin(11, 10, 12), []),
    ],
)
def test_vote_is_asked_for_from_the_day_before_voting_closes(now: datetime, expected: list[Kind]) -> None:
    voter = AttendeeFactory(event=voting_until(berlin(11, 10, 12)))

    assert kinds(voter, now) == expected


def test_vote_says_until_when_and_where() -> None:
    closes_at = berlin(11, 10, 12)
    voter = AttendeeFactory(event=voting_until(closes_at))

    assert asked(voter, berlin(11, 9, 8)) == [
        PhaseItem(Kind.VOTE, event_facts(voter.event), "2026-11-10", closes_at, f"/{voter.event.slug}/ballot/")
    ]


def test_only_who_has_a_seat_and_no_ballot_is_asked_to_vote() -> None:
    event, before = voting_until(berlin(11, 10, 12)), berlin(11, 1, 8)
    BallotFactory(attendee=AttendeeFactory(event=event))
    AttendeeFactory(event=event, waiting_since=before)
    AttendeeFactory(event=event, cancelled_at=before)
    AttendeeFactory(event=event, user=None)
    silent = AttendeeFactory(event=event)

    assert phase_items(berlin(11, 9, 8)).keys() == {silent.user_id}


def test_deadline_that_moves_to_another_day_is_nudged_about_anew() -> None:
    voter = AttendeeFactory(event=voting_until(berlin(11, 10, 12)))
    (first,) = asked(voter, berlin(11, 9, 8))

    Event.objects.update(voting_closes_at=berlin(11, 10, 18))
    (same_day,) = asked(voter, berlin(11, 9, 8))
    Event.objects.update(voting_closes_at=berlin(11, 11, 12))
    (moved,) = asked(voter, berlin(11, 10, 8))

    assert (same_day.about, moved.about) == (first.about, "2026-11-11")


def test_wishes_are_asked_for_the_day_before_the_week_while_no_team_is_formed() -> None:
    event = EventFactory(starts_at=berlin(11, 30, 9))
    dreamer, silent = AttendeeFactory.create_batch(2, event=event)
    topic = TopicFactory(event=event)
    WishFactory(attendee=dreamer, topic=topic)

    assert phase_items(berlin(11, 28, 8)) == {}
    assert phase_items(berlin(11, 29, 8)) == {
        silent.user_id: [
            PhaseItem(Kind.WISH, event_facts(event), "2026-11-30", event.starts_at, f"/{event.slug}/wishes/")
        ]
    }

    TeamFactory(topic=topic)
    assert phase_items(berlin(11, 29, 8)) == {}


MEETING = berlin(12, 9, 14)


def test_presenters_learn_when_their_demo_begins() -> None:
    meeting = ReviewMeetingFactory(starts_at=MEETING)
    first, second, last = (
        DemoFactory(meeting=meeting, position=position, minutes=minutes)
        for position, minutes in enumerate([10, 0, 5], start=1)
    )
    one, other = AttendeeFactory.create_batch(2, event=meeting.event)
    first.presenters.add(one)
    second.presenters.add(one)
    last.presenters.add(other)

    items = phase_items(berlin(12, 6, 8))

    path = f"/{meeting.event.slug}/agenda/"
    event, later = event_facts(meeting.event), MEETING + timedelta(minutes=10)
    assert items == {
        one.user_id: [PhaseItem(Kind.PRESENT, event, f"2026-12-09/{first.topic.pk}", MEETING, path, first.topic.title)],
        other.user_id: [PhaseItem(Kind.PRESENT, event, f"2026-12-09/{last.topic.pk}", later, path, last.topic.title)],
    }


def test_where_nobody_is_named_the_team_presents() -> None:
    meeting = ReviewMeetingFactory(starts_at=MEETING)
    team = TeamFactory(topic__event=meeting.event)
    member = MembershipFactory(team=team, attendee__event=meeting.event).attendee
    left = MembershipFactory(team=team, attendee__event=meeting.event, until=berlin(12, 3, 12)).attendee
    DemoFactory(meeting=meeting, topic=team.topic)

    assert (kinds(member, berlin(12, 8, 8)), kinds(left, berlin(12, 8, 8))) == ([Kind.PRESENT], [])


@pytest.mark.parametrize(
    ("now", "expected"), [(berlin(12, 5, 23), []), (berlin(12, 6, 1), [Kind.PRESENT]), (MEETING, [])]
)
def test_demo_is_nudged_about_from_three_days_before(now: datetime, expected: list[Kind]) -> None:
    meeting = ReviewMeetingFactory(starts_at=MEETING)
    demo = DemoFactory(meeting=meeting, topic__event=meeting.event)
    demo.presenters.add(presenter := AttendeeFactory(event=meeting.event))

    assert kinds(presenter, now) == expected


@pytest.mark.parametrize("changed", [{"began_at": berlin(12, 8, 7)}, {"starts_at": berlin(12, 20, 14)}])
def test_meeting_that_began_or_moved_away_asks_for_nothing(changed: dict[str, datetime]) -> None:
    meeting = ReviewMeetingFactory(**{"starts_at": MEETING, **changed})
    demo = DemoFactory(meeting=meeting, topic__event=meeting.event)
    demo.presenters.add(presenter := AttendeeFactory(event=meeting.event))

    assert kinds(presenter, berlin(12, 8, 8)) == []


DUE = berlin(12, 18, 12)


def working(**report: object) -> Attendee:
    """Somebody whose topic's wrap-up is due."""
    event = EventFactory(wrap_up_due_at=DUE)
    stay = MembershipFactory(team__topic__event=event, attendee__event=event)
    if report:
        ReportFactory(topic=stay.team.topic, **report)
    attendee: Attendee = stay.attendee
    return attendee


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (berlin(12, 14, 23), []),
        (berlin(12, 15, 1), [Kind.REPORT]),
        (berlin(12, 18, 11), [Kind.REPORT]),
        (berlin(12, 18, 13), []),
        (berlin(12, 25, 11), []),
        (berlin(12, 25, 13), [Kind.REPORT_LATE]),
        (DUE + 27 * DAY, [Kind.REPORT_LATE]),
        (DUE + 28 * DAY, []),
    ],
)
def test_report_is_asked_for_before_it_is_due_and_a_week_after(now: datetime, expected: list[Kind]) -> None:
    assert kinds(working(), now) == expected


@pytest.mark.parametrize(
    ("report", "lacks"),
    [
        ({}, ("report",)),
        ({"outcome": "", "achievements": ""}, ("outcome", "achievements")),
        ({"outcome": Report.Outcome.ACHIEVED, "achievements": ""}, ("achievements",)),
        ({"outcome": Report.Outcome.PARTLY, "achievements": "Much"}, ("next_steps",)),
    ],
)
def test_report_says_what_it_lacks(report: dict[str, object], lacks: tuple[str, ...]) -> None:
    (item,) = asked(working(**report), berlin(12, 15, 8))

    topic_path = item.path.removesuffix("/report/edit/")
    assert (item.lacks, item.until) == (lacks, DUE)
    assert topic_path.startswith(f"/{item.event.slug}/topics/")


def test_report_that_lacks_nothing_asks_nobody() -> None:
    writer = working(outcome=Report.Outcome.ACHIEVED, achievements="All of it")

    assert kinds(writer, berlin(12, 15, 8)) == []


def test_published_wrap_up_asks_nobody() -> None:
    writer = working()
    WrapUpFactory(event=writer.event, published_on=DUE.date())

    assert kinds(writer, berlin(12, 15, 8)) == []


def test_report_is_asked_of_those_who_left_where_nobody_stayed() -> None:
    event = EventFactory(wrap_up_due_at=DUE)
    left = MembershipFactory(team__topic__event=event, attendee__event=event, until=berlin(12, 3, 12)).attendee

    assert kinds(left, berlin(12, 15, 8)) == [Kind.REPORT]


def voters(number: int) -> datetime:
    AttendeeFactory.create_batch(number, event=voting_until(berlin(11, 10, 12)))
    return berlin(11, 9, 8)


def presenters(number: int) -> datetime:
    meeting = ReviewMeetingFactory(starts_at=MEETING)
    for _ in range(number):
        demo = DemoFactory(meeting=meeting, topic__event=meeting.event)
        demo.presenters.add(AttendeeFactory(event=meeting.event))
    return berlin(12, 8, 8)


def reporters(number: int) -> datetime:
    for _ in range(number):
        working()
    return berlin(12, 15, 8)


def test_what_phases_ask_is_the_same_looked_at_together_and_one_moment_after_the_other() -> None:
    for there_are in (voters, presenters, reporters):
        there_are(1)
    event = voting_until(berlin(11, 12, 1) - timedelta(hours=1))
    AttendeeFactory(event=event)
    first = berlin(11, 1, 12)
    moments = [first + timedelta(hours=6 * number) for number in range(4 * 90)]

    asked = nudges_at(moments)

    assert {item.kind for nudges in asked for items in nudges.values() for item in items} == set(Kind)
    assert asked == [new_nudges(moment) for moment in moments]
    assert nudges_at(moments, [event.pk]) == [only_about(event, nudges) for nudges in asked]


def only_about(event: Event, nudges: Nudges) -> Nudges:
    about = {pk: [item for item in items if item.event.pk == event.pk] for pk, items in nudges.items()}
    return {pk: items for pk, items in about.items() if items}


@pytest.mark.parametrize("there_are", [voters, presenters, reporters])
def test_nudges_take_as_many_queries_for_many_as_for_few(there_are: Callable[[int], datetime]) -> None:
    now = there_are(2)
    with CaptureQueriesContext(connection) as few:
        before = len(phase_items(now))
    there_are(9)
    with CaptureQueriesContext(connection) as many:
        assert len(phase_items(now)) == before + 9

    assert len(many) == len(few)
