"""What will go out in the next days, to whom, and why: the same loader and decision, day by day. Nothing is written."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from planning.events.models import Event
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.contents import Contents
from retros.reminders.deciding.digests import Due, Nudges, business_of, digest_for, steps_after
from retros.reminders.deciding.recipients import Recipient
from retros.reminders.loading.due import latest_day, load_coming
from retros.reminders.loading.phases import nudges_at
from retros.reminders.models import Digest

DAYS, MOST_DAYS = 7, 31


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


def preview_of(now: datetime, *, days: int = DAYS, event: Event | None = None) -> list[PlannedDigest]:
    """Everyone's digests for today and the days after, as far as known now; with an event, what is about it."""
    return preview_about(now, [event.pk] if event else None, days=days)


def preview_about(now: datetime, events: Collection[int] | None, *, days: int = DAYS) -> list[PlannedDigest]:
    """The parts of the digests that are about some events; without events, all. As many queries for any days.

    What one event has to say depends on no other, so the others are not looked at.
    """
    asked = nudges_at(list(noons(now, days)), events)
    due = load_coming(latest_day(now) + timedelta(days=days), asked, events, now=now)
    waiting = waiting_digests(now)
    return [
        planned(contents, at, waiting.get((contents.to.pk, contents.day))) for at, contents in foresee(due, asked, now)
    ]


def noons(now: datetime, days: int) -> Iterator[datetime]:
    """When it is asked what phases want of people: now, and once on each day after: they want the same all day."""
    today = timezone.localdate(now)
    yield now
    for number in range(1, days):
        yield timezone.make_aware(datetime.combine(today + timedelta(days=number), time(12)))


def foresee(due: Due, asked: Sequence[Nudges], now: datetime) -> Iterator[tuple[datetime, Contents]]:
    """The days to come, one after the other. What one day's digest says, the next day's does not repeat."""
    steps = {step.pk: step for step in due.steps}
    business = business_of(due.steps, due.audience)
    foreseen: set[tuple[int, str, int, str]] = set()
    for number, nudges in enumerate(asked):
        for at, recipient in digest_times(due.audience.people.values(), now, number):
            theirs = [steps[step.pk] for step in business.get(recipient.pk, [])]
            new = [item for item in nudges.get(recipient.pk, []) if (recipient.pk, *item.identity) not in foreseen]
            if contents := digest_for(recipient, theirs, new, due.audience, now=at):
                steps |= {step.pk: step for step in steps_after(contents)}
                foreseen |= {(recipient.pk, *item.identity) for item in contents.nudges}
                yield at, contents


def digest_times(people: Iterable[Recipient], now: datetime, number: int) -> list[tuple[datetime, Recipient]]:
    """When each person is written to, so many days from now, in the order of the hours."""
    times = []
    for recipient in people:
        day = recipient.local(now).date() + timedelta(days=number)
        if recipient.is_reached and day not in recipient.written_on:
            times.append((max(now, recipient.hour_of(day)), recipient))
    return sorted(times, key=lambda found: (found[0], found[1].pk))


def steps_without_recipient(now: datetime, events: Collection[int] | None = None) -> list[NextStep]:
    """Steps whose reminder is due and waits, because neither owner nor organizers can be reached. Longest due first."""
    today = timezone.localdate(now)
    due = load_coming(today, (), events, now=now)
    numbers = [(step, step.number(today)) for step in due.steps]
    waiting = [step.pk for step, number in numbers if number and not due.audience.recipients(step, number)]
    rows = NextStep.objects.select_related("topic__event").in_bulk(waiting)
    return [rows[pk] for pk in waiting if pk in rows]


def waiting_digests(now: datetime) -> dict[tuple[int, date], Digest]:
    """Digests that someone has held or edited before they are written, by person and day."""
    waiting = Digest.objects.filter(written_at=None, day__gte=now.date() - timedelta(days=1))
    return {(digest.user_id, digest.day): digest for digest in waiting.select_related("held_by")}


def planned(contents: Contents, at: datetime, waiting: Digest | None) -> PlannedDigest:
    opening, held_at = (waiting.opening, waiting.held_at) if waiting else ("", None)
    return PlannedDigest(contents=replace(contents, opening=opening), at=at, held_at=held_at)
