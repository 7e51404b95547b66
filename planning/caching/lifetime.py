"""How long a page stays as it is if nobody writes anything."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

turns: list[Callable[[datetime], datetime | None]] = []
"""When pages look different by themselves: later rooms say at what time after now they next do."""


def stays_until(now: datetime) -> datetime:
    """The first of these, or midnight: what is due today is overdue tomorrow."""
    return min([next_midnight(now), *filter(None, (turn(now) for turn in turns))])


def next_midnight(now: datetime) -> datetime:
    """Where the site is."""
    zone = timezone.get_default_timezone()
    return datetime.combine(timezone.localdate(now, zone) + timedelta(days=1), time.min, zone)
