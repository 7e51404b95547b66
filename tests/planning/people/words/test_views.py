import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.words.models import WordToPeople
from tests.factories import AttendeeFactory, EventFactory, UserFactory, WordToPeopleFactory
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db
WORD = {"to": "everyone", "subject": "Bring skis", "text": "There is snow.\r\n\r\nLots of it."}


def test_write_is_for_organizers(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    path = f"/{event.slug}/write/"
    anonymous = client.get(path)
    client.force_login(UserFactory())
    outsider = client.get(path)
    attending(client, event)
    attendee = client.get(path)
    organizing(client, event)

    assert [r.status_code for r in (anonymous, outsider, attendee, client.get(path))] == [302, 404, 403, 200]
    assert writes_of(client, path) == []


def test_a_word_is_looked_at_changed_and_sent_once(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)
    AttendeeFactory(event=event)
    path = f"/{event.slug}/write/"

    looked = client.post(path, WORD)
    changed = client.post(path, WORD | {"change": "1"})
    before = Message.objects.count()
    done = client.post(path, WORD | {"send": "1"}, follow=True)
    client.post(path, WORD | {"send": "1"})

    assert "2 people get this mail. To: Everyone who comes or waits." in words(looked)
    assert 'name="subject" value="Bring skis"' in looked.content.decode()
    assert "Look at the mail" in words(changed)
    assert before == 0
    assert "Sent to 2 people." in words(done)
    assert "Bring skis" in words(done)
    assert (Message.objects.count(), WordToPeople.objects.count()) == (2, 1)
    assert WordToPeople.objects.get().text == "There is snow.\n\nLots of it."


def test_what_cannot_be_sent_is_said_and_stays_in_the_form(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)
    path = f"/{event.slug}/write/"

    nobody = client.post(path, WORD | {"to": "waiting"})
    too_early = client.post(path, WORD | {"to": "no-ballot", "send": "1"})
    empty = client.post(path, WORD | {"text": ""})

    assert "There is nobody to write to" in words(nobody)
    assert "Lots of it." in nobody.content.decode()
    assert "no-ballot is not one of the available choices" in words(too_early)
    assert "This field is required." in words(empty)
    assert Message.objects.count() == 0


def test_what_was_written_to_another_event_is_not_shown(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)
    WordToPeopleFactory(subject="To others")
    WordToPeopleFactory(event=event, subject="To us", by=None)

    shown = words(client.get(f"/{event.slug}/write/"))

    assert "To us" in shown
    assert "To others" not in shown
