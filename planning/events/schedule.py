"""Moving an event on, or back, by changing its deadlines; and its days."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.clock import Clock
from planning.events.closing import keep_what_closed
from planning.events.log import SCHEDULE, ChangeLog, LoggedChange
from planning.events.models import Event
from planning.events.phases import Phase
from planning.rejection import Rejected


class ScheduleRejected(Rejected):
    """A change of deadlines that cannot be made."""


@transaction.atomic
def end_phase(event: Event, phase: Phase, *, reason: str, clock: Clock) -> Event:
    """Move on to the next phase now. The reason is kept in the event's history.

    `phase` is the one the organizer saw: a second click on an old page does not end the next one too.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    if event.phase_at(now) is not phase:
        raise ScheduleRejected(f"{phase.label} is over already. Reload the page to see where the event is now.")
    upcoming = event.next_deadline(now)
    if upcoming is None:
        raise ScheduleRejected("The event is closed. Give it later deadlines to open it again.")
    return write_changes(event, {upcoming[0]: now}, reason=f"{phase.label} ended early. {reason}".strip(), now=now)


@transaction.atomic
def reschedule(event: Event, schedule: Mapping[str, datetime | date], *, reason: str, clock: Clock) -> Event:
    """Give the event other deadlines or days. Raises ValidationError where they are out of order."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    wanted = {field: schedule[field] for field in SCHEDULE if field in schedule}
    return write_changes(event, wanted, reason=reason, now=clock())


@transaction.atomic
def undo(event: Event, number: int, *, clock: Clock) -> Event:
    """Undo a change of the schedule, by its number in the log. What has been moved again since is left alone."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    change = ChangeLog(event).find(number)
    if change is None or not change.can_be_undone:
        raise ScheduleRejected("This has been changed again since. Reload the page to see what can be undone.")
    before = {move.field: move.before for move in change.moves}
    try:
        return write_changes(event, before, reason=undone(change), now=clock())
    except ValidationError as error:
        raise ScheduleRejected(f"Undo the later changes first. {' '.join(error.messages)}") from error


def undone(change: LoggedChange) -> str:
    return f"Undone: {change.why or change.moves[0].label}"[:100]


def write_changes(event: Event, changes: Mapping[str, Any], *, reason: str, now: datetime) -> Event:
    """Change columns of a locked event, and keep the reason. What changes nothing leaves no trace."""
    changed = [field for field, value in changes.items() if getattr(event, field) != value]
    if not changed:
        return event
    keep_what_closed(now)
    for field in changed:
        setattr(event, field, changes[field])
    event.full_clean(validate_unique=False)
    event._change_reason = reason
    event.save(update_fields=changed)
    keep_what_closed(now)  # a later deadline may have opened something again
    return event
