"""A meeting, and using its timer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from retros.reviews.models import Demo, ReviewMeeting
from tests.clock import REVIEW
from tests.factories import DemoFactory, ReviewMeetingFactory


def after(minutes: float) -> datetime:
    return REVIEW + timedelta(minutes=minutes)


def drawn_up(demos: int = 3, minutes: int = 5) -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory()
    for position in range(demos):
        DemoFactory(meeting=meeting, position=position, minutes=minutes, topic__title=f"Demo {position + 1}")
    return meeting


def press(rule: Callable[..., None], meeting: ReviewMeeting, *args: Any, **when: datetime) -> None:
    """Use the timer as someone who sees it as it is."""
    meeting.refresh_from_db()
    rule(meeting, *args, seen=meeting.moves, **when)


def demos_of(meeting: ReviewMeeting) -> list[Demo]:
    return list(meeting.demos.in_order())


def states(meeting: ReviewMeeting) -> list[str]:
    return [demo.state for demo in demos_of(meeting)]


def used(meeting: ReviewMeeting) -> list[int]:
    return [demo.used_seconds for demo in demos_of(meeting)]
