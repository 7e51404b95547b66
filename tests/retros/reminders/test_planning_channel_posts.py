from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.outbox.models import Message
from retros.reminders.planning import post_to_event_channels
from retros.reminders.tasks import plan_reminders
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    ChannelFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    ReviewMeetingFactory,
    WrapUpFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

DAY = timedelta(days=1)


def berlin(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour - 1, tzinfo=UTC)


def event_with_channel(**deadlines: datetime) -> Event:
    event: Event = EventFactory(**deadlines)
    ChannelFactory(user=None, event=event)
    return event


def subjects() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def event_voting_until(closes_at: datetime) -> Event:
    return event_with_channel(
        voting_opens_at=closes_at - 14 * DAY, voting_closes_at=closes_at, starts_at=closes_at + 9 * DAY
    )


def test_voting_that_closes_tomorrow_is_news_with_the_turnout() -> None:
    event = event_voting_until(berlin(11, 10, 12))
    BallotFactory(attendee=AttendeeFactory(event=event))
    AttendeeFactory.create_batch(2, event=event)
    AttendeeFactory(event=event, waiting_since=berlin(11, 1))

    assert post_to_event_channels(now=berlin(11, 9)) == 1

    message = Message.objects.get()
    assert message.subject == "Voting closes tomorrow"
    assert message.text == (f"1 of 3 have voted on the topics of {event}. http://testserver/{event.slug}/ballot/")
    assert message.channel == event.channels.get()
    assert message.to == message.channel.name


def test_news_is_posted_once_to_each_channel() -> None:
    event = event_voting_until(berlin(11, 10, 12))
    ChannelFactory(user=None, event=event)

    assert [post_to_event_channels(now=berlin(11, 9, hour)) for hour in (9, 9, 19)] == [2, 0, 0]

    Event.objects.update(voting_closes_at=berlin(11, 11, 12))
    assert post_to_event_channels(now=berlin(11, 10)) == 2


@pytest.mark.parametrize(("hour", "posts"), [(7, 0), (8, 1), (19, 1), (20, 0), (23, 0)])
def test_nothing_is_posted_at_night(hour: int, posts: int) -> None:
    event_voting_until(berlin(11, 10, 12))

    assert post_to_event_channels(now=berlin(11, 9, hour)) == posts


def test_nothing_is_posted_to_removed_channels_and_those_of_people() -> None:
    event = event_voting_until(berlin(11, 10, 12))
    event.channels.update(removed_at=berlin(11, 1), url="")
    ChannelFactory(user=AttendeeFactory(event=event).user)

    assert post_to_event_channels(now=berlin(11, 9)) == 0


def test_review_meeting_is_news_three_days_before_with_its_demos() -> None:
    event = event_with_channel()
    meeting = ReviewMeetingFactory(event=event, starts_at=berlin(12, 9, 14), call_url="https://call.example.org")
    for minutes in (5, 10, 0):
        DemoFactory(meeting=meeting, minutes=minutes)

    assert post_to_event_channels(now=berlin(12, 5)) == 0
    assert post_to_event_channels(now=berlin(12, 6)) == 1

    assert subjects() == ["Review meeting on Wednesday, 9 December at 14:00, 2 demos"]
    assert f"http://testserver/{event.slug}/agenda/" in Message.objects.get().text
    assert "https://call.example.org" in Message.objects.get().text


def test_wrap_up_that_is_due_is_news_with_what_it_waits_for() -> None:
    event = event_with_channel(wrap_up_due_at=berlin(12, 18, 12))
    MembershipFactory(team__topic__event=event)

    assert post_to_event_channels(now=berlin(12, 14)) == 0
    assert post_to_event_channels(now=berlin(12, 15)) == 1
    MembershipFactory(team__topic__event=event)
    assert post_to_event_channels(now=berlin(12, 16)) == 0

    assert subjects() == ["Wrap-up due in 3 days, 1 report lacks something"]


def test_wrap_up_that_is_ready_or_published_is_no_news() -> None:
    event_with_channel(wrap_up_due_at=berlin(12, 18, 12))
    published = event_with_channel(wrap_up_due_at=berlin(12, 18, 12))
    MembershipFactory(team__topic__event=published)
    WrapUpFactory(event=published, published_on=date(2026, 12, 14))

    assert post_to_event_channels(now=berlin(12, 15)) == 0


MONDAY = datetime(2027, 1, 11, 8, tzinfo=UTC)


def test_next_steps_are_news_once_a_week() -> None:
    event = event_with_channel()
    for due_on in (date(2027, 1, 11), date(2027, 1, 17), date(2027, 1, 18), date(2027, 1, 10)):
        NextStepFactory(topic__event=event, due_on=due_on, owner=AttendeeFactory(event=event))
    NextStepFactory(topic__event=event, due_on=date(2027, 1, 10), state="done")
    NextStepFactory(topic__event=event, due_on=None)

    posted = [post_to_event_channels(now=MONDAY + days * DAY) for days in (0, 1, 6, 7)]

    assert posted == [1, 0, 0, 1]
    assert subjects()[0] == "2 next steps due this week, 1 overdue, 1 without an owner"
    assert Message.objects.first().text.endswith(f"http://testserver/next-steps/?event={event.slug}")  # type: ignore[union-attr]  # there is one


def test_next_steps_are_left_alone_in_the_grace_after_an_event_and_half_a_year_later() -> None:
    event = event_with_channel(
        ends_at=MONDAY - 14 * DAY, starts_at=MONDAY - 18 * DAY, review_ends_at=MONDAY, wrap_up_due_at=MONDAY
    )
    NextStepFactory(topic__event=event, due_on=None)

    posted = [post_to_event_channels(now=MONDAY + timedelta(weeks=weeks)) for weeks in (-1, 0, 1, 23, 24)]

    assert posted == [0, 0, 1, 1, 0]


def test_event_whose_steps_are_all_looked_after_is_left_in_peace() -> None:
    event = event_with_channel()
    NextStepFactory(topic__event=event, due_on=date(2027, 2, 1), owner=AttendeeFactory(event=event))

    assert post_to_event_channels(now=MONDAY) == 0


def test_looking_for_news_takes_as_many_queries_for_many_events_as_for_few() -> None:
    def reading() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert post_to_event_channels(now=MONDAY) == 0
        return len(queries)

    def add(number: int) -> None:
        for _ in range(number):
            event = event_with_channel()
            NextStepFactory(topic__event=event, due_on=date(2027, 3, 1), owner=AttendeeFactory(event=event))

    add(1)
    few = reading()
    add(5)

    assert reading() == few


def test_task_posts_to_the_channels_of_events(monkeypatch: pytest.MonkeyPatch) -> None:
    event_voting_until(berlin(11, 10, 12))
    monkeypatch.setattr("django.utils.timezone.now", lambda: berlin(11, 9))

    assert plan_reminders() >= 1

    assert "Voting closes tomorrow" in subjects()
