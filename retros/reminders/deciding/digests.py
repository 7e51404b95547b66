"""What goes into each person's digest at a moment. Pure: sending and previewing use the same decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retros.reminders.deciding.contents import Contents, PhaseItem, StepItem
from retros.reminders.deciding.readers import Reader, Readers
from retros.reminders.deciding.reasons import Why
from retros.reminders.deciding.schedule import DueStep

Nudges = Mapping[int, Sequence[PhaseItem]]
"""By the pk of whom they are for."""


@dataclass(frozen=True)
class Due:
    """All that a decision starts from: what may be due, what phases ask for, and everyone whom it may concern."""

    steps: Sequence[DueStep]
    nudges: Nudges
    readers: Readers


def decide(due: Due, *, now: datetime) -> list[Contents]:
    """The digests for everyone whose hour has come and who has something to read, in the order of their pk."""
    business = business_of(due.steps, due.readers)
    up = {pk: reader for pk, reader in due.readers.people.items() if reader.is_reached and reader.is_up(now)}
    digests = [
        digest_for(up[pk], business.get(pk, []), due.nudges.get(pk, []), due.readers, now=now)
        for pk in sorted(up.keys() & (business.keys() | due.nudges.keys()))
    ]
    return [digest for digest in digests if digest is not None]


def business_of(steps: Iterable[DueStep], readers: Readers) -> dict[int, list[DueStep]]:
    """The steps that may concern each person, by the person's pk."""
    business: defaultdict[int, list[DueStep]] = defaultdict(list)
    for step in steps:
        for pk in readers.audience(step):
            business[pk].append(step)
    return dict(business)


def digest_for(
    reader: Reader, steps: Iterable[DueStep], nudges: Iterable[PhaseItem], readers: Readers, *, now: datetime
) -> Contents | None:
    """What there is for one person today, if anything. On a quiet day only what would be too late on the next one."""
    day = reader.local(now).date()
    found: list[StepItem] = []
    if reader.is_quiet(day):
        nudges = [item for item in nudges if not reader.is_away(day) and reader.misses(item.until, now)]
    else:
        found = [item for step in steps if (item := item_of(step, reader, readers, day))]
        found.sort(key=lambda item: (item.due_on, item.step.pk))
    digest = Contents(to=reader, day=day, steps=tuple(found), nudges=tuple(nudges))
    return digest if digest.steps or digest.nudges else None


def item_of(step: DueStep, reader: Reader, readers: Readers, day: date) -> StepItem | None:
    """The reminder of a step that a person is to have on this day; None if there is none, or they had it."""
    number = step.number(day)
    if number is None or reader.pk in step.had(number):
        return None
    why = readers.recipients(step, number).get(reader.pk)
    if why is None:
        return None
    place = step.place(number)
    return StepItem(
        step=step,
        number=number,
        due_on=step.due_on,
        why=why,
        is_last=step.plan.is_last(place),
        organizers_know=why is Why.OWNER and step.plan.is_for_organizers(place),
    )


def told_by(digest: Contents) -> list[DueStep]:
    """The steps of a digest as they are once it is written."""
    return [item.step.after_telling(item.number, digest.to.pk, digest.day) for item in digest.steps]


def settled(steps: Iterable[DueStep], readers: Readers, day: date) -> list[DueStep]:
    """Steps ready to move on: no one is left to get their present reminder, or there is none any more.

    If no one can be reached yet, the step stays where it is, for whoever takes it on.
    """
    return [step for step in steps if is_settled(step, readers, day)]


def is_settled(step: DueStep, readers: Readers, day: date) -> bool:
    number = step.number(day)
    if number is None:
        return True
    return bool(step.had(number)) and not readers.recipients(step, number).keys() - step.had(number)
