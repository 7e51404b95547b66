"""An answer to one person is not kept by anyone."""

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.tokens.models import ApiToken
from retros.nextsteps.feeds.models import CALENDAR, NEWS, make_feed
from tests.factories import AttendeeFactory, EventFactory, UserFactory
from tests.pages import attending

pytestmark = pytest.mark.django_db


def is_kept(client: Client, path: str, **more: str) -> bool:
    return "no-store" not in client.get(path, headers=more).get("Cache-Control", "")


@pytest.mark.parametrize(
    "page", ["/", "/me/", "/next-steps/", "{event}", "{event}people/", "/api/v1/events/", "/me/channels/"]
)
def test_pages_for_somebody_signed_in_are_not_stored(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    assert not is_kept(client, page.format(event=event.get_absolute_url()))


def test_answers_to_a_token_are_not_stored(client: Client) -> None:
    key = ApiToken.issue(AttendeeFactory().user, "script", now=timezone.now())

    assert not is_kept(client, "/api/v1/tokens/", Authorization=f"Bearer {key}")


@pytest.mark.parametrize("kind", [CALENDAR, NEWS])
def test_what_an_address_of_ones_own_answers_is_not_stored(client: Client, kind: str) -> None:
    feed = make_feed(UserFactory(), now=timezone.now())

    assert not is_kept(client, f"/next-steps/feed/{feed.token}.{kind}")


@pytest.mark.parametrize("page", ["login/", "login/code/", "inactive/"])
def test_pages_on_the_way_in_are_not_stored(client: Client, page: str) -> None:
    assert not is_kept(client, f"/accounts/{page}")


@pytest.mark.parametrize("page", ["/", "/next-steps/", "/api/v1/events/"])
def test_what_anybody_sees_may_be_stored(client: Client, page: str) -> None:
    assert is_kept(client, page)
