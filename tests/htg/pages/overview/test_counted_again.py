"""What is counted for the organizers' overview is kept for a minute, but never once it has changed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from htg.pages.overview.counting import figures_of
from htg.pages.overview.figures import Figures
from planning.events.models import Event
from planning.events.phases import Phase
from tests.factories import (
    AttendeeFactory,
    CheckInFactory,
    EventFactory,
    MembershipFactory,
    NoteFactory,
    TopicFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now().replace(second=10), tick=False) as clock:
        yield clock


def counted(event: Event) -> Figures:
    return figures_of(event, now=timezone.now())


def writes_a_wish(event: Event) -> None:
    WishFactory(attendee=event.attendees.get(), topic=TopicFactory(event=event))


CHANGES: list[tuple[Phase, Callable[[Event], object]]] = [
    (Phase.BRAINSTORM, lambda event: TopicFactory(event=event)),
    (Phase.VOTING, writes_a_wish),
    (Phase.TEAM_FORMATION, writes_a_wish),
    (Phase.HACKING, lambda event: MembershipFactory(team__topic__event=event)),
    (Phase.WRAP_UP, lambda event: NoteFactory(event=event)),
]


@pytest.mark.parametrize(("phase", "change"), CHANGES)
def test_a_change_is_counted_at_once(phase: Phase, change: Callable[[Event], object]) -> None:
    event = EventFactory(phase=phase)
    AttendeeFactory(event=event)
    before = counted(event)

    change(event)

    assert counted(event) != before


def test_what_has_not_changed_is_not_counted_again(clock: time_machine.Traveller) -> None:
    event = EventFactory(phase=Phase.HACKING)
    first = counted(event)
    clock.shift(timedelta(seconds=20))

    with CaptureQueriesContext(connection) as queries:
        assert counted(event) == first

    assert not any("planning_membership" in query["sql"] for query in queries)


def test_a_team_that_falls_silent_by_itself_is_counted_in_the_next_minute(clock: time_machine.Traveller) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = MembershipFactory(team__topic__event=event, team__formed_at=timezone.now() - timedelta(days=30)).team
    CheckInFactory(team=team, written_at=timezone.now() - timedelta(hours=23, minutes=59, seconds=30))
    spoken = counted(event).silent_teams

    clock.shift(timedelta(minutes=1))

    assert (spoken, counted(event).silent_teams) == (0, 1)
