import pytest

from htg.cache import ForgivingCache
from tests.mail_server import free_port


@pytest.fixture
def cache() -> ForgivingCache:
    return ForgivingCache(f"redis://127.0.0.1:{free_port()}", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_cache_that_is_down_knows_nothing(cache: ForgivingCache) -> None:
    cache.set("known", 1)
    cache.set_many({"known": 1})

    assert cache.get("known") is None
    assert cache.get("known", []) == []
    assert cache.get_or_set("known", 2) == 2
    assert cache.get_many(["known"]) == {}
    assert not cache.has_key("known")


def test_cache_that_is_down_takes_what_it_is_told(cache: ForgivingCache) -> None:
    assert cache.add("known", 1)
    assert cache.incr("known") == 1
    assert not cache.touch("known")
    assert not cache.delete("known")
    cache.delete_many(["known"])


@pytest.mark.redis
def test_cache_that_is_up_remembers(redis_url: str) -> None:
    cache = ForgivingCache(redis_url, {})

    cache.set("known", [1])

    assert cache.get("known") == [1]
    assert not cache.add("known", 2)
