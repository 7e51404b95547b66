"""What each person is to be told at a moment. The same for what goes out and for what is only looked at beforehand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from retros.reminders.deciding.contents import Contents, PhaseItem, StepItem, Why
from retros.reminders.deciding.people import Person
from retros.reminders.deciding.recipients import Circle
from retros.reminders.deciding.tracks import Track

Nudges = dict[int, list[PhaseItem]]
"""By the pk of whom they are for."""


@dataclass
class Sheet:
    """A person's day: the steps to be told of, with the reminder each one would be, and the nudges."""

    person: Person
    day: date
    steps: list[tuple[Track, StepItem]] = field(default_factory=list)
    nudges: list[PhaseItem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.steps or self.nudges)

    def contents(self, opening: str = "") -> Contents:
        steps = sorted((item for _, item in self.steps), key=lambda item: (item.due_on, item.step.pk))
        return Contents(
            to=self.person.user,
            name=self.person.name,
            day=self.day,
            steps=tuple(steps),
            nudges=tuple(self.nudges),
            opening=opening,
        )

    def tell(self) -> None:
        for track, item in self.steps:
            track.tell(item.number, self.person.user.pk, self.day)


def sheets_at(now: datetime, tracks: Iterable[Track], nudges: Nudges, circle: Circle) -> list[Sheet]:
    """The sheets of all whose hour has come and who have something to be told, by their pk."""
    business = business_of(tracks, circle)
    up = {pk: person for pk, person in circle.people.items() if person.is_reached and person.is_up(now)}
    sheets = (
        sheet_of(up[pk], business.get(pk, []), nudges.get(pk, []), circle, now=now)
        for pk in sorted(up.keys() & (business.keys() | nudges.keys()))
    )
    return [sheet for sheet in sheets if sheet]


def business_of(tracks: Iterable[Track], circle: Circle) -> dict[int, list[Track]]:
    """The steps that each person may be told of, by their pk."""
    business: defaultdict[int, list[Track]] = defaultdict(list)
    for track in tracks:
        for pk in circle.audience(track.step):
            business[pk].append(track)
    return dict(business)


def sheet_of(
    person: Person, tracks: Iterable[Track], nudges: Iterable[PhaseItem], circle: Circle, *, now: datetime
) -> Sheet:
    """What there is for one person today. On a quiet day it is only what would be too late on the next one."""
    day = person.local(now).date()
    if not person.is_quiet(day):
        items = ((track, item_of(track, person, circle, day)) for track in tracks)
        steps = [(track, item) for track, item in items if item]
        return Sheet(person=person, day=day, steps=steps, nudges=list(nudges))
    urgent = [item for item in nudges if not person.is_away(day) and person.misses(item.until, now)]
    return Sheet(person=person, day=day, nudges=urgent)


def item_of(track: Track, person: Person, circle: Circle, day: date) -> StepItem | None:
    """The reminder of a step that a person is to have on this day; None if there is none, or they had it."""
    number = track.number(day)
    if number is None or person.user.pk in track.had(number):
        return None
    why = circle.recipients(track, number).get(person.user.pk)
    if why is None:
        return None
    place = track.place(number)
    return StepItem(
        step=track.step,
        number=number,
        due_on=track.due_on,
        why=why,
        is_last=track.plan.is_last(place),
        organizers_know=why is Why.OWNER and track.plan.is_for_organizers(place),
    )


def is_settled(track: Track, circle: Circle, day: date) -> bool:
    """Whether a track is to move on: nobody is left to have its present reminder, or there is none any more.

    What nobody can be told of yet stays where it is, for whoever takes the step on.
    """
    number = track.number(day)
    if number is None:
        return True
    return bool(track.had(number)) and not circle.recipients(track, number).keys() - track.had(number)
