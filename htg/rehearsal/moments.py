"""When things happen between two moments, with people awake."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

Span = tuple[datetime, datetime]
DAY = timedelta(days=1)


def spread(chance: Random, number: int, after: datetime, before: datetime) -> list[datetime]:
    """So many moments in order, none earlier than `after`, all earlier than `before`."""
    times = waking_times(after, before)
    return [at_share(times, share) for share in sorted(chance.random() for _ in range(number))]


def halfway(after: datetime, before: datetime) -> datetime:
    return at_share(waking_times(after, before), 0.5)


def waking_times(after: datetime, before: datetime) -> list[Span]:
    """When people are awake between the two; all of it if they never are."""
    first, last = timezone.localdate(after), timezone.localdate(before)
    every_day = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    spans = [(max(after, on(day, hour=8)), min(before, on(day, hour=22))) for day in every_day]
    return [(since, until) for since, until in spans if since < until] or [(after, before)]


def at_share(times: list[Span], share: float) -> datetime:
    """The full minute at which this share of the times has passed."""
    rest = sum((until - since for since, until in times), timedelta()) * share
    for since, until in times:
        if rest < until - since:
            return max(since, (since + rest).replace(second=0, microsecond=0))
        rest -= until - since
    return times[-1][0]


def evenings(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    """One moment for each day of the week: half past four, or as near to it as the first and last day allow."""
    day = timezone.localdate(starts_at)
    last = ends_at - (ends_at - starts_at) / 100
    while day <= timezone.localdate(last):
        yield min(max(on(day, hour=16, minute=30), starts_at), last)
        day += timedelta(days=1)


def on(day: date, *, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def last_morning(now: datetime, *, hour: int) -> datetime:
    """When that hour of a working day last struck."""
    today = timezone.localdate(now)
    morning = on(last_working_day(today), hour=hour)
    return morning if morning <= now else on(last_working_day(today - DAY), hour=hour)


def last_working_day(day: date) -> date:
    """The day itself, or the last one before it on which people work."""
    return day if is_working_day(day) else last_working_day(day - DAY)


def next_working_day(day: date) -> date:
    """The day itself, or the first one after it on which people work."""
    return day if is_working_day(day) else next_working_day(day + DAY)


def is_working_day(day: date) -> bool:
    return day.isoweekday() <= 5 and not is_between_the_years(day)


def is_between_the_years(day: date) -> bool:
    """Whether it is Christmas, New Year or a day between."""
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


def monday_if_weekend(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days={6: 2, 7: 1}.get(day.isoweekday(), 0))
