"""Steps of past events that are due on a day."""

from datetime import date, timedelta

from planning.people.models import Attendee, User
from retros.nextsteps.models import NextStep
from tests.clock import at
from tests.factories import AttendeeFactory, NextStepFactory, PastEventFactory

TODAY = date(2026, 12, 18)
NOW = at(12, 18)
DAY = timedelta(days=1)


def owned_step(*, due_on: date | None = TODAY, **fields: object) -> NextStep:
    """Of a past event, which has no grace left."""
    event = PastEventFactory()
    owner = fields.pop("owner", None) or AttendeeFactory(event=event, name="Ada")
    step: NextStep = NextStepFactory(topic__event=event, owner=owner, due_on=due_on, **fields)
    return step


def user_of(attendee: Attendee | None) -> User:
    assert attendee is not None
    assert attendee.user is not None
    return attendee.user
