from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.running import (
    TimerMoved,
    TimerRejected,
    end_meeting,
    extend,
    go_on,
    pause,
    resume,
    skip,
    start,
    start_over,
    to_come,
)
from tests.clock import REVIEW
from tests.factories import DemoFactory
from tests.retros.reviews.timer.pressing import after, demos_of, drawn_up, press, states, used

pytestmark = pytest.mark.django_db

WAITING, PRESENT, SHOWN, _ = Demo.State


def test_the_first_demo_begins_the_meeting() -> None:
    meeting = drawn_up()

    press(go_on, meeting, now=REVIEW)

    meeting.refresh_from_db()
    assert (meeting.began_at, states(meeting)) == (REVIEW, [PRESENT, WAITING, WAITING])


def test_going_on_keeps_planned_and_used_seconds() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    press(go_on, meeting, now=after(7))

    first, second, _ = demos_of(meeting)
    assert states(meeting) == [SHOWN, PRESENT, WAITING]
    assert (first.planned_seconds, first.used_seconds, first.running_since) == (300, 420, None)
    assert (second.used_seconds, second.running_since) == (0, after(7))


def test_going_on_after_the_last_demo_shows_nothing() -> None:
    meeting = drawn_up(demos=1)
    press(go_on, meeting, now=REVIEW)

    press(go_on, meeting, now=after(5))

    meeting.refresh_from_db()
    assert (states(meeting), meeting.ended_at) == ([SHOWN], None)


def test_going_on_when_no_demo_is_left_is_rejected() -> None:
    meeting = drawn_up(demos=1)
    press(go_on, meeting, now=REVIEW)
    press(go_on, meeting, now=after(5))

    with pytest.raises(TimerRejected, match="no demos left"):
        press(go_on, meeting, now=after(6))


def test_going_on_at_once_leaves_the_demo_to_be_shown_later() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    press(go_on, meeting, now=after(0.1))

    assert (states(meeting), used(meeting)) == ([WAITING, PRESENT, WAITING], [0, 0, 0])
    assert demos_of(meeting)[0].planned_seconds is None


def test_topics_without_minutes_are_not_in_turn() -> None:
    meeting = drawn_up(demos=1)
    mentioned = DemoFactory(meeting=meeting, position=9, minutes=0)
    press(go_on, meeting, now=REVIEW)

    press(go_on, meeting, now=after(5))

    mentioned.refresh_from_db()
    assert mentioned.state == WAITING


def test_a_pause_costs_the_demo_nothing() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)
    press(pause, meeting, now=after(1))
    press(resume, meeting, now=after(10))

    press(go_on, meeting, now=after(12))

    assert used(meeting) == [180, 0, 0]


def test_extending_adds_to_the_time_and_not_to_the_plan() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    press(extend, meeting, 2)
    press(extend, meeting, 1)

    demo = demos_of(meeting)[0]
    assert (demo.planned_seconds, demo.added_seconds, demo.clock.left_at(REVIEW)) == (300, 180, 480)


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_extending_by_nothing_or_by_hours_is_rejected(minutes: int) -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    with pytest.raises(TimerRejected, match="Add between 1 and 60 minutes"):
        press(extend, meeting, minutes)


def test_a_demo_may_be_started_out_of_turn_and_the_others_come_after() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    press(start, meeting, demos_of(meeting)[2], now=after(5))

    assert states(meeting) == [SHOWN, WAITING, PRESENT]
    assert to_come(demos_of(meeting)) == [demos_of(meeting)[1]]


def test_what_was_passed_over_comes_after_those_behind_the_present_demo() -> None:
    meeting = drawn_up()
    press(start, meeting, demos_of(meeting)[1], now=REVIEW)

    first, _, third = demos_of(meeting)

    assert to_come(demos_of(meeting)) == [third, first]


def test_a_shown_demo_may_go_on() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)
    press(go_on, meeting, now=after(3))

    press(start, meeting, demos_of(meeting)[0], now=after(3.1))

    assert states(meeting) == [PRESENT, WAITING, WAITING]
    assert demos_of(meeting)[0].clock.used_at(after(4.1)) == 240


def test_the_end_keeps_the_time_of_the_present_demo() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    press(end_meeting, meeting, now=after(4))

    meeting.refresh_from_db()
    assert (meeting.ended_at, states(meeting)) == (after(4), [SHOWN, WAITING, WAITING])
    assert (used(meeting), meeting.elapsed_at(after(60))) == ([240, 0, 0], 240)


def test_the_meeting_ends_after_the_last_demo() -> None:
    meeting = drawn_up(demos=1)
    press(go_on, meeting, now=REVIEW)
    press(go_on, meeting, now=after(5))

    press(end_meeting, meeting, now=after(6))

    assert (used(meeting), ReviewMeeting.objects.get().ended_at) == ([300], after(6))


def test_starting_a_demo_after_the_end_opens_the_meeting_again() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)
    press(end_meeting, meeting, now=after(4))

    press(start, meeting, demos_of(meeting)[1], now=after(5))

    meeting.refresh_from_db()
    assert (meeting.began_at, meeting.ended_at) == (REVIEW, None)


def test_starting_over_forgets_the_rehearsal() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)
    press(extend, meeting, 5)
    press(end_meeting, meeting, now=after(4))

    press(start_over, meeting)

    meeting.refresh_from_db()
    assert (meeting.began_at, meeting.ended_at) == (None, None)
    assert [
        (demo.state, demo.planned_seconds, demo.added_seconds, demo.used_seconds) for demo in demos_of(meeting)
    ] == [(WAITING, None, 0, 0)] * 3


@pytest.mark.parametrize("rule", [partial(pause, now=REVIEW), partial(resume, now=REVIEW), partial(extend, minutes=1)])
def test_without_a_demo_its_time_cannot_be_changed(rule: Callable[..., None]) -> None:
    with pytest.raises(TimerRejected, match="No demo is being shown"):
        press(rule, drawn_up())


def test_what_has_happened_already_is_rejected() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)
    first, second, _ = demos_of(meeting)

    with pytest.raises(TimerRejected, match="“🌱 Demo 1” is already being shown"):
        press(start, meeting, first, now=REVIEW)
    with pytest.raises(TimerRejected, match="The timer is already running"):
        press(resume, meeting, now=REVIEW)
    press(pause, meeting, now=after(1))
    with pytest.raises(TimerRejected, match="The timer is already paused"):
        press(pause, meeting, now=after(1))
    press(skip, meeting, second, now=after(1))
    with pytest.raises(TimerRejected, match="“🌱 Demo 2” is already skipped"):
        press(skip, meeting, second, now=after(1))
    press(end_meeting, meeting, now=after(4))
    with pytest.raises(TimerRejected, match="The meeting isn't running"):
        press(end_meeting, meeting, now=after(4))


def test_a_topic_without_minutes_cannot_be_started() -> None:
    demo = DemoFactory(minutes=0, topic__title="`Seeds`")

    with pytest.raises(TimerRejected, match="“🌱 Seeds” has no minutes in the agenda"):
        press(start, demo.meeting, demo, now=REVIEW)


def test_whoever_saw_an_older_state_is_told_and_changes_nothing() -> None:
    meeting = drawn_up()
    go_on(meeting, seen=0, now=REVIEW)

    with pytest.raises(TimerMoved, match="Someone used the timer just before you"):
        go_on(meeting, seen=0, now=after(5))

    assert states(meeting) == [PRESENT, WAITING, WAITING]


def test_a_rejected_move_does_not_count() -> None:
    meeting = drawn_up()

    with pytest.raises(TimerRejected):
        press(pause, meeting, now=REVIEW)

    meeting.refresh_from_db()
    assert meeting.moves == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_next_at_once_one_moves_on() -> None:
    meeting = drawn_up(demos=5)
    go_on(meeting, seen=0, now=REVIEW)

    def press_next(_: int) -> bool:
        try:
            go_on(meeting, seen=1, now=after(5))
        except TimerMoved:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as organizers:
        moved = list(organizers.map(press_next, range(4)))

    assert sorted(moved) == [False, False, False, True]
    assert states(meeting) == [SHOWN, PRESENT, WAITING, WAITING, WAITING]
