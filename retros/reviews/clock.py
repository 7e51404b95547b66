"""The arithmetic of the review meeting's timer. Pure: seconds in and out, and the moment is an argument."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Self

MISTAKE = 15
"""A demo left within so many seconds was started by mistake: it counts as not shown, and keeps all its time."""


@dataclass(frozen=True)
class Clock:
    """The time of one demo. All in seconds; `used` is what it took up to the last pause."""

    planned: int
    added: int = 0
    used: int = 0
    running_since: datetime | None = None

    @property
    def allowed(self) -> int:
        return self.planned + self.added

    def used_at(self, now: datetime) -> int:
        return self.used + (seconds_between(self.running_since, now) if self.running_since else 0)

    def left_at(self, now: datetime) -> int:
        """Below zero once time is up."""
        return self.allowed - self.used_at(now)

    def run(self, now: datetime) -> Self:
        return replace(self, running_since=self.running_since or now)

    def stop(self, now: datetime) -> Self:
        return replace(self, used=self.used_at(now), running_since=None)

    def leave(self, now: datetime) -> Self:
        """Stop for another demo. One started by mistake is as if it had never begun."""
        stopped = self.stop(now)
        return stopped if stopped.used >= MISTAKE else type(self)(planned=self.planned)

    @property
    def runs_out_at(self) -> datetime | None:
        """When time will be up, or was. None while it is paused."""
        return self.running_since + timedelta(seconds=self.allowed - self.used) if self.running_since else None


@dataclass(frozen=True)
class Forecast:
    """How the whole meeting is doing against its slot. All in seconds."""

    slot: int
    elapsed: int
    to_come: int

    @property
    def spare(self) -> int:
        """What will be left of the slot when all have presented. Below zero if it is too short."""
        return self.slot - self.elapsed - self.to_come

    @property
    def minutes_to_come(self) -> int:
        return round(self.to_come / 60)

    @property
    def minutes_to_spare(self) -> int:
        return round(self.spare / 60)

    @property
    def minutes_too_long(self) -> int:
        return -self.minutes_to_spare


def seconds_between(begin: datetime, end: datetime) -> int:
    """Never below zero: the clocks of two servers may differ a little."""
    return max(0, round((end - begin).total_seconds()))


def in_digits(seconds: int) -> str:
    """7:40 or 1:02:03. The minus sign is a real one."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if seconds < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


def usual_ratio(times: Iterable[tuple[int, int]]) -> float | None:
    """How many times as long as planned a demo usually took: the median over (planned, used)."""
    ratios = [used / planned for planned, used in times if planned]
    return round(median(ratios), 1) if ratios else None
