"""An event that will not take place: everyone is told, and nothing is deleted."""

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import write_changes
from planning.people.hosting.letters import tell_called_off, tell_it_takes_place
from planning.rejection import Rejected


class CallingOffRejected(Rejected):
    """An event that cannot be called off, or back on."""


@transaction.atomic
def call_off(event: Event, *, reason: str, clock: Clock) -> Event:
    """Call it off, and tell everyone who was to come why."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    if event.is_called_off:
        raise CallingOffRejected(f"{event} has already been called off.")
    if not event.is_planned or not event.phase_at(now).is_before(Phase.REVIEW):
        raise CallingOffRejected(f"{event} is over, so it can’t be called off.")
    changes = {"called_off_at": now, "called_off_because": reason}
    write_changes(event, changes, reason=f"Called off: {reason}"[:100], now=now)
    tell_called_off(event, now=now)
    return event


@transaction.atomic
def take_back(event: Event, *, clock: Clock) -> Event:
    """It takes place after all."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    if not event.is_called_off:
        raise CallingOffRejected(f"{event} is not called off.")
    changes = {"called_off_at": None, "called_off_because": ""}
    write_changes(event, changes, reason="It takes place after all.", now=now)
    if event.phase_at(now).is_before(Phase.REVIEW):
        tell_it_takes_place(event, now=now)
    return event
