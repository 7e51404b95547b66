import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.outbox.models import Message
from tests.factories import EventFactory, WordToPeopleFactory
from tests.pages import attending, organizing

pytestmark = pytest.mark.django_db
WORD = {"to": "coming", "subject": "Bring skis", "text": "There is snow."}
JSON = "application/json"


def test_nothing_is_sent_unless_dry_run_is_false(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)
    path = f"/api/v1/events/{event.slug}/words/"

    planned = client.post(path, WORD, JSON)
    before = Message.objects.count()
    sent = client.post(path, WORD | {"dry_run": False}, JSON)
    refused = client.post(path, WORD | {"to": "no-ballot", "dry_run": False}, JSON)

    assert (planned.status_code, planned.json()["people"], before) == (200, 1, 0)
    assert "There is snow." in planned.json()["mail"]
    assert (sent.status_code, sent.json()["to"], Message.objects.count()) == (201, "Everyone who comes", 1)
    assert refused.status_code == 409


def test_words_are_for_organizers(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    WordToPeopleFactory(event=event)
    path = f"/api/v1/events/{event.slug}/words/"

    attending(client, event)
    attendee = [client.get(path), client.post(path, WORD | {"dry_run": False}, JSON)]
    organizing(client, event)

    assert [answer.status_code for answer in attendee] == [403, 403]
    assert [word["text"] for word in client.get(path).json()["results"]] == ["Bring skis."]
