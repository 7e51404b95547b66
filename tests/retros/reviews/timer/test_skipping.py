import pytest

from retros.reviews.models import Demo
from retros.reviews.timer.running import go_on, skip, start
from tests.clock import REVIEW
from tests.retros.reviews.timer.pressing import after, demos_of, drawn_up, press, states, used

pytestmark = pytest.mark.django_db

WAITING, PRESENT, SHOWN, SKIPPED = Demo.State


def test_skipping_the_present_demo_goes_on_to_the_next() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)

    press(skip, meeting, demos_of(meeting)[0], now=after(2))

    assert (states(meeting), used(meeting)) == ([SKIPPED, PRESENT, WAITING], [120, 0, 0])


def test_skipping_the_last_demo_shows_nothing() -> None:
    meeting = drawn_up(demos=1)
    press(go_on, meeting, now=REVIEW)

    press(skip, meeting, demos_of(meeting)[0], now=after(2))

    assert states(meeting) == [SKIPPED]


def test_a_demo_to_come_is_skipped_while_another_is_shown() -> None:
    meeting = drawn_up()
    press(go_on, meeting, now=REVIEW)
    press(skip, meeting, demos_of(meeting)[1], now=after(2))

    press(go_on, meeting, now=after(5))

    assert states(meeting) == [SHOWN, SKIPPED, PRESENT]


def test_a_skipped_demo_may_be_started_later_and_goes_on_where_it_stopped() -> None:
    meeting = drawn_up(demos=2)
    press(go_on, meeting, now=REVIEW)
    press(skip, meeting, demos_of(meeting)[0], now=after(2))

    press(start, meeting, demos_of(meeting)[0], now=after(7))
    press(go_on, meeting, now=after(10))

    assert (states(meeting), used(meeting)) == ([SHOWN, SHOWN], [300, 300])


def test_a_demo_that_was_skipped_before_it_began_has_the_minutes_of_the_agenda() -> None:
    meeting = drawn_up()
    press(skip, meeting, demos_of(meeting)[0], now=REVIEW)
    meeting.demos.update(minutes=8)

    press(start, meeting, demos_of(meeting)[0], now=REVIEW)

    assert demos_of(meeting)[0].planned_seconds == 480
