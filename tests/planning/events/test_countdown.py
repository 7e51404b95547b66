from datetime import timedelta

import pytest
from django.utils.timesince import timeuntil

from planning.events.countdown import next_turn, turn_before
from planning.events.phases import Phase
from tests import clock
from tests.factories import EventFactory, PastEventFactory

DEADLINE = clock.at(3, 31)
A_MOMENT = timedelta.resolution


@pytest.mark.parametrize(
    "left",
    [
        timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        for days in (0, 1, 2, 6, 7, 8, 27, 28, 31, 59, 60, 364, 365, 400)
        for hours, minutes, seconds in ((0, 0, 0), (0, 0, 1), (0, 1, 0), (5, 59, 59), (23, 59, 59))
        if days or hours or minutes or seconds
    ],
    ids=str,
)
def test_the_time_left_reads_the_same_until_its_next_turn(left: timedelta) -> None:
    now = DEADLINE - left

    until = turn_before(DEADLINE, now)

    assert now < until <= DEADLINE
    assert timeuntil(DEADLINE, until - A_MOMENT) == timeuntil(DEADLINE, now)


@pytest.mark.parametrize("left", [timedelta(days=2), timedelta(hours=2), timedelta(minutes=2)], ids=str)
def test_it_turns_no_sooner_than_it_must(left: timedelta) -> None:
    now = DEADLINE - left

    assert timeuntil(DEADLINE, turn_before(DEADLINE, now) + timedelta(seconds=1)) != timeuntil(DEADLINE, now)


def test_with_less_than_a_minute_left_the_deadline_is_next() -> None:
    assert turn_before(DEADLINE, DEADLINE - timedelta(seconds=59)) == DEADLINE


@pytest.mark.django_db
def test_the_event_with_the_nearest_turn_decides() -> None:
    PastEventFactory()
    event = EventFactory()
    before = event.voting_opens_at - timedelta(seconds=30)

    assert event.phase_at(before) is Phase.BRAINSTORM
    assert next_turn(before) == event.voting_opens_at
    assert next_turn(clock.CLOSED) is None
