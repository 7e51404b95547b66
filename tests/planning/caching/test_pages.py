from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import EventFactory
from tests.planning.caching.personal_pages import PERSONAL, asked, public

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.planning.caching.personal_pages")]


@pytest.fixture(autouse=True)
def _written_to_and_not_asked() -> None:
    EventFactory()
    asked.clear()


@pytest.mark.parametrize("view", PERSONAL, ids=lambda view: view.__name__)
def test_what_is_meant_for_one_visitor_is_not_kept(view: Callable[..., HttpResponse]) -> None:
    for _ in range(3):
        Client().get(f"/{view.__name__}/")

    assert asked == [view.__name__] * 3


def test_what_is_for_everyone_is_kept() -> None:
    pages = [Client().get("/public/").content for _ in range(3)]

    assert pages == [b"Hello"] * 3
    assert asked == [public.__name__]


def test_those_who_ask_for_the_headers_alone_are_answered_from_it() -> None:
    Client().get("/public/")

    assert Client().head("/public/")["ETag"]
    assert asked == [public.__name__]


@pytest.mark.parametrize("cookie", ["sessionid", "messages", "__Host-messages"])
def test_visitors_who_bring_something_are_shown_their_own_page(client: Client, cookie: str) -> None:
    client.cookies[cookie] = "something"

    for _ in range(2):
        client.get("/public/")

    assert asked == [public.__name__] * 2


def test_the_cookie_against_forged_posts_makes_no_difference(client: Client) -> None:
    client.cookies["csrftoken"] = "x" * 32

    for _ in range(2):
        client.get("/public/")

    assert asked == [public.__name__]


def test_nothing_is_kept_for_what_is_posted(client: Client) -> None:
    for _ in range(2):
        client.post("/public/")

    assert asked == [public.__name__] * 2
