"""Lists of the API that are kept for visitors are the same as those that are not, and no one else is shown them."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone
from pytest_django import Settings

from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.api import below
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, PastEventFactory, TopicFactory
from tests.htg.kept_pages import signed_in
from tests.htg.test_api_lists import LISTS, Stage

pytestmark = pytest.mark.django_db(transaction=True)

NOT_KEPT = {
    "tokens/",
    "me/channels/",
    "messages/",
    "reminders/",
    "events/{event}/attendees/",
    "events/{event}/channels/",
    "events/{event}/check-ins/",
    "events/{event}/groups/",
    "events/{event}/help-offers/",
    "events/{event}/invitations/",
    "events/{event}/join-requests/",
    "events/{event}/memberships/",
    "events/{event}/notes/",
    "events/{event}/survey/answers/",
    "events/{event}/switch-requests/",
    "events/{event}/teams/",
    "events/{event}/words/",
}
"""A visitor is shown none of these."""


@pytest.fixture(autouse=True)
def _calm() -> Iterator[None]:
    """No minute and no day ends while a test looks."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=1)
    with time_machine.travel(noon, tick=False):
        yield


def is_kept(address: str, client: Client | None = None, **headers: str) -> bool:
    """One query is for the version."""
    client = client or Client()
    client.get(address, headers=headers)
    client.get(address, headers=headers)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers=headers).status_code in {200, 304}
    return len(queries) == 1


def test_a_kept_list_is_the_same_as_one_that_is_not(settings: Settings) -> None:
    stage = Stage()
    addresses = [stage.address(path) for path in sorted(LISTS - NOT_KEPT)]

    kept = [(Client().get(address), Client().get(address)) for address in addresses]
    not_kept = [address for address in addresses if not is_kept(address)]
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    made = [Client().get(address) for address in addresses]

    assert not_kept == []
    assert [(one.content, two.content) for one, two in kept] == [(each.content, each.content) for each in made]
    assert {one["Content-Type"] for one, _ in kept} == {"application/json"}


def test_what_only_some_may_read_is_not_kept() -> None:
    stage = Stage()

    views: list[Any] = [resolve(stage.address(path)).func for path in NOT_KEPT]
    answers = {Client().get(stage.address(path)).status_code for path in NOT_KEPT}

    assert {view.cls.kept for view in views} == {None}
    assert answers <= {401, 403}


def test_nobody_is_shown_what_is_kept_for_visitors() -> None:
    event = EventFactory(phase=Phase.VOTING)
    attendee = AttendeeFactory(event=event, name="Ada")
    TopicFactory(event=event, proposed_by=attendee)
    address = below(event, "topics/")
    assert is_kept(address)

    known = signed_in(attendee).get(address).json()["results"][0]["proposed_by"]
    refused = Client().get(address, headers={"Authorization": "Bearer unheard-of"})

    assert known["name"] == "Ada"
    assert Client().get(address).json()["results"][0]["proposed_by"] is None
    assert refused.status_code == 401


def test_a_list_that_has_not_changed_is_not_sent_again() -> None:
    topic = TopicFactory(title="Seeds")
    address = below(topic.event, "topics/")
    etag = Client().get(address)["ETag"]

    again = Client().get(address, headers={"If-None-Match": etag})
    Topic.objects.update(title="Shoots")
    changed = Client().get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.json()["results"][0]["title"] == "Shoots"


def test_what_is_asked_for_in_another_form_is_made_each_time() -> None:
    address = below(TopicFactory().event, "topics/")

    assert is_kept(f"{address}?page_size=100&track=main")
    assert is_kept(address, Accept="application/json, text/plain, */*")
    assert not is_kept(f"{address}?page_size=7")
    assert not is_kept(address, Accept="application/json; indent=2")
    assert Client().get(address, headers={"Accept": "text/html"}).status_code == 406


def test_a_list_leads_on_by_the_name_it_was_asked_by(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    OrganizationFactory.create_batch(201)

    following = [
        Client(SERVER_NAME=name).get("/api/v1/organizations/?page_size=200").json()["next"]
        for name in ("one.example", "one.example", "two.example")
    ]

    assert [address.split("/")[2] for address in following] == ["one.example", "one.example", "two.example"]


def test_people_of_past_events_are_named_in_what_is_kept() -> None:
    past = AttendeeFactory(event=PastEventFactory(), name="Grace")
    TopicFactory(event=past.event, proposed_by=past)

    assert is_kept(below(past.event, "topics/"))
    assert Client().get(below(past.event, "topics/")).json()["results"][0]["proposed_by"]["name"] == "Grace"
