"""When a step is reminded of, and how long before its end a phase asks. Pure: it knows neither database nor clock.

Missed days bring one reminder, not many: the next one is counted from the day the last one went out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from retros.reminders.deciding.facts import EndedLink, EventFacts, Owner

TOMORROW, SOON = 1, 3
"""How many days before something is due people are first nudged, and channels first hear of it."""


@dataclass(frozen=True)
class Plan:
    """How often, and whom. Nothing goes out until `quiet_until` has passed: the grace after an event."""

    days_before: int = 0
    repeat_days: int = 14
    escalate_after: int = 3
    end_after: int = 6
    quiet_until: date | None = None

    def first_on(self, due_on: date) -> date:
        # A mistyped year must not hold up everyone's reminders: before the first day there is none.
        first = date.fromordinal(max(due_on.toordinal() - self.days_before, date.min.toordinal()))
        return max(first, self.quiet_until + timedelta(days=1)) if self.quiet_until else first

    def next_on(self, due_on: date, *, sent: int, last_on: date | None) -> date | None:
        """When the next reminder goes out, after `sent` in this round, the last on `last_on`. None: no more.

        A round begins with a due date, or when a step is opened again. Then the last one was of the round before.
        """
        if sent >= self.end_after:
            return None
        first = self.first_on(due_on)
        return max(first, last_on + timedelta(days=self.repeat_days)) if last_on else first

    def is_for_organizers(self, place: int) -> bool:
        """Whether the reminder in this place of its round goes to the organizers too: those before got no answer."""
        return place > self.escalate_after

    def is_last(self, place: int) -> bool:
        return place >= self.end_after


@dataclass(frozen=True)
class DueStep:
    """One open step and its reminders for the due date that it has now.

    A number that not everyone has had yet stays the present one until it is time for the next: people live in several
    time zones, and have quiet days.
    """

    pk: int
    event: EventFacts
    due_on: date
    plan: Plan = field(default_factory=Plan)
    text: str = ""
    topic: str = ""
    """The name of its topic in addresses."""
    topic_title: str = ""
    owner: Owner | None = None
    organization: int | None = None
    owner_name: str = ""
    ended_links: tuple[EndedLink, ...] = ()
    """Those that wait for an answer, the latest first."""
    reminded: Mapping[int, Mapping[int, date]] = field(default_factory=dict)
    """Of each number: who got it, by their pk, and on which day."""
    planned_for: date | None = None
    remind_on: date | None = None
    reminded_before: int | None = None
    """How many reminders went out before the round that runs. None: a new one is to begin."""

    @property
    def held_by(self) -> tuple[date, int | None, int | None]:
        """When it is due, and whose it is: compared to see whether the step is still the same."""
        return self.due_on, self.owner.pk if self.owner else None, self.organization

    @cached_property
    def last(self) -> int:
        return max(self.reminded, default=0)

    @cached_property
    def last_on(self) -> date | None:
        return min(self.reminded[self.last].values()) if self.reminded else None

    @cached_property
    def next_on(self) -> date | None:
        """When the reminder after the last one goes out. None: the reminders have ended."""
        return self.plan.next_on(self.due_on, sent=self.place(self.last), last_on=self.last_on)

    def number(self, day: date) -> int | None:
        """The reminder that is to go out on this day, counted for this due date; None if there is none."""
        if self.remind_on is None or self.remind_on > day:
            return None
        following = self.next_on
        if self.is_under_way() and (following is None or following > day):
            return self.last
        return self.last + 1 if following else None

    def is_under_way(self) -> bool:
        """Whether the last number has gone to some people, and is kept for others."""
        return bool(self.remind_on and self.last_on and self.remind_on <= self.last_on)

    def place(self, number: int) -> int:
        """Which one of its round the reminder is."""
        return number - (self.reminded_before or 0)

    def place_by(self, day: date) -> int:
        """Which one of its round the last reminder until that day may be, if none is put off."""
        if self.next_on is None or self.next_on > day:
            return self.place(self.last)
        return self.place(self.last) + 1 + (day - self.next_on).days // max(self.plan.repeat_days, 1)

    def had(self, number: int) -> Collection[int]:
        return self.reminded.get(number, {}).keys()

    def after_reminder(self, number: int, recipient: int, day: date) -> Self:
        return replace(self, reminded={**self.reminded, number: {**self.reminded.get(number, {}), recipient: day}})

    def planned_anew(self) -> Self:
        """Begin a new round where the step has another due date, or was opened again; else go on in the present one."""
        is_new = self.reminded_before is None or self.planned_for not in {None, self.due_on}
        round_of = replace(self, reminded_before=self.last) if is_new else self
        return replace(round_of, planned_for=self.due_on, remind_on=round_of.next_on)
