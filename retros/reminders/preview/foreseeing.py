"""What will go out in the next days, to whom, and why: the same loader and decision, day by day. Nothing is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Self

from django.utils import timezone

from planning.events.models import Event
from retros.reminders.deciding.contents import Contents, StepItem
from retros.reminders.deciding.digests import Due, Nudges, digest_for, steps_after
from retros.reminders.deciding.recipients import Audience, Recipient
from retros.reminders.deciding.schedule import DueStep
from retros.reminders.loading.due import latest_day, load_coming
from retros.reminders.loading.phases import nudges_at
from retros.reminders.models import Digest

DAYS, MOST_DAYS = 7, 31
MOST_STEPS = 20
"""Of one digest, that a page shows."""


@dataclass(frozen=True)
class PlannedDigest:
    """One person's digest to come, and its time. If it is held, someone has to release it first."""

    contents: Contents
    at: datetime
    held_at: datetime | None = None

    @property
    def recipient(self) -> Recipient:
        return self.contents.to

    @property
    def day(self) -> date:
        return self.contents.day

    @property
    def is_held(self) -> bool:
        return self.held_at is not None

    @property
    def first_steps(self) -> tuple[StepItem, ...]:
        return self.contents.steps[:MOST_STEPS]

    @property
    def more_steps(self) -> int:
        return len(self.contents.steps) - len(self.first_steps)


@dataclass(frozen=True)
class Outlook:
    """What is known now of the days to come: what is due until the last of them, and what phases ask on each."""

    now: datetime
    until: date
    due: Due
    asked: Sequence[Nudges]

    def digests(self) -> list[PlannedDigest]:
        """Everyone's for today and the days after, in the order in which they go out."""
        waiting = waiting_digests(self.now)
        foreseen = foresee(self.due, self.asked, now=self.now, until=self.until)
        return [planned(contents, at, waiting.get((contents.to.pk, contents.day))) for at, contents in foreseen]

    def untold(self) -> list[DueStep]:
        """Steps whose reminder is due and waits, because no one can be reached. Longest due first."""
        today = timezone.localdate(self.now)
        numbers = ((step, step.number(today)) for step in self.due.steps)
        return [step for step, number in numbers if number and not self.due.audience.recipients(step, number)]

    def about(self, reader: int) -> Self:
        """As far as it matters to one person. What is said of a step depends on no other."""
        steps = [step for step in self.due.steps if reader in concerned_by(step, self.due.audience, self.until)]
        asked = [{pk: items for pk, items in nudges.items() if pk == reader} for nudges in self.asked]
        return replace(self, due=replace(self.due, steps=steps), asked=asked)


def preview_of(now: datetime, *, days: int = DAYS, event: Event | None = None) -> list[PlannedDigest]:
    """Everyone's digests for today and the days after, as far as known now; with an event, what is about it."""
    return outlook_on([event.pk] if event else None, now=now, days=days).digests()


def outlook_on(events: Collection[int] | None, *, now: datetime, days: int = DAYS) -> Outlook:
    """The parts that are about some events; without events, all. As many queries for any days.

    What one event has to say depends on no other, so the others are not looked at.
    """
    asked = nudges_at(list(noons(now, days)), events)
    until = latest_day(now) + timedelta(days=days)
    return Outlook(now, until, load_coming(until, asked, events, now=now), asked)


def noons(now: datetime, days: int) -> Iterator[datetime]:
    """When it is asked what phases want of people: now, and once on each day after: they want the same all day."""
    today = timezone.localdate(now)
    yield now
    for number in range(1, days):
        yield timezone.make_aware(datetime.combine(today + timedelta(days=number), time(12)))


def days_until(day: date, now: datetime) -> int:
    """How far to look ahead to that day, wherever it is."""
    return min(max((day - timezone.localdate(now)).days + 2, 1), MOST_DAYS)


def foresee(due: Due, asked: Sequence[Nudges], *, now: datetime, until: date) -> Iterator[tuple[datetime, Contents]]:
    """The days to come, one after the other. What one day's digest says, the next day's does not repeat."""
    steps = {step.pk: step for step in due.steps}
    business = business_until(until, due)
    foreseen: set[tuple[int, str, int, str]] = set()
    for number, nudges in enumerate(asked):
        for at, recipient in digest_times(due.audience.people.values(), now, number):
            theirs = business[recipient.pk]
            new = [item for item in nudges.get(recipient.pk, []) if (recipient.pk, *item.identity) not in foreseen]
            if contents := digest_for(recipient, map(steps.__getitem__, theirs), new, due.audience, now=at):
                after = {step.pk: step for step in steps_after(contents)}
                steps |= after
                told = {pk for pk, step in after.items() if is_quiet_until(step, until)}
                business[recipient.pk] = [pk for pk in theirs if pk not in told]
                foreseen |= {(recipient.pk, *item.identity) for item in contents.nudges}
                yield at, contents


def business_until(day: date, due: Due) -> dict[int, list[int]]:
    """The steps that may concern each person by that day."""
    business: defaultdict[int, list[int]] = defaultdict(list)
    for step in due.steps:
        for pk in concerned_by(step, due.audience, day):
            business[pk].append(step.pk)
    return business


def concerned_by(step: DueStep, audience: Audience, day: date) -> Collection[int]:
    """Organizers only if its owner cannot be reached, or will not have answered by then."""
    owner = step.owner.account if step.owner else None
    if owner is None or audience.trouble(step) or step.plan.is_for_organizers(step.place_by(day)):
        return audience.of(step)
    return (owner,)


def is_quiet_until(step: DueStep, day: date) -> bool:
    """Whether no one who had its last reminder has to look at it again until then."""
    following = step.next_on
    return following is None or following > day


def digest_times(people: Iterable[Recipient], now: datetime, number: int) -> list[tuple[datetime, Recipient]]:
    """When each person is written to, so many days from now, in the order of the hours."""
    times = []
    for recipient in people:
        day = recipient.local(now).date() + timedelta(days=number)
        if recipient.is_reached and day not in recipient.written_on:
            times.append((max(now, recipient.hour_of(day)), recipient))
    return sorted(times, key=lambda found: (found[0], found[1].pk))


def waiting_digests(now: datetime) -> dict[tuple[int, date], Digest]:
    """Digests that someone has held or edited before they are written, by person and day."""
    waiting = Digest.objects.filter(written_at=None, day__gte=now.date() - timedelta(days=1))
    return {(digest.user_id, digest.day): digest for digest in waiting.select_related("held_by")}


def planned(contents: Contents, at: datetime, waiting: Digest | None) -> PlannedDigest:
    opening, held_at = (waiting.opening, waiting.held_at) if waiting else ("", None)
    return PlannedDigest(contents=replace(contents, opening=opening), at=at, held_at=held_at)
