"""Looking at pages as their visitors do."""

import re
from typing import Protocol

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.people.models import Attendee
from tests.factories import AttendeeFactory, OrganizerFactory, UserFactory


class Page(Protocol):
    content: bytes


BESIDE_A_NAME = re.compile(r'<span class="avatar.*?</span>|<svg class="mark.*?</svg>')
"""Initials and letters repeat the name, for the eye alone."""


def words(response: Page) -> str:
    """What the page says, without its markup, and with its apostrophes as people read them."""
    html = BESIDE_A_NAME.sub("", response.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("&#x27;", "'")


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
