"""What will go out in the next days, to whom, and why: the planner's steps, taken in thought. Nothing is written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from planning.events.models import Event
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.contents import Contents
from retros.reminders.deciding.people import Person
from retros.reminders.deciding.planning import identity, latest_day, new_nudges
from retros.reminders.deciding.recipients import Circle, circle_of
from retros.reminders.deciding.sheets import Sheet, business_of, sheet_of
from retros.reminders.deciding.tracks import Track, tracks_of
from retros.reminders.models import Digest

DAYS, MOST_DAYS = 7, 31


@dataclass(frozen=True)
class PlannedDigest:
    """What one person will be told, and from when on; unless somebody releases it first, if it is held."""

    person: Person
    contents: Contents
    at: datetime
    held_at: datetime | None = None

    @property
    def day(self) -> date:
        return self.contents.day

    @property
    def is_held(self) -> bool:
        return self.held_at is not None

    def about(self, events: Collection[int]) -> "PlannedDigest":
        """Only what is about these events."""
        steps = tuple(item for item in self.contents.steps if item.step.topic.event_id in events)
        nudges = tuple(item for item in self.contents.nudges if item.event.pk in events)
        return replace(self, contents=replace(self.contents, steps=steps, nudges=nudges))


def preview_of(now: datetime, *, days: int = DAYS, event: Event | None = None) -> list[PlannedDigest]:
    """Everybody's digests of today and the days after, as they are known now; with an event, what is about it."""
    return preview_about(now, [event.pk], days=days) if event else list(Walk(now, days).digests())


def preview_about(now: datetime, events: Collection[int], *, days: int = DAYS) -> list[PlannedDigest]:
    """The parts of the digests that are about some events."""
    planned = (digest.about(events) for digest in Walk(now, days).digests())
    return [digest for digest in planned if digest.contents.steps or digest.contents.nudges]


@dataclass
class Walk:
    """The days to come, one after the other. What was told on one is told on the next no more."""

    now: datetime
    days: int

    def digests(self) -> Iterator[PlannedDigest]:
        tracks = coming_tracks(latest_day(self.now) + timedelta(days=self.days))
        asked = [new_nudges(moment) for moment in self.noons()]
        circle = circle_of(tracks, {pk for nudges in asked for pk in nudges}, now=self.now)
        business, waiting = business_of(tracks, circle), waiting_digests(self.now)
        told: set[tuple[int, str, int, str]] = set()
        for number, nudges in enumerate(asked):
            for at, person in self.hours(circle, number):
                pk = person.user.pk
                new = [item for item in nudges.get(pk, []) if (pk, *identity(item)) not in told]
                if sheet := sheet_of(person, business.get(pk, []), new, circle, now=at):
                    sheet.tell()
                    told |= {(pk, *identity(item)) for item in sheet.nudges}
                    yield planned(sheet, at, waiting.get((pk, sheet.day)))

    def noons(self) -> Iterator[datetime]:
        """When it is asked what phases want of people: now, and once on each day after: they want the same all day."""
        today = timezone.localdate(self.now)
        yield self.now
        for number in range(1, self.days):
            yield timezone.make_aware(datetime.combine(today + timedelta(days=number), time(12)))

    def hours(self, circle: Circle, number: int) -> list[tuple[datetime, Person]]:
        """When each person is written to, so many days from now, in the order of the hours."""
        hours = []
        for person in circle.people.values():
            day = person.local(self.now).date() + timedelta(days=number)
            if person.is_reached and day not in person.written_on:
                hours.append((max(self.now, person.hour_of(day)), person))
        return sorted(hours, key=lambda hour: (hour[0], hour[1].user.pk))


def coming_tracks(until: date) -> list[Track]:
    """Steps to be reminded of by then, also those whose reminders are yet to be planned."""
    unplanned = tracks_of(NextStep.objects.unplanned())
    for track in unplanned:
        track.plan_anew()
    open_steps = NextStep.objects.to_remind(until).filter(planned_for=F("due_on"))
    coming = [*tracks_of(open_steps), *unplanned]
    return sorted(
        (track for track in coming if track.remind_on and track.remind_on <= until),
        key=lambda track: (track.due_on, track.step.pk),
    )


def untold_steps(now: datetime) -> list[NextStep]:
    """Steps whose reminder is due and waits, because neither owner nor organizers can be reached. Longest due first."""
    today = timezone.localdate(now)
    tracks = coming_tracks(today)
    circle = circle_of(tracks, set(), now=now)
    waiting = ((track, track.number(today)) for track in tracks)
    return [track.step for track, number in waiting if number and not circle.recipients(track, number)]


def waiting_digests(now: datetime) -> dict[tuple[int, date], Digest]:
    """Digests that somebody has held or worded before they are written, by person and day."""
    waiting = Digest.objects.filter(written_at=None, day__gte=now.date() - timedelta(days=1))
    return {(digest.user_id, digest.day): digest for digest in waiting.select_related("held_by")}


def planned(sheet: Sheet, at: datetime, waiting: Digest | None) -> PlannedDigest:
    opening, held_at = (waiting.opening, waiting.held_at) if waiting else ("", None)
    return PlannedDigest(person=sheet.person, contents=sheet.contents(opening), at=at, held_at=held_at)
