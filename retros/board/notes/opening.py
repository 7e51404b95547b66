"""When the board takes something: from the first day of the week until the event is closed. Later it is read."""

from datetime import datetime

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.rejection import Rejected


class BoardRejected(Rejected):
    """Something that the board does not take."""


def is_open(event: Event, now: datetime) -> bool:
    return event.phase_at(now) in {Phase.HACKING, Phase.REVIEW, Phase.WRAP_UP}


def lock_open(event_id: int, clock: Clock) -> tuple[Event, datetime]:
    """Hold the board until the change is through, so that no two of them meet. Refuse it where the board is closed.

    Return the time from which on it is held.
    """
    event, now = lock_begun(event_id, clock)
    if not is_open(event, now):
        raise BoardRejected(f"The board of {event} is closed. It stays here to be read.")
    return event, now


def lock_begun(event_id: int, clock: Clock) -> tuple[Event, datetime]:
    event = Event.objects.select_for_update().get(pk=event_id)
    now = clock()
    if event.phase_at(now).is_before(Phase.HACKING):
        raise BoardRejected("The week has not begun yet. There is nothing to look back on so far.")
    return event, now
