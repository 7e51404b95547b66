"""How many things need the organizers of an event: the number beside Organize, on every page of theirs.

To count them takes longer than many of these pages, so the number may be a minute old. It is the same for all who
organize the event, and no one else is shown it.
"""

from datetime import datetime

from django.core.cache import cache
from django.db import connection

from htg.pages.overview.counting import figures_of
from htg.pages.overview.needs import needs_of
from planning.events.models import Event

A_MINUTE = 60


def number_of_needs(event: Event, *, now: datetime) -> int:
    kept: int | None = cache.get(needs_key(event))
    return keep(event, len(needs_of(figures_of(event, now=now)))) if kept is None else kept


def keep(event: Event, number: int) -> int:
    """Whoever has just seen them all sees their number beside them, and so do those who look next."""
    if not connection.in_atomic_block:  # which may have counted what no one else will ever see
        cache.set(needs_key(event), number, A_MINUTE)
    return number


def needs_key(event: Event) -> str:
    return f"needs/{event.pk}"
