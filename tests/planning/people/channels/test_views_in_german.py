"""People who get their reminders in German see their channels in German as well."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from planning.outbox.chat.failures import Code, Failure
from planning.outbox.models import Channel, Message
from planning.people.channels import views as channel_views
from planning.people.channels.changing import send_test_post
from planning.people.models import User
from tests.clock import HACKING
from tests.factories import ChannelFactory, EventFactory, MessageFactory, OrganizerFactory, UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

ADDRESS = "ntfys://secretsecret"
MINE = "/me/channels/"
AFTERNOON = datetime(2026, 12, 3, 15, 30, tzinfo=UTC)


def german(client: Client, **fields: Any) -> User:
    user: User = UserFactory(language="de", **fields)
    client.force_login(user)
    return user


def test_page_and_its_form_are_in_german(client: Client) -> None:
    german(client)

    page = client.get(MINE)

    assert '<html lang="de">' in page.content.decode()
    for said in ("Meine Kanäle", "Noch keine Kanäle.", "Adresse", "Wo finde ich die Adresse?", "Hinzufügen"):
        assert said in words(page)


def test_page_without_the_extra_says_so_in_german(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    german(client)
    monkeypatch.setattr(channel_views, "INSTALLED", False)

    assert "muss erst das Extra channels installieren" in words(client.get(MINE))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Dieses Feld ist zwingend erforderlich."),
        ("x" * 2001, "Bitte sicherstellen, dass der Wert aus höchstens 2000 Zeichen besteht."),
        ("ntfys://a b", "weder Leerzeichen noch Zeilenumbrüche"),
        ("json://example.org", "Möglich sind: Discord, Google Chat, Matrix"),
        ("https://example.org/hook", "Für einen eigenen Server schreib sie in der Form mmosts://"),
        ("ntfys://192.168.0.1/topic", "Diese Adresse führt ins interne Netz"),
        ("ntfy://93.184.215.14/topic", "Nachrichten gingen unverschlüsselt dorthin."),
        ("ntfys://surely.no.host.invalid/topic", "Einen Server mit diesem Namen gibt es nicht."),
        ("ntfys://topic?priority=max", "„priority“ lässt sich hier in einer Adresse nicht einstellen."),
        ("slack://secret", "In dieser Adresse fehlt etwas, oder etwas ist zu viel"),
    ],
)
def test_address_is_refused_in_german(client: Client, address: str, said: str) -> None:
    german(client)

    page = client.post(MINE, {"name": "Chat", "address": address})

    assert said in words(page)
    assert '<a href="#id_address">Adresse</a>' in page.content.decode()
    assert not Channel.objects.exists()


def test_one_channel_too_many_is_refused_in_german(client: Client) -> None:
    ChannelFactory.create_batch(10, user=german(client))

    assert "Es gibt schon 10 Kanäle." in words(client.post(MINE, {"name": "Chat", "address": ADDRESS}))


def test_what_was_done_is_said_in_german(client: Client) -> None:
    german(client)

    added = client.post(MINE, {"name": "Handy", "address": ADDRESS}, follow=True)
    channel = Channel.objects.get()
    tested = client.post(f"{MINE}{channel.pk}/test/", follow=True)
    again = client.post(f"{MINE}{channel.pk}/test/", follow=True)
    removed = client.post(f"{MINE}{channel.pk}/remove/", follow=True)

    assert "„Handy“ ist hinzugefügt." in words(added)
    assert "Eine Testnachricht an „Handy“ ist unterwegs." in words(tested)
    assert "Warte einen Moment." in words(again)
    assert "„Handy“ ist entfernt, die Adresse" in words(removed)


@pytest.mark.parametrize(
    ("state", "failure", "said"),
    [
        (
            "dead",
            Failure(Code.GONE, {"service": "Slack", "status": 404}),
            "Slack kennt diese Adresse nicht mehr",
        ),
        (
            "waiting",
            Failure(Code.BUSY, {"service": "Slack", "status": 503}),
            "Wir versuchen es weiter. Slack konnte sie gerade nicht",
        ),
        ("sent", None, "✓ Die letzte Nachricht (4. Dezember 2026, 00:30 Uhr) kam an."),
        ("waiting", None, "Die letzte Nachricht (4. Dezember 2026, 00:30 Uhr) ist unterwegs."),
    ],
)
def test_what_became_of_the_last_post_is_shown_in_german_and_in_their_time(
    client: Client, state: str, failure: Failure | None, said: str
) -> None:
    channel = ChannelFactory(user=german(client, time_zone="Asia/Tokyo"))
    sent_at = HACKING if state == "sent" else None
    kept = failure.columns() if failure else {}
    MessageFactory(channel=channel, state=state, sent_at=sent_at, written_at=AFTERNOON, **kept)

    assert said in words(client.get(MINE))


def test_test_post_is_in_the_language_of_whose_channel_it_is() -> None:
    theirs, everybodys = (
        ChannelFactory(name="Garten", user=user, event=event)
        for user, event in ((UserFactory(language="de"), None), (None, EventFactory()))
    )

    german_post, english_post = (send_test_post(channel, now=HACKING) for channel in (theirs, everybodys))

    assert german_post.subject == "Hack the Garden schreibt an Garten"
    assert german_post.text.startswith("Das ist eine Testnachricht.")
    assert english_post.subject == "Hack the Garden posts to Garten"


def test_channels_of_an_event_stay_in_english_for_an_organizer_who_reads_german(client: Client) -> None:
    user = german(client)
    event = OrganizerFactory(user=user).event
    address = f"/{event.slug}/channels/"

    page = client.post(address, {"name": "#garden", "address": ADDRESS}, follow=True)
    tested = client.post(f"{address}{Channel.objects.get().pk}/test/", follow=True)

    assert '<html lang="en">' in page.content.decode()
    assert "“#garden” has been added." in words(page)
    assert "A test post is on its way" in words(tested)
    assert Message.objects.get().text.startswith("This is a test post.")
