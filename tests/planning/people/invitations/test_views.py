import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.invitations.keys import key_of
from planning.people.invitations.models import Invitation
from tests.factories import EventFactory, InvitationFactory, JoinRequestFactory, UserFactory
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db


def test_invite_is_for_organizers(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    path = f"/{event.slug}/invite/"
    anonymous = client.get(path)
    client.force_login(UserFactory())
    outsider = client.get(path)
    attending(client, event)
    attendee = client.get(path)
    organizing(client, event)

    assert [r.status_code for r in (anonymous, outsider, attendee, client.get(path))] == [302, 404, 403, 200]
    assert writes_of(client, path) == []


def test_addresses_are_looked_at_first_and_then_invited(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)
    path, table = f"/{event.slug}/invite/", SimpleUploadedFile("people.csv", b"email\nkim@example.org\nno one")

    looked = client.post(path, {"file": table})
    before = Message.objects.count()
    done = client.post(path, {"text": "email\nkim@example.org\nno one", "invite": "1"}, follow=True)

    assert "1 of 2 would be invited" in words(looked)
    assert "“no one” is not a mail address." in words(looked)
    assert before == 0
    assert "1 person is invited, 1 needs a look and got nothing." in words(done)
    assert [message.to for message in Message.objects.all()] == ["kim@example.org"]


def test_a_link_is_made_shown_as_a_code_and_taken_back(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)

    client.post(f"/{event.slug}/invite/link/", {"uses": "3"})
    link = Invitation.objects.get()
    shown = client.get(f"/{event.slug}/invite/").content.decode()
    slide = client.get(f"/{event.slug}/invite/{link.pk}/slide/")
    client.post(f"/{event.slug}/invite/{link.pk}/revoke/")

    assert f"/join/{key_of(link)}/" in shown
    assert "<svg" in shown
    assert "style=" not in shown
    assert "It’s good for 3 more people." in words(slide)
    assert Client().get(f"/join/{key_of(link)}/").status_code == 410


def test_the_invited_see_the_event_sign_in_and_register(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, entry="invitation", venue="The hut", cost="550 €")
    invitation = InvitationFactory(event=event, name="Kim")

    seen = client.get(f"/join/{key_of(invitation)}/")
    asked = client.get(f"/{event.slug}/register/")
    client.force_login(UserFactory())
    done = client.post(f"/{event.slug}/register/", {"name": "Kim"}, follow=True)

    assert "Kim, you’re invited" in words(seen)
    assert "The hut" in words(seen)
    assert "550 €" in words(seen)
    assert asked.status_code == 302
    assert "You have a seat" in words(done)
    invitation.refresh_from_db()
    assert invitation.used == 1


def test_a_broken_link_says_so(client: Client) -> None:
    answer = client.get("/join/7~broken/")

    assert answer.status_code == 404
    assert "something in it was changed or cut off" in words(answer)


def test_strangers_ask_and_organizers_answer(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, entry="approval")
    user = UserFactory()
    client.force_login(user)
    sent_on = client.get(f"/{event.slug}/register/")
    client.post(f"/{event.slug}/join/", {"name": "Ada", "word": "I know eBPF."})
    organizing(client, event)
    listed = client.get(f"/{event.slug}/people/requests/")
    request = event.join_requests.get()
    client.post(f"/{event.slug}/people/requests/{request.pk}/", {"answer": "approve"})

    client.force_login(user)
    assert sent_on["Location"] == f"/{event.slug}/join/"
    assert "I know eBPF." in words(listed)
    assert "You can come" in words(client.get(f"/{event.slug}/join/"))
    assert client.get(f"/{event.slug}/register/").status_code == 200


def test_requests_cost_the_same_for_one_and_for_many(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, entry="approval")
    organizing(client, event)
    JoinRequestFactory.create_batch(60, event=event)

    page = client.get(f"/{event.slug}/people/requests/")

    assert "60 people wait for an answer" in words(page)
    assert page.content.decode().count('value="approve"') == 50
