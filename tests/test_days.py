"""The days on which the tests are tried, and that a run on one of them is."""

import calendar
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.days import AHEAD, DAYS, HOME, Day, chosen_day, chosen_zone, day_of

ROOT = Path(__file__).resolve().parent.parent
DATES = {day.begins_at.date() for day in DAYS}
HOURS = {(day.begins_at.hour, day.begins_at.minute) for day in DAYS}


def length_of(day: Day) -> timedelta:
    """From midnight to midnight: the clock may change meanwhile."""
    midnight = day.begins_at.replace(hour=0, minute=0)
    return (midnight + timedelta(days=1)).astimezone(UTC) - midnight.astimezone(UTC)


def is_last_of_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def test_days_have_all_that_makes_a_day_special() -> None:
    assert {day.isoweekday() for day in DATES} == set(range(1, 8))
    assert {(day.month, day.day) for day in DATES} >= {(2, 29), (12, 31), (1, 1), (12, 25)}
    assert sum(is_last_of_month(day) for day in DATES if day.month != 12) >= 3
    assert {length_of(day) for day in DAYS if day.zone == HOME} == {timedelta(hours=hours) for hours in (23, 24, 25)}
    assert {(0, 30), (12, 0), (23, 30)} <= HOURS
    assert {day.zone for day in DAYS} == {HOME, "Pacific/Auckland", "America/Los_Angeles"}
    assert max(DATES) - min(DATES) > timedelta(days=5 * 365)


def test_commit_chooses_always_the_same_day_and_all_are_chosen() -> None:
    assert day_of("0b") == day_of("0b")
    assert {day_of(f"{number:040x}") for number in range(len(DAYS))} == set(DAYS)
    assert day_of("") in DAYS


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_day_is_described_so_that_it_can_be_repeated(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DAY", str(day))

    assert day.described().endswith(f'TEST_DAY="{day}"')
    chosen = chosen_day()
    assert chosen is not None
    assert (chosen.begins_at, chosen_zone()) == (day.begins_at, day.zone)


def test_day_can_be_named_without_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DAY", "2030-01-01T12:00")

    assert (str(chosen_day()), chosen_zone()) == ("2030-01-01T12:00 Europe/Berlin", HOME)


def time_shown_by(*command: str, env: dict[str, str]) -> datetime:
    bare = {name: value for name, value in os.environ.items() if name not in {"TEST_DAY", AHEAD}}
    shown = subprocess.check_output([sys.executable, *command], cwd=ROOT, env=bare | env, text=True)  # noqa: S603  # ours
    return datetime.fromisoformat(shown.strip())


TELL = "import datetime; print(datetime.datetime.now(datetime.UTC))"


def test_clock_is_moved_and_goes_on() -> None:
    moved = f"from tests.days import move_clock; move_clock(); {TELL}"

    shown = time_shown_by("-c", moved, env={"TEST_DAY": "2028-02-29T00:30 Pacific/Auckland"})

    assert timedelta() < shown - datetime(2028, 2, 28, 11, 30, tzinfo=UTC) < timedelta(minutes=1)


def test_process_that_a_test_starts_tells_the_same_time(tmp_path: Path) -> None:
    (tmp_path / "tell.py").write_text(TELL)
    ahead = timedelta(days=1000)
    env = {"TEST_DAY": "2028-02-29T00:30", AHEAD: str(ahead.total_seconds()), "PYTHONPATH": str(tmp_path)}

    moved = time_shown_by("-m", "tests.moved", "tell", env=env)

    assert abs(moved - time_shown_by("-c", TELL, env={}) - ahead) < timedelta(minutes=1)
