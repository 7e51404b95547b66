import socket
import time
from collections.abc import Iterator
from itertools import count

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from htg.cache import PagesCache, PagesClient, SteadyCache, SteadyClient
from tests.mail_server import free_port


@pytest.fixture
def address() -> Iterator[str]:
    """An address at which no Redis answers."""
    SteadyClient.meanwhile.clear()
    yield f"redis://127.0.0.1:{free_port()}"
    SteadyClient.meanwhile.clear()


@pytest.fixture
def cache(address: str) -> SteadyCache:
    return SteadyCache(address, {"OPTIONS": {"socket_connect_timeout": 1}})


def test_cache_that_is_down_remembers_in_this_process(cache: SteadyCache) -> None:
    cache.set("known", 1)
    cache.set_many({"another": 2})

    assert cache.get("known") == 1
    assert cache.get("unknown", []) == []
    assert cache.get_or_set("known", 3) == 1
    assert cache.get_many(["known", "another"]) == {"known": 1, "another": 2}
    assert cache.has_key("known")


def test_cache_that_is_down_counts_on_and_lets_go(cache: SteadyCache) -> None:
    assert cache.add("known", 1)
    assert not cache.add("known", 1)
    assert cache.incr("known") == 2
    assert cache.touch("known", 60)
    assert cache.delete("known")
    cache.set("known", 1)
    cache.delete_many(["known"])
    assert cache.get("known") is None


def test_cache_that_is_down_forgets_in_time(cache: SteadyCache) -> None:
    cache.set("known", 1, timeout=0)

    assert cache.get("known") is None


@pytest.mark.django_db
def test_the_api_is_throttled_while_the_cache_is_down(client: Client, settings: Settings, address: str) -> None:
    settings.CACHES = {"default": {"BACKEND": "htg.cache.SteadyCache", "LOCATION": address}}
    caches.close_all()

    statuses = [client.get("/api/v1/events/").status_code for _ in range(125)]

    assert statuses == [200] * 120 + [429] * 5


def test_only_one_page_waits_for_a_cache_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesClient, "rests_until", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it lets everyone in, and never says a word
        pages = PagesCache(f"redis://127.0.0.1:{silent.getsockname()[1]}", {"OPTIONS": {"socket_timeout": 0.5}})

        began = time.monotonic()
        pages.set("known", 1)
        waited = time.monotonic() - began
        asked = [pages.get("known") for _ in range(100)]
        calls = calls_to(silent)

    assert waited >= 0.5
    assert asked == [1] * 100
    assert calls == 1


def calls_to(server: socket.socket) -> int:
    """How many came in so far."""
    server.settimeout(0)
    for number in count():
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return number
    raise AssertionError


@pytest.mark.redis
def test_cache_that_is_up_remembers(redis_url: str) -> None:
    cache = SteadyCache(redis_url, {})

    cache.set("known", [1])

    assert cache.get("known") == [1]
    assert not cache.add("known", 2)
