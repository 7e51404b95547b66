from datetime import date, timedelta

import pytest

from retros.reminders.deciding.schedule import Plan

DUE_ON = date(2026, 12, 18)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("plan", "first_on"),
    [
        (Plan(), DUE_ON),
        (Plan(days_before=3), DUE_ON - 3 * DAY),
        (Plan(quiet_until=DUE_ON - DAY), DUE_ON),
        (Plan(quiet_until=DUE_ON), DUE_ON + DAY),
        (Plan(days_before=3, quiet_until=DUE_ON - 2 * DAY), DUE_ON - DAY),
    ],
)
def test_first_reminder_comes_when_planned_but_not_in_the_grace(plan: Plan, first_on: date) -> None:
    assert plan.next_on(DUE_ON, sent=0, last_on=None) == first_on


def test_a_mistyped_year_holds_up_nothing() -> None:
    assert Plan(days_before=7).next_on(date.min, sent=0, last_on=None) == date.min
    assert Plan().next_on(date.max, sent=0, last_on=None) == date.max


def test_next_reminder_is_counted_from_the_day_the_last_one_went_out() -> None:
    plan = Plan(repeat_days=7)

    assert plan.next_on(DUE_ON, sent=1, last_on=DUE_ON) == DUE_ON + 7 * DAY
    assert plan.next_on(DUE_ON, sent=1, last_on=DUE_ON + 100 * DAY) == DUE_ON + 107 * DAY


def test_reminders_end_after_as_many_as_planned() -> None:
    plan = Plan(end_after=2)

    sent = [plan.next_on(DUE_ON, sent=number, last_on=DUE_ON) for number in (1, 2, 3)]

    assert sent == [DUE_ON + 14 * DAY, None, None]


def test_a_new_round_waits_until_the_last_reminder_of_the_one_before_is_old_enough() -> None:
    plan = Plan(repeat_days=14)

    assert plan.next_on(DUE_ON, sent=0, last_on=DUE_ON + 3 * DAY) == DUE_ON + 17 * DAY
    assert plan.next_on(DUE_ON, sent=0, last_on=DUE_ON - 90 * DAY) == DUE_ON


def test_organizers_are_asked_after_the_unanswered_ones_and_the_last_one_is_known() -> None:
    plan = Plan(escalate_after=3, end_after=6)

    assert [plan.is_for_organizers(place) for place in range(1, 7)] == [False, False, False, True, True, True]
    assert [plan.is_last(place) for place in range(1, 7)] == [False, False, False, False, False, True]
