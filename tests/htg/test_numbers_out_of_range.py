"""Ids beyond 64 bits and years beyond the calendar, on pages and in the API: not found or refused, and no 500."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from planning.events.phases import Phase
from planning.people.models import User
from tests.browser.garden import Garden, plant
from tests.factories import UserFactory

# PostgreSQL goes on after a refused query only outside of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)

HUGE = str(2**70)
DAYS = ("0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00")
ASKED = (
    "owner",
    "event",
    "topic",
    "author",
    "team",
    "attendee",
    "cursor",
    "page",
    "page_size",
    "older_than",
    "q",
    "id",
    "user",
    "report",
    "number",
    "state",
    "view",
    "sort",
    "age",
    "known",
    "column",
    "kind",
    "order",
    "track",
    "due",
)


PLACE = re.compile(r"\(\?P<(\w+)>(?:\[[^\]]*\]|\([^)]*\)|[^()\[\]])*\)|<(?:\w+:)?(\w+)>")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, path)
        elif isinstance(each, URLPattern):
            yield path


def addresses(garden: Garden, value: str) -> set[str]:
    """Every address, with what is there where a name stands, and with the value where a number or a day does."""
    event, topic = garden.event.slug, garden.topic.slug
    slugs = {"event": event, "slug": event, "topic": topic, "topic_slug": topic}
    found = set()
    for pattern in patterns(get_resolver()):
        if pattern.startswith(("admin/", "accounts/")):
            continue
        path = PLACE.sub(lambda one: slugs.get(one[1] or one[2], value), pattern)
        found.add("/" + re.sub(r"[\^$\\]|\.\(.*?\)|\(.*?\)\?", "", path).replace("/?", "/"))
    return found


@pytest.fixture
def garden() -> Garden:
    return plant(Phase.WRAP_UP)


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    user: User = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.mark.parametrize("value", [HUGE, "9999-12-31"])
def test_no_address_ends_in_a_500(client: Client, garden: Garden, value: str) -> None:
    paths = addresses(garden, value)

    statuses = {path: client.get(path).status_code for path in paths} | {
        f"POST {path}": client.post(path, {"x": "1"}).status_code for path in paths if value in path
    }

    assert len(paths) > 100
    assert {path: status for path, status in statuses.items() if status >= 500} == {}


def test_no_question_ends_in_a_500(client: Client, garden: Garden) -> None:
    asked = [dict.fromkeys(ASKED, HUGE), *({name: value} for name in ASKED for value in (HUGE, "0", DAYS[1]))]
    paths = [path for path in addresses(garden, HUGE) if HUGE not in path]

    found = {(path, *data.items()): client.get(path, data).status_code for number, path in enumerate(paths)
        for data in (asked[0], asked[1 + number % (len(asked) - 1)])}  # fmt: skip

    assert {path: status for path, status in found.items() if status >= 500} == {}


@pytest.mark.parametrize("day", DAYS)
def test_no_day_that_is_sent_ends_in_a_500(client: Client, garden: Garden, day: str) -> None:
    event, step = garden.event.slug, garden.step.pk
    sent = {
        f"/{event}/schedule/": {"reason": "x", "starts_at": day, "ends_at": day, "voting_opens_at": day},
        f"/{event}/survey/close/": {"closes_on": day[:10]},
        f"/{event}/agenda/edit/": {"starts_at": day, "minutes": "60"},
        f"/{event}/follow-up/": {"due_on": day[:10], "first": day[:10], "reason": "x"},
        f"/next-steps/{step}/": {"due_on": day[:10], "text": "x"},
        f"/next-steps/{step}/assign/": {"due_on": day[:10], "owner": HUGE},
        "/events/new/": {"slug": "2031-01", "name": "x", "starts_at": day, "ends_at": day},
    }
    bodies = {
        f"/api/v1/events/{event}/schedule/": {"reason": "x", "starts_at": day},
        f"/api/v1/events/{event}/survey/": {"closes_on": day[:10]},
        f"/api/v1/events/{event}/review-meeting/": {"starts_at": day},
        f"/api/v1/next-steps/{step}/": {"due_on": day[:10], "owner": 2**70},
    }

    statuses = {path: client.post(path, data).status_code for path, data in sent.items()}
    for path, body in bodies.items():
        for send in (client.patch, client.put, client.post):
            statuses[f"{send.__name__} {path}"] = send(path, body, content_type="application/json").status_code

    assert {path: status for path, status in statuses.items() if status >= 500} == {}
