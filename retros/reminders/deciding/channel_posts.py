"""What is posted to the channels of an event: what concerns everyone there, each piece of news once. Pure.

`now` is in the time zone of the site, and so are all days.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from retros.reminders.deciding.facts import EventFacts
from retros.reminders.deciding.schedule import SOON, TOMORROW

WAKING_HOURS = range(8, 20)
HALF_A_YEAR = timedelta(weeks=26)
"""How long after an event its channels hear of its next steps: until the community meets again."""


@dataclass(frozen=True)
class OpenVoting:
    """News the day before it closes."""

    kind: ClassVar[str] = "vote"

    event: EventFacts
    closes_on: date
    voters: int
    attendees: int

    @property
    def about(self) -> str:
        return str(self.closes_on)

    def is_news(self, now: datetime) -> bool:
        return self.closes_on <= now.date() + timedelta(days=TOMORROW)


@dataclass(frozen=True)
class ComingReview:
    """News from three days before the meeting."""

    kind: ClassVar[str] = "review"

    event: EventFacts
    starts_at: datetime
    demos: int
    call_url: str = ""

    @property
    def about(self) -> str:
        return str(self.starts_at.date())

    def is_news(self, now: datetime) -> bool:
        return self.starts_at.date() <= now.date() + timedelta(days=SOON)


@dataclass(frozen=True)
class DueWrapUp:
    """News from three days before it is due, if something is missing."""

    kind: ClassVar[str] = "wrap-up"

    event: EventFacts
    due_on: date
    lacking: int
    """How many reports lack something."""

    @property
    def about(self) -> str:
        return str(self.due_on)

    def is_news(self, now: datetime) -> bool:
        return self.lacking > 0 and self.due_on <= now.date() + timedelta(days=SOON)


@dataclass(frozen=True)
class OpenSteps:
    """News once a week, from the end of the grace after the event on, while something is to be done."""

    kind: ClassVar[str] = "next-steps"

    event: EventFacts
    ended_at: datetime
    quiet_until: date | None
    counted_on: date
    due: int = 0
    """In the week of that day, from it on."""
    overdue: int = 0
    unowned: int = 0

    @property
    def about(self) -> str:
        year, week, _ = self.counted_on.isocalendar()
        return f"{year}-W{week:02}"

    def is_news(self, now: datetime) -> bool:
        is_quiet = self.quiet_until is None or now.date() <= self.quiet_until
        return not is_quiet and self.ended_at > now - HALF_A_YEAR and bool(self.due or self.overdue or self.unowned)


News = OpenVoting | ComingReview | DueWrapUp | OpenSteps
"""Its `kind`, and what it is `about`, tell it from the next: what is about another day is news again."""


@dataclass(frozen=True)
class ChannelPost:
    channel: int
    news: News

    @property
    def key(self) -> str:
        return f"event-channel/{self.channel}/{self.news.kind}/{self.news.about}"


@dataclass(frozen=True)
class EventChannels:
    """All that the decision starts from."""

    channels: Mapping[int, Sequence[int]]
    """Of an event, by its pk."""
    news: Sequence[News]
    posted: Collection[str]
    """The keys of what these channels had."""


def is_awake(now: datetime) -> bool:
    """Nothing is posted at night."""
    return now.hour in WAKING_HOURS


def decide_posts(found: EventChannels, *, now: datetime) -> list[ChannelPost]:
    """What is news now, for each channel that has not had it."""
    news = [item for item in found.news if item.is_news(now)]
    posts = [ChannelPost(channel, item) for item in news for channel in found.channels.get(item.event.pk, ())]
    return [post for post in posts if post.key not in found.posted]


def end_of_week(day: date) -> date:
    """The Sunday of its week."""
    return day + timedelta(days=6 - day.weekday())
