from datetime import datetime, timedelta

import pytest

from retros.reviews.clock import MISTAKE, Clock, Forecast, in_digits, seconds_between, usual_ratio
from tests.clock import REVIEW


def later(**time: float) -> datetime:
    return REVIEW + timedelta(**time)


def test_clock_counts_from_when_it_runs() -> None:
    clock = Clock(300).run(REVIEW)

    assert (clock.used_at(later(seconds=80)), clock.left_at(later(seconds=80))) == (80, 220)


def test_clock_stands_still_while_it_is_stopped() -> None:
    clock = Clock(300).run(REVIEW).stop(later(seconds=80))

    assert clock.used_at(later(hours=1)) == 80


def test_clock_goes_on_where_it_stopped() -> None:
    clock = Clock(300).run(REVIEW).stop(later(seconds=80)).run(later(minutes=10))

    assert clock.used_at(later(minutes=10, seconds=5)) == 85


def test_clock_that_runs_is_not_set_back_by_running_it() -> None:
    assert Clock(300).run(REVIEW).run(later(seconds=80)).used_at(later(seconds=80)) == 80


def test_clock_counts_below_zero() -> None:
    assert Clock(300).run(REVIEW).left_at(later(minutes=6)) == -60


def test_clock_has_more_left_when_time_was_added() -> None:
    assert Clock(300, added=120).run(REVIEW).left_at(later(minutes=6)) == 60


@pytest.mark.parametrize("clock", [Clock(300, used=40), Clock(240, added=60, used=40)])
def test_clock_knows_when_the_time_runs_out(clock: Clock) -> None:
    assert (clock.runs_out_at, clock.run(REVIEW).runs_out_at) == (None, later(seconds=260))


def test_clock_that_is_left_keeps_what_was_used() -> None:
    assert Clock(300, added=60).run(REVIEW).leave(later(seconds=MISTAKE)) == Clock(300, added=60, used=MISTAKE)


def test_clock_that_is_left_at_once_was_begun_by_mistake() -> None:
    assert Clock(300, added=60).run(REVIEW).leave(later(seconds=MISTAKE - 1)) == Clock(300)


@pytest.mark.parametrize(("took", "seconds"), [(0.4, 0), (0.6, 1), (60, 60), (-0.8, 0)])
def test_seconds_are_rounded_and_never_below_zero(took: float, seconds: int) -> None:
    assert seconds_between(REVIEW, later(seconds=took)) == seconds


@pytest.mark.parametrize(("to_come", "spare", "minutes"), [(1800, 600, 10), (2700, -300, -5), (2370, 30, 0)])
def test_forecast_compares_with_the_slot(to_come: int, spare: int, minutes: int) -> None:
    forecast = Forecast(slot=3600, elapsed=1200, to_come=to_come)

    assert (forecast.spare, forecast.minutes_to_spare, forecast.minutes_too_long) == (spare, minutes, -minutes)


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [(0, "0:00"), (9, "0:09"), (460, "7:40"), (3600, "1:00:00"), (3723, "1:02:03"), (-5, "−0:05"), (-61, "−1:01")],
)
def test_digits(seconds: int, digits: str) -> None:
    assert in_digits(seconds) == digits


@pytest.mark.parametrize(
    ("times", "ratio"),
    [([], None), ([(0, 60)], None), ([(300, 420)], 1.4), ([(300, 300), (300, 330), (60, 600)], 1.1)],
)
def test_usual_ratio_is_that_of_the_demo_in_the_middle(times: list[tuple[int, int]], ratio: float | None) -> None:
    assert usual_ratio(times) == ratio
