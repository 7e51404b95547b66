"""When the board is open: from the first day of the week until the event closes. After that it's read-only."""

from datetime import datetime

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.rejection import Rejected


class BoardRejected(Rejected):
    """Something the board does not accept."""


def is_open(event: Event, now: datetime) -> bool:
    return event.phase_at(now) in {Phase.HACKING, Phase.REVIEW, Phase.WRAP_UP}


def lock_open_board(event_id: int, clock: Clock) -> tuple[Event, datetime]:
    """Lock the board until the change is through, so that no two collide. Refuse it if the board is closed.

    Return the time at which it was locked.
    """
    event, now = lock_begun_board(event_id, clock)
    if not is_open(event, now):
        raise BoardRejected(f"The board of {event} is closed, but you can still read it.")
    return event, now


def lock_begun_board(event_id: int, clock: Clock) -> tuple[Event, datetime]:
    event = Event.objects.select_for_update().get(pk=event_id)
    now = clock()
    if event.phase_at(now).is_before(Phase.HACKING):
        raise BoardRejected("The week hasn't begun yet. There's nothing to look back on so far.")
    return event, now
