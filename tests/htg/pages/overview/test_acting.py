import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from tests.api import below, refusal, visitor
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    MessageFactory,
    OrganizerFactory,
)
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db


def with_something_to_do(action: str) -> tuple[Event, str]:
    """An event at which the button has an effect, and what is said afterwards."""
    if action == "give-seats":
        event = EventFactory(phase=Phase.BRAINSTORM, seats=5)
        AttendeeFactory(event=event, waiting_since=timezone.now())
        return event, "1 person has a seat now."
    if action == "send-again":
        event = EventFactory(phase=Phase.REVIEW)
        person = AttendeeFactory(event=event)
        MessageFactory(to=person.email, state=Message.State.DEAD, written_at=timezone.now())
        return event, "1 mail is on its way again."
    if action == "ask-silent-teams":
        event = EventFactory(phase=Phase.HACKING)
        MembershipFactory(team__topic__event=event, team__formed_at=event.voting_closes_at)
        return event, "1 mail is on its way."
    event = EventFactory(phase=Phase.VOTING)
    AttendeeFactory(event=event)
    return event, "2 mails are on their way."  # the organizer has not voted either


ACTIONS = ["give-seats", "send-again", "remind-voters", "ask-for-wishes", "ask-silent-teams"]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_acts_once_and_leads_back_to_the_overview(client: Client, action: str) -> None:
    event, told = with_something_to_do(action)
    organizing(client, event)
    path = f"/{event.slug}/needs/{action}/"

    first, again = words(client.post(path, follow=True)), words(client.post(path, follow=True))

    assert told in first
    assert told not in again


@pytest.mark.parametrize("action", ACTIONS)
def test_the_api_acts_as_the_button_does(action: str) -> None:
    event, told = with_something_to_do(action)
    client = visitor(OrganizerFactory(event=event))
    path = below(event, f"needs/{action}/")

    assert client.post(path).json() == {"done": told}
    assert refusal(client.post(path))[0] == 409


@pytest.mark.parametrize("action", ACTIONS)
def test_a_button_does_nothing_when_it_is_only_opened(client: Client, action: str) -> None:
    event, _ = with_something_to_do(action)
    organizing(client, event)

    assert client.get(f"/{event.slug}/needs/{action}/").headers["Location"] == f"/{event.slug}/"
    assert writes_of(client, f"/{event.slug}/needs/{action}/") == []


def test_only_organizers_may_act(client: Client) -> None:
    event, _ = with_something_to_do("remind-voters")
    path = f"/{event.slug}/needs/remind-voters/"
    attending(client, event)

    assert client.post(path).status_code == 403
    assert visitor(AttendeeFactory(event=event)).post(below(event, "needs/remind-voters/")).status_code == 403
    assert visitor().get(below(event, "needs/")).status_code == 401
    assert visitor(AttendeeFactory()).get(below(event, "needs/")).status_code == 404


def test_an_action_that_there_is_not_is_not_found(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizer = organizing(client, event)

    assert client.post(f"/{event.slug}/needs/dance/").status_code == 404
    assert visitor(organizer).post(below(event, "needs/dance/")).status_code == 404


def test_the_api_tells_organizers_what_they_need_and_what_the_next_phase_asks_for() -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)

    answer = visitor(OrganizerFactory(event=event)).get(below(event, "needs/")).json()

    assert answer["needs"][0] == {
        "urgency": "BLOCKS",
        "number": 1,
        "text": "One person is waiting for a team.",
        "why": "Teams are formed from their wishes. Look at the suggestion first.",
        "action": "",
    }
    assert answer["checks"][0] == {"text": "The teams are formed", "is_met": False, "note": "not yet"}
