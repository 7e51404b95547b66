from datetime import date, timedelta

from retros.nextsteps.charts.burndown import BurnDown, Point, StepCount, burn_down_from, shares_by_event

MAY, NOVEMBER = "2030-05", "2030-11"
NOTED = date(2030, 5, 31)


def count(steps: int, closed_on: date | None = None, *, event: str = MAY, unknown: bool = False) -> StepCount:
    return StepCount(event, NOTED, is_closed=unknown or closed_on is not None, closed_on=closed_on, steps=steps)


def at(chart: BurnDown, day: date) -> int:
    return next(point.open for point in chart.points if point.day == day)


def test_burn_down_begins_with_all_and_falls_on_the_day_of_each_closing() -> None:
    chart = burn_down_from([count(3), count(2, date(2030, 6, 9)), count(1, date(2030, 6, 10))], today=date(2030, 6, 12))

    assert chart.points == (
        Point(NOTED, 6),
        Point(date(2030, 6, 2), 6),
        Point(date(2030, 6, 9), 4),
        Point(date(2030, 6, 12), 3),
    )
    assert chart.by_week


def test_burn_down_of_a_long_time_goes_by_month() -> None:
    chart = burn_down_from([count(3), count(2, date(2031, 2, 28))], today=date(2031, 3, 5))

    assert [point.day.month for point in chart.points] == [5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert at(chart, date(2031, 1, 31)) == 5
    assert at(chart, date(2031, 2, 28)) == 3
    assert not chart.by_week


def test_burn_down_leaves_out_what_was_closed_on_a_day_that_nobody_wrote_down() -> None:
    chart = burn_down_from([count(3), count(2, unknown=True)], today=NOTED + timedelta(days=1))

    assert chart.most == 3
    assert chart.unknown == 2


def test_burn_down_of_several_events_rises_where_one_ends() -> None:
    later = StepCount(NOVEMBER, date(2030, 11, 30), is_closed=False, closed_on=None, steps=4)

    chart = burn_down_from([count(3), later], today=date(2030, 12, 1))

    assert at(chart, date(2030, 11, 24)) == 3
    assert at(chart, date(2030, 12, 1)) == 7


def test_burn_down_never_falls_below_nothing_where_a_step_was_closed_during_the_event() -> None:
    chart = burn_down_from([count(2, NOTED - timedelta(days=3)), count(1)], today=NOTED + timedelta(days=1))

    assert [point.open for point in chart.points] == [1, 1]


def test_burn_down_of_nothing_is_empty() -> None:
    assert burn_down_from([], today=NOTED).points == ()
    assert burn_down_from([count(2, unknown=True)], today=NOTED) == BurnDown((), 2, by_week=True)


def test_burn_down_of_an_event_that_is_not_over_is_empty() -> None:
    assert burn_down_from([count(2)], today=NOTED - timedelta(days=1)).points == ()


BEGINS = [(MAY, date(2030, 5, 27)), (NOVEMBER, date(2030, 11, 25))]
AFTER = date(2030, 12, 24)


def test_share_counts_what_was_closed_before_the_next_event_began() -> None:
    day_before, that_day = count(2, date(2030, 11, 24)), count(3, date(2030, 11, 25))

    (share,) = shares_by_event([count(5), day_before, that_day], BEGINS, today=AFTER)

    assert (share.all, share.settled, share.percent, share.percent_at_most) == (10, 2, 20, 20)
    assert share.next_event == NOVEMBER
    assert share.is_over


def test_share_is_a_range_where_nobody_wrote_down_when_steps_were_closed() -> None:
    (share,) = shares_by_event([count(7), count(2, date(2030, 6, 1)), count(1, unknown=True)], BEGINS, today=AFTER)

    assert (share.percent, share.percent_at_most) == (20, 30)


def test_share_so_far_counts_all_that_is_closed() -> None:
    closed = [count(1, date(2030, 6, 1)), count(1, unknown=True)]

    (share,) = shares_by_event([count(2), *closed], BEGINS, today=date(2030, 6, 1))

    assert (share.percent, share.percent_at_most) == (50, 50)
    assert share.next_on == date(2030, 11, 25)
    assert not share.is_over


def test_share_without_a_next_event_is_so_far() -> None:
    (share,) = shares_by_event([count(1), count(1, date(2030, 6, 1))], BEGINS[:1], today=AFTER)

    assert (share.percent, share.next_event, share.next_on, share.is_over) == (50, "", None, False)


def test_share_is_counted_for_events_that_are_over() -> None:
    assert shares_by_event([count(1)], BEGINS, today=NOTED) == []


def test_shares_are_listed_oldest_first() -> None:
    shares = shares_by_event([count(1, event=NOVEMBER), count(1)], BEGINS, today=AFTER)

    assert [share.event for share in shares] == [MAY, NOVEMBER]
