"""Changing many next steps at once. Each is changed by the rules in `closing`, in its own transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import TextChoices

from planning.events.models import Organization
from planning.people.models import Attendee, User
from planning.topics.models import Topic
from retros.nextsteps.access import changeable
from retros.nextsteps.closing import StepRejected, assign, close, lock_open_step, move
from retros.nextsteps.models import NextStep

MOST = 200
"""Steps in one go: each takes several statements, and someone is waiting for the answer."""


class BulkAction(TextChoices):
    GIVE = "give", "assign them"
    DUE = "due", "set a due date"
    DONE = "done", "mark them as done"
    DROP = "drop", "drop them"
    MOVE = "move", "move them into a topic of a later event"


@dataclass(frozen=True)
class BulkChange:
    """What to do with each step. Either `owner` or `organization` is given, and only for GIVE."""

    action: BulkAction
    owner: Attendee | None = None
    organization: Organization | None = None
    due_on: date | None = None
    topic: Topic | None = None
    note: str = ""

    @property
    def missing(self) -> tuple[str, str] | None:
        """The field the action is missing, and what to do about it."""
        if self.action == BulkAction.GIVE and not (self.owner or self.organization):
            return "owner", "Choose who gets them: a person or an organization."
        if self.action == BulkAction.GIVE and self.owner and self.organization:
            return "organization", "A step has one owner: a person or an organization."
        if self.action == BulkAction.DUE and not self.due_on:
            return "due_on", "Choose the day they're due."
        if self.action == BulkAction.DROP and not self.note:
            return "note", "Say why no one will do them: anyone looking for them in a year will want to know."
        if self.action == BulkAction.MOVE and not self.topic:
            return "topic", "Choose the topic that carries them on."
        return None


@dataclass(frozen=True)
class BulkResult:
    """The result for one step; `refused` says why not. `step` is None if there is none with this id."""

    pk: int
    step: NextStep | None
    refused: str = ""


def change_all(steps: Collection[int], change: BulkChange, *, by: User, now: datetime) -> list[BulkResult]:
    """Change each step that `by` may change, in the order given. One that is refused doesn't hold up the others."""
    if missing := change.missing:
        raise StepRejected(missing[1])
    found = NextStep.objects.select_related("topic__event").in_bulk(list(steps))
    allowed = changeable(by, found.values())
    return [change_one(pk, found.get(pk), change, may=pk in allowed, by=by, now=now) for pk in dict.fromkeys(steps)]


def change_one(pk: int, step: NextStep | None, change: BulkChange, *, may: bool, by: User, now: datetime) -> BulkResult:
    if step is None:
        return BulkResult(pk, None, "That step no longer exists.")
    if not may:
        return BulkResult(pk, step, "Only the step’s owner, its team and the organizers can change it.")
    try:
        apply_change(change, step, by=by, now=now)
    except StepRejected as rejection:
        return BulkResult(pk, step, str(rejection))
    except NextStep.DoesNotExist:  # deleted since it was looked up
        return BulkResult(pk, None, "That step no longer exists.")
    return BulkResult(pk, step)


@transaction.atomic
def apply_change(change: BulkChange, step: NextStep, *, by: User, now: datetime) -> None:
    if change.action == BulkAction.GIVE:
        give(step, change, now=now)
    elif change.action == BulkAction.DUE:
        step = lock_open_step(step)  # its owner keeps it, even if it was assigned only just now
        assign(step, owner=step.owner, organization=step.owner_organization, due_on=change.due_on, now=now)
    elif change.action == BulkAction.MOVE and change.topic:
        move(step, change.topic, by=by, note=change.note, now=now)
    else:
        state = NextStep.State.DONE if change.action == BulkAction.DONE else NextStep.State.DROPPED
        close(step, state, by=by, note=change.note, now=now)


def give(step: NextStep, change: BulkChange, *, now: datetime) -> None:
    """Without a date in the change, each step keeps its own."""
    step = lock_open_step(step)
    owner, event = change.owner, step.topic.event
    if owner and owner.pk != step.owner_id and owner.event.slug < event.slug:
        raise StepRejected(f"{owner} wasn't at {event} or a later event. Choose their seat at a later one.")
    assign(step, owner=owner, organization=change.organization, due_on=change.due_on or step.due_on, now=now)
