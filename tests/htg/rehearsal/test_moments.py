from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from htg.rehearsal.moments import (
    evenings,
    halfway,
    last_morning,
    last_working_day,
    monday_if_weekend,
    next_working_day,
    on,
    spread,
)

DICE = Random(1)  # noqa: S311  # dice, not secrets
MONDAY = on(date(2027, 5, 24), hour=10)


def test_spread_moments_come_in_order_and_within_their_bounds() -> None:
    moments = spread(DICE, 200, MONDAY, MONDAY + timedelta(days=3))

    assert moments == sorted(moments)
    assert moments[0] >= MONDAY
    assert moments[-1] < MONDAY + timedelta(days=3)


def test_people_sleep_at_night() -> None:
    moments = spread(DICE, 200, MONDAY, MONDAY + timedelta(days=3))

    assert {timezone.localtime(moment).hour for moment in moments} == set(range(8, 22))


def test_moments_are_found_in_a_night_too() -> None:
    midnight = on(date(2027, 5, 25), hour=0)

    assert halfway(midnight, midnight + timedelta(hours=2)) == midnight + timedelta(hours=1)


def test_there_is_one_evening_for_each_day_of_the_week() -> None:
    friday = MONDAY + timedelta(days=4, hours=5)

    moments = list(evenings(MONDAY, friday))

    assert [timezone.localdate(moment).day for moment in moments] == [24, 25, 26, 27, 28]
    assert moments[0] >= MONDAY
    assert moments[-1] < friday


@pytest.mark.parametrize(("day", "expected"), [(21, 21), (22, 24), (23, 24), (24, 24)])
def test_weekday_is_the_monday_after_a_weekend(day: int, expected: int) -> None:
    assert monday_if_weekend(date(2027, 5, day)) == date(2027, 5, expected)


@pytest.mark.parametrize(
    ("day", "last", "next_one"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 23), date(2027, 1, 4)),
        (date(2027, 1, 1), date(2026, 12, 23), date(2027, 1, 4)),
    ],
)
def test_nobody_works_at_weekends_or_between_christmas_and_new_year(day: date, last: date, next_one: date) -> None:
    assert (last_working_day(day), next_working_day(day)) == (last, next_one)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (on(date(2026, 11, 30), hour=8), on(date(2026, 11, 30), hour=8)),
        (on(date(2026, 11, 30), hour=7, minute=59), on(date(2026, 11, 27), hour=8)),
        (on(date(2026, 11, 29), hour=23), on(date(2026, 11, 27), hour=8)),
    ],
)
def test_last_morning_is_the_one_that_came_on_a_working_day(now: datetime, morning: datetime) -> None:
    assert last_morning(now, hour=8) == morning
