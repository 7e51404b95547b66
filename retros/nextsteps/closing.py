"""The life of a next step: added, owned, closed, reopened."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from planning.events.models import Event, Organization
from planning.people.models import Attendee, User
from planning.rejection import Rejected
from planning.repeats import WITHIN
from planning.texts.cleaning import lines
from planning.topics.models import Topic
from retros.nextsteps.activity import note_activity
from retros.nextsteps.followup.plans import default_due_on
from retros.nextsteps.models import NextStep

SETTLED = {
    NextStep.State.DONE: pgettext_lazy("a step", "done"),
    NextStep.State.DROPPED: pgettext_lazy("a step", "dropped"),
    NextStep.State.MOVED: pgettext_lazy("a step", "moved"),
}


class Reopening(Protocol):
    def __call__(self, step: NextStep, *, now: datetime) -> None: ...


additions: list[Callable[[NextStep], None]] = []
"""What evidence and later rooms do once a step is noted."""

reopenings: list[Reopening] = []
"""What they do once a step is opened again."""


class StepRejected(Rejected):
    """A change to a next step that makes no sense."""


@transaction.atomic
def add_step(
    topic: Topic, text: str, *, owner: Attendee | None = None, due_on: date | None = None, now: datetime
) -> NextStep:
    """Add an open end to a topic, after those already there. One without a due date gets the event's.

    Those of past events, which come from documents, stay without.
    """
    Topic.objects.select_for_update().get(pk=topic.pk)  # two people cannot take the same number
    refuse_owner_who_left(owner)
    refuse_due_before_event(topic.event, due_on)
    if due_on is None and topic.event.wrap_up_due_at:
        due_on = default_due_on(topic.event, timezone.localdate(now))
    last = topic.next_steps.order_by("-number").first()
    number = last.number + 1 if last else 1
    step: NextStep = topic.next_steps.create(number=number, text=text, owner=owner, due_on=due_on)
    for follow in additions:
        follow(step)
    note_activity([step], timezone.localdate(now))
    return step


@transaction.atomic
def note_step(
    topic: Topic, text: str, *, owner: Attendee | None = None, due_on: date | None = None, now: datetime
) -> NextStep:
    """Add a step that someone typed. Sent twice, it is still one step; listed twice in a document, it may be two."""
    Topic.objects.select_for_update().get(pk=topic.pk)
    due = {"due_on": due_on} if due_on else {}
    same = topic.next_steps.open().filter(text=lines(text), owner=owner, **due)
    noted = NextStep.history.filter(history_type="+", history_date__gt=now - WITHIN)
    before = same.filter(pk__in=noted.values("id")).first()
    return before or add_step(topic, text, owner=owner, due_on=due_on, now=now)


@transaction.atomic
def assign(
    step: NextStep,
    *,
    owner: Attendee | None,
    organization: Organization | None = None,
    due_on: date | None,
    now: datetime,
) -> NextStep:
    """Set its owner and due date."""
    step = lock_open_step(step)
    if owner and organization:
        raise StepRejected("A step has one owner: a person or an organization.")
    if owner and owner.pk != step.owner_id:
        refuse_owner_who_left(owner)
    refuse_due_before_event(step.topic.event, due_on)
    step.owner, step.owner_organization, step.due_on = owner, organization, due_on
    step.save(update_fields=["owner", "owner_organization", "due_on"])
    note_activity([step], timezone.localdate(now))
    return step


@transaction.atomic
def take(step: NextStep, attendee: Attendee, *, due_on: date | None = None, now: datetime) -> NextStep:
    """Give a step without an owner to the first who asks."""
    step = lock_open_step(step)
    if step.owner or step.owner_organization:
        raise StepRejected(f"{step.owner_name} was faster and now has this step.")
    return assign(step, owner=attendee, due_on=due_on or step.due_on, now=now)


@transaction.atomic
def hand_over(
    step: NextStep, *, owner: Attendee | None, organization: Organization | None = None, now: datetime
) -> NextStep:
    """Set its owner. The due date stays, whatever it is by now."""
    step = lock_open_step(step)
    refuse_owner_who_left(owner)
    step.owner, step.owner_organization = owner, None if owner else organization
    step.save(update_fields=["owner", "owner_organization"])
    note_activity([step], timezone.localdate(now))
    return step


@transaction.atomic
def put_off(step: NextStep, due_on: date, *, now: datetime) -> NextStep:
    """Give the step a future due date. Its reminders start over."""
    step = lock_open_step(step)
    if due_on <= timezone.localdate(now):
        raise StepRejected(_("Choose a day in the future."))
    refuse_due_before_event(step.topic.event, due_on)
    step.due_on = due_on
    step.save(update_fields=["due_on"])
    note_activity([step], timezone.localdate(now))
    return step


@transaction.atomic
def close(step: NextStep, state: NextStep.State, *, by: User, note: str = "", now: datetime) -> NextStep:
    """Mark the step as done or dropped. No more reminders go out."""
    if state not in {NextStep.State.DONE, NextStep.State.DROPPED}:
        raise StepRejected("A step is closed as done or as dropped.")
    return _end(lock_open_step(step), state, by=by, note=note, now=now)


@transaction.atomic
def move(step: NextStep, topic: Topic, *, by: User, note: str = "", now: datetime) -> NextStep:
    """Carry the step over into a topic of a later event."""
    step = lock_open_step(step)
    topic = Topic.objects.select_for_update(of=("self",)).select_related("event").get(pk=topic.pk)
    if topic.event.slug <= step.topic.event.slug:
        raise StepRejected(f"“{topic}” is not from a later event, so the step cannot move there.")
    if topic.is_withdrawn:
        raise StepRejected(f"“{topic}” was withdrawn. Choose one that's going ahead.")
    step.moved_to = topic
    return _end(step, NextStep.State.MOVED, by=by, note=note, now=now)


@transaction.atomic
def reopen(step: NextStep, *, note: str = "", now: datetime) -> NextStep:
    """Reopen the step. The note says why, in the step's history."""
    step = NextStep.objects.select_for_update().get(pk=step.pk)
    if step.is_open:  # someone was faster; anything merged since still proposes that it is done
        return step
    step.state, step.moved_to = NextStep.State.OPEN, None
    step.closed_on, step.closed_by, step.closing_note = None, None, ""
    step._change_reason = note[:100]
    step.save(update_fields=["state", "moved_to", "closed_on", "closed_by", "closing_note"])
    for follow in reopenings:
        follow(step, now=now)
    note_activity([step], timezone.localdate(now))
    return step


def lock_open_step(step: NextStep) -> NextStep:
    """Load the step for a change. Refuse it if someone else was faster."""
    step = NextStep.objects.select_for_update(of=("self",)).select_related("topic__event").get(pk=step.pk)
    if not step.is_open:
        closed = _("This step is already %(state)s. Reopen it to change it.")
        raise StepRejected(closed % {"state": SETTLED[NextStep.State(step.state)]})
    return step


def refuse_owner_who_left(owner: Attendee | None) -> None:
    if owner and owner.cancelled_at:
        left = _("%(owner)s gave up their seat at %(event)s. Choose someone who is coming.")
        raise StepRejected(left % {"owner": owner, "event": owner.event})


def refuse_due_before_event(event: Event, due_on: date | None) -> None:
    if due_on and event.starts_on and due_on < event.starts_on:
        early = _("%(day)s is before %(event)s. Choose a later day.")
        raise StepRejected(early % {"day": f"{due_on:%d.%m.%Y}", "event": event})


def _end(step: NextStep, state: NextStep.State, *, by: User, note: str, now: datetime) -> NextStep:
    step.state, step.closed_on, step.closed_by, step.closing_note = state, timezone.localdate(now), by, note
    step.save(update_fields=["state", "moved_to", "closed_on", "closed_by", "closing_note"])
    return step
