"""What a change of an event may not do to the vote."""

import pytest
from django.core.exceptions import ValidationError

from planning.events.models import Event
from planning.events.phases import Phase
from tests.factories import BallotFactory, EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [("voting_rule", "approval"), ("ballot_kind", "dots"), ("main_places", 3), ("people_budget", 20)],
)
def test_the_election_stays_once_voting_has_opened(field: str, value: object) -> None:
    event: Event = EventFactory(phase=Phase.VOTING)
    setattr(event, field, value)

    with pytest.raises(ValidationError, match="Voting has opened"):
        event.full_clean()


def test_the_election_can_be_chosen_until_voting_opens() -> None:
    event: Event = EventFactory(phase=Phase.BRAINSTORM)
    event.voting_rule, event.main_places = "approval", 3

    event.full_clean()


def test_the_election_stays_once_a_ballot_was_cast_though_voting_is_moved_to_later() -> None:
    event: Event = EventFactory(phase=Phase.BRAINSTORM)
    BallotFactory(attendee__event=event)
    event.voting_rule = "approval"

    with pytest.raises(ValidationError, match="Voting has opened"):
        event.full_clean()
