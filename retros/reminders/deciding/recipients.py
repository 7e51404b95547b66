"""Who can be reached, how and when; and whom a step concerns.

It is its owner's, and the organizers' where the owner cannot be reached or does not answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from retros.reminders.deciding.reasons import Why
from retros.reminders.deciding.schedule import DueStep

WEEK = 7
MOST_ORGANIZERS = 5
"""If an event has more, the first ones entered are asked: what everyone is asked, no one does."""


@dataclass(frozen=True)
class Recipient:
    """An account, with its ways and times. `name` is what it is called at the event it came to last."""

    pk: int
    email: str
    zone: ZoneInfo
    language: str = "en"
    name: str = ""
    hour: int = 8
    quiet_weekdays: Sequence[int] = ()
    away_until: date | None = None
    is_active: bool = True
    by_mail: bool = True
    has_unsubscribed: bool = False
    bounces: bool = False
    channels: tuple[int, ...] = ()
    written_on: frozenset[date] = frozenset()
    """The days, of those around now, whose digest is written."""

    @property
    def gets_mail(self) -> bool:
        return self.by_mail and not self.bounces

    @property
    def is_reached(self) -> bool:
        return self.is_active and not self.has_unsubscribed and (self.gets_mail or bool(self.channels))

    def local(self, now: datetime) -> datetime:
        return now.astimezone(self.zone)

    def is_up(self, now: datetime) -> bool:
        """Whether it is late enough in the day, and nothing was written on it yet."""
        local = self.local(now)
        return local.hour >= self.hour and local.date() not in self.written_on

    def is_quiet(self, day: date) -> bool:
        return day.weekday() in self.quiet_weekdays or self.is_away(day)

    def is_away(self, day: date) -> bool:
        return self.away_until is not None and day <= self.away_until

    def misses(self, until: datetime, now: datetime) -> bool:
        """Whether what ends then would be over on the next day that is no quiet one."""
        today = self.local(now).date()
        days = (today + timedelta(days=number) for number in range(1, WEEK + 1))
        return now < until and not any(self.hour_of(day) < until for day in days if not self.is_quiet(day))

    def hour_of(self, day: date) -> datetime:
        """From when on the day's digest may be written."""
        return datetime(day.year, day.month, day.day, self.hour, tzinfo=self.zone)


@dataclass(frozen=True)
class Audience:
    """Everyone whom some steps may concern: people by their pk, and the organizers of each event."""

    people: Mapping[int, Recipient]
    organizers: Mapping[int, Iterable[int]]
    """Of an event, by its pk, in the order of the events, the latest last."""

    @cached_property
    def reached_organizers(self) -> dict[int, list[int]]:
        reached = {
            event: [pk for pk in organizers if self.people[pk].is_reached]
            for event, organizers in self.organizers.items()
        }
        return {event: organizers for event, organizers in reached.items() if organizers}

    def of(self, step: DueStep) -> set[int]:
        """Everyone whom the step may ever concern."""
        owner = {step.owner.account} if step.owner and step.owner.account else set()
        return {*owner, *self.organizers_for(step.event.pk)}

    def recipients(self, step: DueStep, number: int) -> dict[int, Why]:
        """Who gets this reminder, and why. Empty if no one can be reached."""
        trouble = self.trouble(step)
        found = {} if trouble or step.owner is None or step.owner.account is None else {step.owner.account: Why.OWNER}
        if trouble or step.plan.is_for_organizers(step.place(number)):
            for organizer in self.organizers_for(step.event.pk):
                found.setdefault(organizer, trouble or Why.UNANSWERED)
        return found

    def trouble(self, step: DueStep) -> Why | None:
        """Why the step's owner cannot be reached."""
        if step.owner is None:
            return Why.ORGANIZATION if step.organization else Why.UNOWNED
        if step.owner.account is None:
            return Why.NO_ACCOUNT
        owner = self.people.get(step.owner.account)
        if owner is None or not owner.is_active or not step.owner.has_seat:
            return Why.OWNER_LEFT
        if owner.is_reached:
            return None
        return Why.OWNER_BOUNCES if owner.by_mail and not owner.has_unsubscribed else Why.OWNER_UNSUBSCRIBED

    def organizers_for(self, event: int) -> list[int]:
        """The event's own organizers; where none can be reached, those of the latest event that has some."""
        latest = next(reversed(self.reached_organizers.values()), [])
        return self.reached_organizers.get(event, latest)[:MOST_ORGANIZERS]
