from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people import unsent
from planning.people.models import Attendee
from planning.people.sign_in.models import Unsent
from planning.people.tasks import forget_expired_sessions
from tests.factories import AttendeeFactory, EventFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

LONG = "x" * 20_000
KEPT, NOT_KEPT = "what you entered is kept", "what you entered wasn’t kept"


def send(client: Client, event: Event, title: str = "Grow seeds", *, address: str = "192.0.2.1") -> str:
    """What a visitor without a session is shown."""
    return words(client.post(f"/{event.slug}/topics/new/", {"title": title}, follow=True, REMOTE_ADDR=address))


def signed_out(attendee: Attendee) -> Client:
    """The browser of someone whose session has ended."""
    assert attendee.user
    client = Client()
    client.force_login(attendee.user)
    client.get(f"/{attendee.event.slug}/topics/new/")
    client.session.delete()
    return client


@pytest.fixture
def event() -> Event:
    made: Event = EventFactory(phase=Phase.BRAINSTORM)
    return made


def test_a_stranger_s_long_text_is_not_stored_and_they_are_told(event: Event) -> None:
    page = send(Client(), event, LONG)

    assert NOT_KEPT in page
    assert (Unsent.objects.count(), Session.objects.count()) == (0, 0)


def test_a_long_text_of_somebody_who_was_signed_in_is_kept(event: Event) -> None:
    attendee = AttendeeFactory(event=event)
    client = signed_out(attendee)

    page = send(client, event, LONG)

    client.force_login(attendee.user)
    assert KEPT in page
    assert LONG in client.get(f"/{event.slug}/topics/new/").content.decode()


def test_one_form_is_kept_of_somebody_who_was_signed_in_however_many_they_send(event: Event) -> None:
    attendee = AttendeeFactory(event=event)

    for number in range(5):
        send(signed_out(attendee), event, f"Topic {number}")

    assert [one.typed for one in Unsent.objects.all()] == [{"title": ["Topic 4"]}]


def test_one_form_is_kept_of_a_stranger_s_session(event: Event) -> None:
    client = Client()

    for number in range(5):
        send(client, event, f"Topic {number}")

    assert [one.typed for one in Unsent.objects.all()] == [{"title": ["Topic 4"]}]


def test_strangers_of_one_address_fill_no_more_than_their_share(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsent, "FROM_ONE_ADDRESS", 3)

    found = [KEPT in send(Client(), event) for _ in range(5)]

    assert found == [True, True, True, False, False]
    assert KEPT in send(Client(), event, address="192.0.2.2")
    assert (Unsent.objects.count(), Session.objects.count()) == (4, 4)


def test_strangers_of_all_addresses_fill_no_more_than_theirs_and_take_nothing_from_those_known(
    event: Event, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(unsent, "OF_ALL_STRANGERS", 3)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # as if it were down

    found = [KEPT in send(Client(), event, address=f"192.0.2.{number}") for number in range(5)]

    assert found == [True, True, True, False, False]
    assert KEPT in send(signed_out(AttendeeFactory(event=event)), event, LONG)


def test_a_hut_of_thirty_is_below_the_share_of_one_address() -> None:
    assert 30 < unsent.FROM_ONE_ADDRESS < unsent.OF_ALL_STRANGERS


def test_what_is_a_day_old_makes_room(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsent, "FROM_ONE_ADDRESS", 1)
    send(Client(), event)
    Unsent.objects.update(kept_at=Unsent.objects.get().kept_at - timedelta(days=1))

    assert KEPT in send(Client(), event)
    assert Unsent.objects.count() == 1


def test_what_is_a_day_old_is_shown_no_more_and_deleted_with_the_sessions(event: Event) -> None:
    attendee = AttendeeFactory(event=event)
    client = signed_out(attendee)
    send(client, event)
    Unsent.objects.update(kept_at=Unsent.objects.get().kept_at - timedelta(days=1))
    client.force_login(attendee.user)

    assert "Grow seeds" not in client.get(f"/{event.slug}/topics/new/").content.decode()
    forget_expired_sessions()
    assert not Unsent.objects.exists()


def test_what_is_sent_after_all_is_kept_no_longer(event: Event) -> None:
    attendee = AttendeeFactory(event=event)
    client = signed_out(attendee)
    send(client, event)
    client.force_login(attendee.user)

    client.post(f"/{event.slug}/topics/new/", {"title": "Grow seeds", "track": "main"})

    assert not Unsent.objects.exists()


def test_the_address_of_a_stranger_is_not_kept_in_clear(event: Event) -> None:
    send(Client(), event, address="192.0.2.77")

    assert "192.0.2" not in str(Unsent.objects.values().get())


def test_a_household_with_many_addresses_keeps_no_more_than_others(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsent, "FROM_ONE_ADDRESS", 2)

    found = [send(Client(), event, address=f"2001:db8::{number}") for number in range(1, 4)]

    assert [KEPT in words for words in found] == [True, True, False]
    assert KEPT in send(Client(), event, address="2001:db8:0:1::1")


def test_the_cookie_that_names_a_visitor_is_bound_to_the_host_where_there_is_tls(
    event: Event, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    attendee = AttendeeFactory(event=event)
    client = Client()
    client.force_login(attendee.user)

    cookie = client.get("/me/").cookies["__Host-last_here"]

    assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["httponly"]) == (True, "/", "", True)
