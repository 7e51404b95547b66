"""What goes into each person's digest at a moment. Pure: sending and previewing use the same decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from retros.reminders.deciding.contents import Contents, PhaseItem, StepItem
from retros.reminders.deciding.reasons import Why
from retros.reminders.deciding.recipients import Audience, Recipient
from retros.reminders.deciding.schedule import DueStep

Nudges = Mapping[int, Sequence[PhaseItem]]
"""By the pk of whom they are for."""


@dataclass(frozen=True)
class Due:
    """All that a decision starts from: what may be due, what phases ask for, and everyone whom it may concern."""

    steps: Sequence[DueStep]
    nudges: Nudges
    audience: Audience


def decide(due: Due, *, now: datetime) -> list[Contents]:
    """The digests for everyone whose hour has come and who has something to read, in the order of their pk."""
    business = business_of(due.steps, due.audience)
    up = {pk: person for pk, person in due.audience.people.items() if person.is_reached and person.is_up(now)}
    digests = [
        digest_for(up[pk], business.get(pk, []), due.nudges.get(pk, []), due.audience, now=now)
        for pk in sorted(up.keys() & (business.keys() | due.nudges.keys()))
    ]
    return [digest for digest in digests if digest is not None]


def business_of(steps: Iterable[DueStep], audience: Audience) -> dict[int, list[DueStep]]:
    """The steps that may concern each person, by the person's pk."""
    business: defaultdict[int, list[DueStep]] = defaultdict(list)
    for step in steps:
        for pk in audience.of(step):
            business[pk].append(step)
    return dict(business)


def digest_for(
    recipient: Recipient, steps: Iterable[DueStep], nudges: Iterable[PhaseItem], audience: Audience, *, now: datetime
) -> Contents | None:
    """What there is for one person today, if anything. On a quiet day only what would be too late on the next one."""
    day = recipient.local(now).date()
    found: list[StepItem] = []
    if recipient.is_quiet(day):
        nudges = [item for item in nudges if not recipient.is_away(day) and recipient.misses(item.until, now)]
    else:
        found = [item for step in steps if (item := step_item(step, recipient, audience, day))]
        found.sort(key=lambda item: (item.due_on, item.step.pk))
    digest = Contents(to=recipient, day=day, steps=tuple(found), nudges=tuple(nudges))
    return digest if digest.steps or digest.nudges else None


def step_item(step: DueStep, recipient: Recipient, audience: Audience, day: date) -> StepItem | None:
    """The reminder of a step that a person is to have on this day; None if there is none, or they had it."""
    number = step.number(day)
    if number is None or recipient.pk in step.had(number):
        return None
    why = audience.recipients(step, number).get(recipient.pk)
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


def steps_after(digest: Contents) -> list[DueStep]:
    """The steps of a digest as they are once it is written."""
    return [item.step.after_reminder(item.number, digest.to.pk, digest.day) for item in digest.steps]


def ready_to_move_on(steps: Iterable[DueStep], audience: Audience, day: date) -> list[DueStep]:
    """Steps ready to move on: no one is left to get their present reminder, or there is none any more.

    If no one can be reached yet, the step stays where it is, for whoever takes it on.
    """
    return [step for step in steps if is_ready_to_move_on(step, audience, day)]


def is_ready_to_move_on(step: DueStep, audience: Audience, day: date) -> bool:
    number = step.number(day)
    if number is None:
        return True
    return bool(step.had(number)) and not audience.recipients(step, number).keys() - step.had(number)
