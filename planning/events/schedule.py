"""Moving an event on, or back, by changing its deadlines."""

from datetime import datetime

from django.db import transaction

from planning.events.models import DEADLINES, Event
from planning.events.phases import Phase
from planning.rejection import Rejected


class ScheduleRejected(Rejected):
    """A change of deadlines that cannot be made."""


@transaction.atomic
def end_phase(event: Event, phase: Phase, *, reason: str, now: datetime) -> Event:
    """Move on to the next phase now. The reason is kept in the event's history.

    `phase` is the one the organizer saw: a second click on an old page does not end the next one too.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.phase_at(now) is not phase:
        raise ScheduleRejected(f"{phase.label} is over already. Reload the page to see where the event stands.")
    upcoming = event.next_deadline(now)
    if upcoming is None:
        raise ScheduleRejected("The event is closed. Give it later deadlines to open it again.")
    setattr(event, upcoming[0], now)
    event.full_clean(validate_unique=False)
    event._change_reason = f"{phase.label} ended early. {reason}".strip()
    event.save(update_fields=[upcoming[0]])
    return event


@transaction.atomic
def reschedule(event: Event, deadlines: dict[str, datetime], *, reason: str) -> Event:
    """Give the event other deadlines. Raises ValidationError where they are out of order."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    for field in DEADLINES.keys() & deadlines.keys():
        setattr(event, field, deadlines[field])
    event.full_clean(validate_unique=False)
    event._change_reason = reason
    event.save(update_fields=list(DEADLINES))
    return event
