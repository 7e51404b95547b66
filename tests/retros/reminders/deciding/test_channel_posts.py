"""What is posted to which channel, and when: decided without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from retros.reminders.deciding.channel_posts import (
    ChannelPost,
    ComingReview,
    DueWrapUp,
    EventChannels,
    News,
    OpenSteps,
    OpenVoting,
    decide_posts,
    end_of_week,
    is_awake,
)
from retros.reminders.deciding.facts import EventFacts

DAY = timedelta(days=1)
NOW = datetime(2026, 12, 18, 12, tzinfo=UTC)  # a Friday
TODAY = NOW.date()
EVENT, ANOTHER = EventFacts(1, "2026-12", "Hack"), EventFacts(2, "2026-05", "Another")
VOTING = OpenVoting(EVENT, closes_on=TODAY, voters=1, attendees=3)
REVIEW = ComingReview(EVENT, starts_at=NOW, demos=2)
WRAP_UP = DueWrapUp(EVENT, due_on=TODAY, lacking=1)
STEPS = OpenSteps(EVENT, ended_at=NOW - 30 * DAY, quiet_until=TODAY - DAY, counted_on=TODAY, due=1)


def channels(*news: News, posted: frozenset[str] = frozenset()) -> EventChannels:
    """One channel of an event, two of another."""
    return EventChannels({EVENT.pk: [10], ANOTHER.pk: [20, 21]}, news, posted)


def is_posted(news: News, now: datetime = NOW) -> bool:
    return decide_posts(channels(news), now=now) == [ChannelPost(10, news)]


@pytest.mark.parametrize(("days", "expected"), [(0, True), (1, True), (2, False)])
def test_voting_is_news_from_the_day_before_it_closes(days: int, *, expected: bool) -> None:
    assert is_posted(replace(VOTING, closes_on=TODAY + days * DAY)) is expected


@pytest.mark.parametrize(("days", "expected"), [(0, True), (3, True), (4, False)])
def test_review_meeting_and_wrap_up_are_news_from_three_days_before(days: int, *, expected: bool) -> None:
    assert is_posted(replace(REVIEW, starts_at=NOW + days * DAY)) is expected
    assert is_posted(replace(WRAP_UP, due_on=TODAY + days * DAY)) is expected


def test_wrap_up_that_lacks_nothing_is_no_news() -> None:
    assert not is_posted(replace(WRAP_UP, lacking=0))


@pytest.mark.parametrize(("quiet_until", "expected"), [(TODAY - DAY, True), (TODAY, False), (None, False)])
def test_next_steps_are_no_news_in_the_grace_after_an_event(quiet_until: date | None, *, expected: bool) -> None:
    assert is_posted(replace(STEPS, quiet_until=quiet_until)) is expected


@pytest.mark.parametrize(("weeks", "expected"), [(25, True), (26, False)])
def test_next_steps_are_news_for_half_a_year(weeks: int, *, expected: bool) -> None:
    assert is_posted(replace(STEPS, ended_at=NOW - timedelta(weeks=weeks))) is expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((1, 0, 0), True), ((0, 1, 0), True), ((0, 0, 1), True), ((0, 0, 0), False)],
)
def test_next_steps_are_news_while_one_is_due_or_unowned(counts: tuple[int, int, int], *, expected: bool) -> None:
    due, overdue, unowned = counts

    assert is_posted(replace(STEPS, due=due, overdue=overdue, unowned=unowned)) is expected


def test_news_goes_to_every_channel_of_its_event_and_to_no_other() -> None:
    news = replace(VOTING, event=ANOTHER)

    assert decide_posts(channels(news), now=NOW) == [ChannelPost(20, news), ChannelPost(21, news)]


def test_news_of_an_event_without_a_channel_goes_nowhere() -> None:
    assert decide_posts(channels(replace(VOTING, event=EventFacts(3, "2025-12", "Silent"))), now=NOW) == []


def test_channel_that_had_the_news_does_not_get_it_again() -> None:
    news = replace(REVIEW, event=ANOTHER)
    posted = frozenset({ChannelPost(20, news).key})

    assert decide_posts(channels(news, posted=posted), now=NOW) == [ChannelPost(21, news)]


@pytest.mark.parametrize(
    ("news", "later"),
    [
        (VOTING, replace(VOTING, closes_on=TODAY + DAY)),
        (REVIEW, replace(REVIEW, starts_at=NOW + DAY)),
        (WRAP_UP, replace(WRAP_UP, due_on=TODAY + DAY)),
        (STEPS, replace(STEPS, counted_on=TODAY + 3 * DAY)),
    ],
)
def test_another_day_or_week_is_news_again(news: News, later: News) -> None:
    posted = frozenset({ChannelPost(10, news).key})

    assert decide_posts(channels(later, posted=posted), now=NOW) == [ChannelPost(10, later)]


@pytest.mark.parametrize(
    ("news", "same"),
    [
        (VOTING, replace(VOTING, voters=2)),
        (REVIEW, replace(REVIEW, starts_at=NOW + timedelta(hours=1), demos=3)),
        (WRAP_UP, replace(WRAP_UP, lacking=2)),
        (STEPS, replace(STEPS, counted_on=TODAY + 2 * DAY, due=2)),
    ],
)
def test_other_numbers_are_no_news(news: News, same: News) -> None:
    posted = frozenset({ChannelPost(10, news).key})

    assert decide_posts(channels(same, posted=posted), now=NOW) == []


@pytest.mark.parametrize(
    ("news", "key"),
    [
        (VOTING, "event-channel/10/vote/2026-12-18"),
        (REVIEW, "event-channel/10/review/2026-12-18"),
        (WRAP_UP, "event-channel/10/wrap-up/2026-12-18"),
        (STEPS, "event-channel/10/next-steps/2026-W51"),
    ],
)
def test_keys_stay_as_they_are_for_what_was_posted_is_found_by_them(news: News, key: str) -> None:
    assert ChannelPost(10, news).key == key


@pytest.mark.parametrize(("hour", "expected"), [(7, False), (8, True), (19, True), (20, False), (23, False)])
def test_nothing_is_posted_at_night(hour: int, *, expected: bool) -> None:
    assert is_awake(NOW.replace(hour=hour)) is expected


@pytest.mark.parametrize("days", [0, 2, -4])
def test_week_ends_on_its_sunday(days: int) -> None:
    assert end_of_week(TODAY + days * DAY) == date(2026, 12, 20)
