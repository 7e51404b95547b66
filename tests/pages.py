"""Looking at pages as their visitors do."""

import re
from collections.abc import Callable
from typing import Protocol

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.paging import ROWS
from planning.people.models import Attendee
from tests.factories import AttendeeFactory, OrganizerFactory, UserFactory


class Page(Protocol):
    content: bytes


def words(response: Page) -> str:
    """What the page says, without its markup, and with its apostrophes as people read them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("&#x27;", "'")


def attending(client: Client, event: Event) -> Attendee:
    """Sign in as someone with a seat."""
    user = UserFactory()
    attendee: Attendee = AttendeeFactory(event=event, user=user)
    client.force_login(user)
    return attendee


def organizing(client: Client, event: Event) -> Attendee:
    user = UserFactory()
    organizer: Attendee = OrganizerFactory(event=event, user=user)
    client.force_login(user)
    return organizer


def queries_of(client: Client, path: str) -> list[str]:
    """The SQL that a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


def writes_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    reads = ("SELECT", "DECLARE")  # PostgreSQL reads long lists through a cursor
    return [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith(reads)]


def cost_of(client: Client, path: str) -> tuple[int, int]:
    """The number of queries that a page or an API list takes, and of bytes that it has."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries), len(response.content)


def costs_the_same(client: Client, path: str, add: Callable[[int], object], rows: int = ROWS) -> None:
    """Assert that three pages of a list cost what one full page does: as many queries, and about as many bytes.

    The first of several has the way to the others, and may offer a search.
    """
    add(rows)
    queries, size = cost_of(client, path)
    add(2 * rows)
    queries_of_three, size_of_three = cost_of(client, path)
    assert queries_of_three == queries
    assert 0.9 < size_of_three / size < 1.1
