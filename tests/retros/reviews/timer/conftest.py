import pytest

from planning.events.phases import Phase
from retros.reviews.models import ReviewMeeting
from tests.factories import DemoFactory, EventFactory, ReviewMeetingFactory


@pytest.fixture
def meeting() -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory(event=EventFactory(phase=Phase.REVIEW))
    for position, title in enumerate(("Seeds", "Shoots", "Soil")):
        DemoFactory(meeting=meeting, position=position, topic__title=title)
    return meeting
