from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retros.reviews.models import Demo, ReviewMeeting
from tests.clock import REVIEW
from tests.constraints import breaks
from tests.factories import DemoFactory, ReviewMeetingFactory

pytestmark = pytest.mark.django_db

LATER = REVIEW + timedelta(minutes=1)


def test_review_takes_time() -> None:
    with breaks("review_takes_time"):
        ReviewMeetingFactory(minutes=0)


def test_demo_ends_in_time() -> None:
    with breaks("demo_ends_in_time"):
        DemoFactory(minutes=241)


def test_a_meeting_ends_when_its_minutes_are_over() -> None:
    meeting = ReviewMeetingFactory.build(event=None, starts_at=REVIEW, minutes=90)

    assert meeting.ends_at == REVIEW + timedelta(minutes=90)


def test_a_meeting_is_known_by_its_event() -> None:
    meeting = ReviewMeetingFactory(event__slug="2026-12")

    assert meeting.natural_key() == ("2026-12",)
    assert ReviewMeeting.objects.get_by_natural_key("2026-12") == meeting


def test_total_minutes_adds_up_the_slots() -> None:
    meeting = ReviewMeetingFactory()
    for minutes in (5, 10, 0):
        DemoFactory(meeting=meeting, minutes=minutes)

    assert (meeting.demos.total_minutes(), ReviewMeetingFactory().demos.total_minutes()) == (15, 0)


def test_in_order_sorts_by_position() -> None:
    meeting = ReviewMeetingFactory()
    second, first = (DemoFactory(meeting=meeting, position=position) for position in (2, 1))

    assert list(meeting.demos.in_order()) == [first, second]


def test_a_demo_is_known_by_its_topic() -> None:
    demo = DemoFactory(meeting__event__slug="2026-12", topic__slug="seeds")

    assert demo.natural_key() == ("2026-12", "seeds")
    assert Demo.objects.get_by_natural_key("2026-12", "seeds") == demo


@pytest.mark.usefixtures("in_berlin")
def test_review_meeting_of_which_only_the_day_is_known_has_no_time() -> None:
    assert not ReviewMeetingFactory(starts_at=datetime(2023, 11, 15, tzinfo=ZoneInfo("Europe/Berlin"))).has_a_time
    assert ReviewMeetingFactory().has_a_time


def test_one_demo_of_a_meeting_is_shown_at_a_time() -> None:
    meeting = ReviewMeetingFactory()
    DemoFactory(meeting=meeting, state="present", planned_seconds=300)
    DemoFactory(state="present", planned_seconds=300)

    with breaks("demo_one_at_a_time"):
        DemoFactory(meeting=meeting, state="present", planned_seconds=300)


@pytest.mark.parametrize("state", [state for state in Demo.State if state is not Demo.State.PRESENT])
def test_time_runs_while_a_demo_is_shown(state: Demo.State) -> None:
    planned = None if state is Demo.State.WAITING else 300

    with breaks("demo_runs_while_it_is_shown"):
        DemoFactory(state=state, planned_seconds=planned, running_since=REVIEW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "waiting", "planned_seconds": 300},
        {"state": "waiting", "used_seconds": 1},
        {"state": "waiting", "added_seconds": 60},
        {"state": "present"},
        {"state": "shown", "used_seconds": 60},
        {"state": "gone"},
    ],
)
def test_state_and_seconds_agree(wrong: dict[str, object]) -> None:
    with breaks("demo_state_and_seconds_agree"):
        DemoFactory(**wrong)


@pytest.mark.parametrize("field", ["planned_seconds", "added_seconds", "used_seconds"])
def test_seconds_are_not_negative(field: str) -> None:
    seconds = {"planned_seconds": 300, field: -1}

    with breaks(field):
        DemoFactory(state="shown", **seconds)


@pytest.mark.parametrize("began_at", [None, LATER])
def test_a_meeting_ends_after_it_began(began_at: object) -> None:
    with breaks("review_ends_after_it_began"):
        ReviewMeetingFactory(began_at=began_at, ended_at=REVIEW)


@pytest.mark.parametrize(("state", "to_come"), [("waiting", 300), ("present", 240), ("shown", 0), ("skipped", 0)])
def test_a_demo_needs_what_is_left_of_its_time(state: str, to_come: int) -> None:
    begun = {} if state == "waiting" else {"planned_seconds": 300, "used_seconds": 60}
    demo = DemoFactory.build(meeting=None, topic=None, state=state, **begun)

    assert demo.to_come_at(REVIEW) == to_come


def test_a_demo_over_time_needs_no_more() -> None:
    demo = DemoFactory.build(meeting=None, topic=None, state="present", planned_seconds=300, used_seconds=400)

    assert demo.to_come_at(REVIEW) == 0


def test_the_forecast_adds_up_what_is_to_come() -> None:
    meeting = ReviewMeetingFactory.build(event=None, minutes=30, began_at=REVIEW)
    demos = [DemoFactory.build(meeting=None, topic=None, minutes=minutes) for minutes in (5, 10)]

    forecast = meeting.forecast(demos, LATER)

    assert (forecast.slot, forecast.elapsed, forecast.to_come, forecast.spare) == (1800, 60, 900, 840)
