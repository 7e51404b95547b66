"""How many next steps were open, over time. Pure: days and numbers in, days and numbers out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_BY_WEEK = timedelta(weeks=30)
"""Of a longer time a point a week says no more than one a month."""


@dataclass(frozen=True)
class StepCount:
    """So many steps of an event that ended alike. `noted_on` is the last day of the event.

    `closed_on` is None of those that are open, and of those of which nobody wrote down when they were closed.
    """

    event: str
    noted_on: date
    is_closed: bool
    closed_on: date | None
    steps: int

    @property
    def is_unknown(self) -> bool:
        return self.is_closed and self.closed_on is None

    @property
    def until(self) -> date | None:
        """The first day they were not open any more. One closed during its event was open on no day after it."""
        return max(self.closed_on, self.noted_on) if self.closed_on else None


@dataclass(frozen=True)
class Point:
    """How many were open at the end of this day."""

    day: date
    open: int


@dataclass(frozen=True)
class BurnDown:
    """`unknown` are closed, but nobody wrote down when: they stand in none of the points."""

    points: tuple[Point, ...]
    unknown: int
    by_week: bool

    @property
    def most(self) -> int:
        return max((point.open for point in self.points), default=0)


def burn_down(counts: Iterable[StepCount], *, today: date) -> BurnDown:
    """A point for the day the first were noted, for the end of each week or month, and for today."""
    told = list(counts)
    known = [count for count in told if not count.is_unknown and count.noted_on <= today]
    unknown = number(count for count in told if count.is_unknown)
    if not known:
        return BurnDown((), unknown, by_week=True)
    first = min(count.noted_on for count in known)
    by_week = today - first <= LONGEST_BY_WEEK
    days = sorted({first, *(week_ends if by_week else month_ends)(first, today), today})
    return BurnDown(tuple(points(known, days)), unknown, by_week)


def points(counts: Iterable[StepCount], days: Iterable[date]) -> Iterator[Point]:
    """One pass over what changed, however many days are asked for."""
    changes = sorted(changes_of(counts))
    place = standing = 0
    for day in days:
        while place < len(changes) and changes[place][0] <= day:
            standing += changes[place][1]
            place += 1
        yield Point(day, standing)


def changes_of(counts: Iterable[StepCount]) -> Iterator[tuple[date, int]]:
    for count in counts:
        yield count.noted_on, count.steps
        if until := count.until:
            yield until, -count.steps


def week_ends(first: date, today: date) -> Iterator[date]:
    """The Sundays between the two."""
    sunday = first + timedelta(days=6 - first.weekday())
    while sunday < today:
        yield sunday
        sunday += timedelta(weeks=1)


def month_ends(first: date, today: date) -> Iterator[date]:
    end = end_of_month(first)
    while end < today:
        yield end
        end = end_of_month(end + timedelta(days=1))


def end_of_month(day: date) -> date:
    """Four days after the 28th it is the next month, whichever month it is."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


# --- What was settled before the next event began ---


@dataclass(frozen=True)
class Share:
    """Of the next steps of an event, how many were closed before the next one began, or before today.

    `unknown` more are closed, but nobody wrote down when. `next_on` is None where no next event is planned.
    """

    event: str
    next_event: str
    next_on: date | None
    all: int
    settled: int
    unknown: int
    is_over: bool

    @property
    def percent(self) -> int:
        return 100 * self.settled // self.all

    @property
    def percent_at_most(self) -> int:
        return 100 * (self.settled + self.unknown) // self.all


def shares(counts: Iterable[StepCount], begins: Iterable[tuple[str, date]], *, today: date) -> list[Share]:
    """One for each event that is over and has next steps, oldest first.

    `begins` are all events by their slugs with their first days.
    """
    by_event: dict[str, list[StepCount]] = {}
    for count in counts:
        by_event.setdefault(count.event, []).append(count)
    first_days = sorted(begins)
    found = []
    for event, theirs in sorted(by_event.items()):
        later = next(((slug, day) for slug, day in first_days if slug > event), ("", None))
        if theirs[0].noted_on < today:
            found.append(share(event, theirs, *later, today=today))
    return found


def share(event: str, counts: list[StepCount], next_event: str, next_on: date | None, *, today: date) -> Share:
    """As long as the next event has not begun, whatever is closed counts, since whenever."""
    is_over = next_on is not None and next_on <= today
    closed = [count for count in counts if count.is_closed]
    in_time = [count for count in closed if not is_over or (count.closed_on and next_on and count.closed_on < next_on)]
    unknown = [count for count in closed if is_over and count.is_unknown]
    return Share(event, next_event, next_on, number(counts), number(in_time), number(unknown), is_over)


def number(counts: Iterable[StepCount]) -> int:
    return sum(count.steps for count in counts)
