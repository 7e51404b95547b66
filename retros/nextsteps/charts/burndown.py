"""How many next steps were open, over time. Pure: days and numbers in, days and numbers out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_BY_WEEK = timedelta(weeks=30)
"""Over a longer time a weekly point says no more than a monthly one."""


@dataclass(frozen=True)
class StepCount:
    """A number of steps of an event with the same dates. `noted_on` is the last day of the event.

    `closed_on` is None for those that are open, and for those where no one recorded when they were closed.
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
        """The first day they were no longer open. One closed during its event was open on no day after it."""
        return max(self.closed_on, self.noted_on) if self.closed_on else None


@dataclass(frozen=True)
class Point:
    """How many were open at the end of this day."""

    day: date
    open: int


@dataclass(frozen=True)
class BurnDown:
    """`unknown` are closed, but no one recorded when: they are in none of the points."""

    points: tuple[Point, ...]
    unknown: int
    by_week: bool

    @property
    def most(self) -> int:
        return max((point.open for point in self.points), default=0)


def burn_down_from(counts: Iterable[StepCount], *, today: date) -> BurnDown:
    """A point for the day the first were added, for the end of each week or month, and for today."""
    every = list(counts)
    known = [count for count in every if not count.is_unknown and count.noted_on <= today]
    unknown = total_steps(count for count in every if count.is_unknown)
    if not known:
        return BurnDown((), unknown, by_week=True)
    first = min(count.noted_on for count in known)
    by_week = today - first <= LONGEST_BY_WEEK
    days = sorted({first, *(week_ends if by_week else month_ends)(first, today), today})
    return BurnDown(tuple(points(known, days)), unknown, by_week)


def points(counts: Iterable[StepCount], days: Iterable[date]) -> Iterator[Point]:
    """One pass over what changed, however many days are asked for."""
    changes = sorted(changes_by_day(counts))
    place = standing = 0
    for day in days:
        while place < len(changes) and changes[place][0] <= day:
            standing += changes[place][1]
            place += 1
        yield Point(day, standing)


def changes_by_day(counts: Iterable[StepCount]) -> Iterator[tuple[date, int]]:
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
    """Four days after the 28th is always in the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


# --- What was settled before the next event began ---


@dataclass(frozen=True)
class Share:
    """How many of an event's next steps were closed before the next event began, or before today.

    `unknown` more are closed, but no one recorded when. `next_on` is None if no next event is planned.
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


def shares_by_event(counts: Iterable[StepCount], begins: Iterable[tuple[str, date]], *, today: date) -> list[Share]:
    """One for each event that is over and has next steps, oldest first.

    `begins` has the first day of every event, by slug.
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
    """As long as the next event has not begun, everything closed counts, whenever that was."""
    is_over = next_on is not None and next_on <= today
    closed = [count for count in counts if count.is_closed]
    in_time = [count for count in closed if not is_over or (count.closed_on and next_on and count.closed_on < next_on)]
    unknown = [count for count in closed if is_over and count.is_unknown]
    return Share(event, next_event, next_on, total_steps(counts), total_steps(in_time), total_steps(unknown), is_over)


def total_steps(counts: Iterable[StepCount]) -> int:
    return sum(count.steps for count in counts)
