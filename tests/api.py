"""The API as its visitors meet it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver
from rest_framework.test import APIClient

from planning.events.models import Event
from planning.people.models import Attendee, User
from planning.topics.models import Topic


def visitor(who: Attendee | User | None = None) -> APIClient:
    """Someone with a session, or no one in particular."""
    client = APIClient()
    user = who.user if isinstance(who, Attendee) else who
    if user is not None:
        client.force_login(user)
    return client


def below(place: Event | Topic, path: str = "") -> str:
    """An address below an event, or below one of its topics."""
    if isinstance(place, Topic):
        return f"/api/v1/events/{place.event.slug}/topics/{place.slug}/{path}"
    return f"/api/v1/events/{place.slug}/{path}"


def views_at(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each address, as its patterns have it, and the view there."""
    for pattern in resolver.url_patterns:
        address = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views_at(pattern, address)
        else:
            yield address, pattern.callback


def views_of_rooms() -> dict[str, Any]:
    """All of the API but those that belong to the site as a whole."""
    return {**dict(views_at(get_resolver("planning.api"))), **dict(views_at(get_resolver("retros.api")))}


def refusal(response: Any) -> tuple[int, str]:
    """The status and the words of a problem."""
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    return response.status_code, problem["detail"]


def wrong_fields(response: Any) -> set[str]:
    """The fields that a 400 complains of."""
    assert refusal(response) == (400, "Some fields need another look.")
    return set(response.json()["errors"])


def same_queries_for_3_and_30(client: APIClient, address: str, add: Callable[[int], object]) -> None:
    """Assert that a list costs the same number of queries however long it is."""
    add(3)
    with CaptureQueriesContext(connection) as few:
        first = client.get(address).json()["results"]
    add(27)
    with CaptureQueriesContext(connection) as many:
        second = client.get(address).json()["results"]

    assert (len(first), len(second)) == (3, 30)
    assert len(many) == len(few), [query["sql"] for query in many.captured_queries]
