"""Answers are compressed, but for those with a key in them."""

import gzip
import json
from datetime import date

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.feeds.models import NEWS, make_feed
from tests.factories import EventFactory, NextStepFactory, TopicFactory, UserFactory
from tests.pages import attending, organizing

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip"}


def is_compressed(client: Client, path: str) -> bool:
    response = client.get(path, headers=GZIP)
    assert response.status_code == 200
    return response.get("Content-Encoding") == "gzip"


@pytest.mark.parametrize(
    "path", ["/", "/next-steps/", "/next-steps.csv", "/next-steps.atom", "/next-steps.ics", "/api/v1/next-steps/"]
)
def test_what_anybody_may_read_is_compressed(client: Client, path: str) -> None:
    NextStepFactory.create_batch(5, topic=TopicFactory(), due_on=date(2026, 12, 24))

    assert is_compressed(client, path)
    assert "Accept-Encoding" in client.get(path)["Vary"]
    assert gzip.decompress(client.get(path, headers=GZIP).getvalue())


def test_pages_for_somebody_signed_in_are_compressed(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)
    TopicFactory(event=event)

    assert is_compressed(client, f"/{event.slug}/ballot/")
    assert is_compressed(client, f"/{event.slug}/people/")


def test_the_length_of_a_page_tells_little_about_it(client: Client) -> None:
    """It differs by chance."""
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    lengths = {len(client.get(f"/{event.slug}/ballot/", headers=GZIP).content) for _ in range(20)}

    assert len(lengths) > 5


def test_those_who_cannot_read_it_are_sent_it_as_it_is(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/").headers


def test_pages_of_ones_own_with_keys_are_not_compressed(client: Client) -> None:
    attendee = organizing(client, EventFactory(phase=Phase.VOTING))
    assert attendee.user is not None
    make_feed(attendee.user, now=timezone.now())
    RecoveryCodes.activate(attendee.user)
    own = ["/me/", "/me/channels/", "/next-steps/feed/", f"/{attendee.event.slug}/channels/", "/api/v1/tokens/"]

    assert [path for path in own if is_compressed(client, path)] == []
    assert is_compressed(client, "/me/reminders/")  # it has none, and every time zone there is


def test_a_new_token_is_not_compressed(client: Client) -> None:
    attending(client, EventFactory(phase=Phase.VOTING))

    page = client.post("/me/tokens/new/", {"name": "script", "scope": "read"}, headers=GZIP)
    made = {"name": "script", "scope": "read"}
    answer = client.post("/api/v1/tokens/", json.dumps(made), content_type="application/json", headers=GZIP)

    assert [page.status_code, answer.status_code] == [200, 201]
    assert [response.get("Content-Encoding") for response in (page, answer)] == [None, None]


def test_pages_on_the_way_in_are_not_compressed(client: Client) -> None:
    assert not is_compressed(client, "/accounts/login/")


def test_what_an_address_of_ones_own_answers_is_not_compressed(client: Client) -> None:
    feed = make_feed(UserFactory(), now=timezone.now())

    assert not is_compressed(client, f"/next-steps/feed/{feed.token}.{NEWS}")


def test_an_address_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    """Also where nothing is kept."""
    topic = TopicFactory()
    path = f"/api/v1/events/{topic.event.slug}/topics/"
    etag = client.get(path, headers=GZIP)["ETag"]

    assert client.get(path, headers=GZIP | {"If-None-Match": etag}).status_code == 304

    Topic.objects.update(title="Shoots")

    assert client.get(path, headers=GZIP | {"If-None-Match": etag}).status_code == 200
