"""How an event follows up on its next steps: its own plan, or the defaults."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.events.models import Event
from planning.people.models import User
from retros.nextsteps.models import FollowUp, NextStep

USUAL_TIME = timedelta(weeks=8)
LEAST_TIME = timedelta(weeks=2)  # from today: whoever notes a step late still has some days for it
SAID = ("due_on", "days_before", "repeat_days", "escalate_after", "end_after", "grace_days", "quiet_days")
"""What organizers say of it."""


def follow_up_of(event: Event) -> FollowUp:
    """Return the event's plan, or the defaults, unsaved, where it has none."""
    return follow_ups_of([event])[event.pk]


def follow_ups_of(events: Iterable[Event]) -> dict[int, FollowUp]:
    """Return the plan of each event, by the event's key, in one query."""
    by_key = {event.pk: event for event in events}
    own = FollowUp.objects.in_bulk(list(by_key))
    return {pk: own.get(pk) or FollowUp(event=event) for pk, event in by_key.items()}


@transaction.atomic
def change_follow_up(event: Event, *, by: User, reason: str, **said: Any) -> FollowUp:
    """Follow up in another way. The reason is kept in the plan's history, and open reminders are planned anew.

    Raises ValidationError where the plan makes no sense.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)  # two organizers cannot both make the event's first plan
    follow_up = FollowUp.objects.filter(event=event).first() or FollowUp(event=event)
    for name in said.keys() & set(SAID):
        setattr(follow_up, name, said[name])
    follow_up.full_clean()
    refuse_due_before_end(event, follow_up.due_on)
    follow_up._change_reason, follow_up._history_user = reason, by
    follow_up.save()
    plan_anew(event)
    return follow_up


def plan_anew(event: Event) -> None:
    """Have the reminders of the event's open steps planned by what its plan says now."""
    NextStep.objects.open().filter(topic__event=event).update(planned_for=None)


def refuse_due_before_end(event: Event, due_on: date | None) -> None:
    if due_on and event.ends_on and due_on < event.ends_on:
        text = f"Steps cannot be due before the event is over, on {event.ends_on:%d.%m.%Y}. Choose a later day."
        raise ValidationError({"due_on": text})


def default_due_on(event: Event, today: date) -> date:
    """When a step is due that names no day: what the event says, or eight weeks after it; two weeks from now at least.

    Where nobody knows when the event was, it is eight weeks from now.
    """
    return agreed_due_on(event, today) or max((event.ends_on or today) + USUAL_TIME, today + LEAST_TIME)


def agreed_due_on(event: Event, today: date) -> date | None:
    """The due date that the event's organizers chose, if they did."""
    agreed = follow_up_of(event).due_on
    return max(agreed, today + LEAST_TIME) if agreed else None
