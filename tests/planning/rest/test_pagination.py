import base64
from urllib.parse import urlencode

import pytest

from tests.api import below, refusal, visitor, wrong_fields
from tests.factories import EventFactory, OrganizationFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_pages_are_of_50_and_at_most_200() -> None:
    OrganizationFactory.create_batch(201)

    def lengths(query: str) -> int:
        return len(visitor().get(f"/api/v1/organizations/{query}").json()["results"])

    assert [lengths(query) for query in ("", "?page_size=2", "?page_size=200")] == [50, 2, 200]


@pytest.mark.parametrize("size", ["0", "201", "-1", "x", "", "2.0", "९", "9" * 5000])
def test_page_of_another_size_is_a_400(size: str) -> None:
    assert wrong_fields(visitor().get("/api/v1/organizations/", {"page_size": size})) == {"page_size"}


@pytest.mark.parametrize("position", [{}, {"position": 7}])
def test_pages_lead_through_the_whole_list_whether_or_not_rows_are_equal(position: dict[str, int]) -> None:
    event = EventFactory()
    TopicFactory.create_batch(5, event=event, **position)
    address, seen = below(event, "topics/?page_size=2"), []

    while address:
        page = visitor().get(address).json()
        seen += [topic["slug"] for topic in page["results"]]
        address = page["next"]

    assert seen == [topic.slug for topic in event.topics.order_by("pk")]


def test_pages_lead_back() -> None:
    event = EventFactory()
    TopicFactory.create_batch(5, event=event)

    first = visitor().get(below(event, "topics/?page_size=2")).json()
    second = visitor().get(first["next"]).json()
    back = visitor().get(second["previous"]).json()

    assert back["results"] == first["results"]


def test_pages_stay_put_while_rows_are_added() -> None:
    event = EventFactory()
    TopicFactory.create_batch(3, event=event)
    first = visitor().get(below(event, "topics/?page_size=2")).json()
    TopicFactory(event=event, position=0)

    second = visitor().get(first["next"]).json()

    assert [topic["slug"] for topic in second["results"]] == [event.topics.order_by("pk")[2].slug]


@pytest.mark.parametrize("position", ["nonsense", "9" * 30, "\x00", "2026-99-99"])
@pytest.mark.parametrize("path", ["organizations/", "events/", "next-steps/", "review-meetings/", "links/"])
def test_made_up_page_is_a_404_or_a_page(path: str, position: str) -> None:
    cursor = base64.b64encode(urlencode({"p": position}).encode()).decode()

    response = visitor().get(f"/api/v1/{path}", {"cursor": cursor})

    assert response.status_code in {200, 404}


def test_made_up_cursor_is_a_404() -> None:
    assert refusal(visitor().get("/api/v1/events/?cursor=nonsense")) == (404, "Invalid cursor")
