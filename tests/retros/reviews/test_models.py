from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retros.reviews.models import Demo, ReviewMeeting
from tests.clock import REVIEW
from tests.constraints import breaks
from tests.factories import DemoFactory, ReviewMeetingFactory

pytestmark = pytest.mark.django_db


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
