from datetime import date, timedelta

import pytest

from retros.reminders.stages import Stage, windows

TODAY = date(2026, 12, 18)


@pytest.mark.parametrize("days_late", [0, 1, 6, 7, 8, 27, 28, 29, 10_000])
def test_windows_give_each_day_one_stage(days_late: int) -> None:
    due_on = TODAY - timedelta(days=days_late)

    assert len([window for window in windows(TODAY) if window.after < due_on <= window.until]) == 1


def test_windows_leave_the_future_alone() -> None:
    assert max(window.until for window in windows(TODAY)) == TODAY


def test_windows_go_from_the_newest_to_the_oldest() -> None:
    assert [(window.stage, (TODAY - window.until).days) for window in windows(TODAY)] == [
        (Stage.DUE, 0),
        (Stage.LATE, 7),
        (Stage.ESCALATED, 28),
    ]
