"""The days on which the tests are tried: all of them by `make test-days`, one a commit by `make test`.

TEST_DAY="2028-02-29T00:30 Europe/Berlin" moves the clock of any run of pytest there, and the site to that zone.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from time_machine import travel

HOME = "Europe/Berlin"
"""Where the site is unless someone says otherwise."""

AHEAD = "TEST_CLOCK_AHEAD"
"""By how many seconds the clock was moved, for the processes that a run starts, so that they show the same time."""


@dataclass(frozen=True)
class Day:
    moment: str
    zone: str = HOME
    why: str = "chosen by hand"

    @classmethod
    def read(cls, written: str) -> Self:
        return cls(*written.split())

    def __str__(self) -> str:
        return f"{self.moment} {self.zone}"

    @property
    def begins_at(self) -> datetime:
        return datetime.fromisoformat(self.moment).replace(tzinfo=ZoneInfo(self.zone))

    def described(self) -> str:
        """Which day it was, and how to have it again."""
        return f'{self.begins_at:%A %d %B %Y, %H:%M} in {self.zone} ({self.why}). To repeat: TEST_DAY="{self}"'


DAYS = (
    Day("2026-12-09T12:00", HOME, "a Wednesday, in the middle of the event that most tests make"),
    Day("2026-12-25T00:30", "America/Los_Angeles", "Christmas, where it is another day than in Greenwich soon"),
    Day("2027-01-31T23:30", HOME, "the night between two months, after a weekend"),
    Day("2027-03-28T00:30", HOME, "summer time begins: an hour is missing"),
    Day("2027-05-31T23:30", "America/Los_Angeles", "a Monday, the last of its month; in Greenwich it is over"),
    Day("2027-09-30T00:30", "Pacific/Auckland", "a Thursday, the last of its month; in Greenwich it has not begun"),
    Day("2027-10-31T02:30", HOME, "summer time ends: this hour comes twice"),
    Day("2027-12-31T23:30", "Pacific/Auckland", "the last hour of a year"),
    Day("2028-01-01T00:30", "America/Los_Angeles", "the first hour of a year, a Saturday"),
    Day("2028-02-29T00:30", HOME, "a leap day"),
    Day("2031-12-31T12:00", "Pacific/Auckland", "five years on, the last day of a year"),
)


def day_of(commit: str) -> Day:
    """The one that is tried with this commit, named by its hash."""
    return DAYS[int(commit or "0", 16) % len(DAYS)]


def chosen_day() -> Day | None:
    written = os.environ.get("TEST_DAY")
    return Day.read(written) if written else None


def chosen_zone() -> str:
    day = chosen_day()
    return day.zone if day else HOME


def move_clock() -> travel | None:
    """Go to the chosen day, if there is one. Time goes on from there."""
    day = chosen_day()
    if day is None:
        return None
    if AHEAD not in os.environ:
        os.environ[AHEAD] = str((day.begins_at - datetime.now(day.begins_at.tzinfo)).total_seconds())
    journey = travel(timedelta(seconds=float(os.environ[AHEAD])), tick=True)
    journey.start()
    return journey
