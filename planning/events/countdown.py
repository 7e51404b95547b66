"""Pages show how long a phase still lasts, by the day, the hour or the minute."""

from datetime import datetime, timedelta

from planning.events.models import Event

WEEK, DAY, HOUR, MINUTE = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def next_turn(now: datetime) -> datetime | None:
    """When the time left of any event's phase next reads differently, or the phase ends."""
    running = [event.next_deadline(now) for event in Event.objects.running(now)]
    return min((turn_before(ahead[1], now) for ahead in running if ahead), default=None)


def turn_before(deadline: datetime, now: datetime) -> datetime:
    """As `timeuntil` counts: a week and more in days, a day and more in hours, anything less in minutes."""
    left = deadline - now
    unit = DAY if left >= WEEK else HOUR if left >= DAY else MINUTE
    whole = left // unit
    # With just so much left it still reads the same; a deadline has passed on the dot.
    return deadline - whole * unit + timedelta.resolution if whole else deadline
