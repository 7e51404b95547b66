"""Events whose agenda is drawn up."""

from planning.events.models import Event
from planning.events.phases import Phase
from tests.factories import EventFactory


def in_review() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event
