"""The cache counts requests, and keeps pages for visitors. While it is down, each process does so by itself."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def key_as_it_is(key: str, _prefix: str, _version: int) -> str:
    """The key was made when Redis was asked."""
    return key


def or_here(name: str) -> Callable[..., Any]:
    """Ask Redis, or, while it does not answer, the memory of this process: a limit is still a limit."""
    ask, ask_here = getattr(RedisCacheClient, name), getattr(LocMemCache, name)

    @wraps(ask)
    def ask_or_here(client: "SteadyClient", *args: Any) -> Any:
        if time.monotonic() < client.rests_until:
            return ask_here(client.meanwhile, *args)
        try:
            return ask(client, *args)
        except RedisError as error:
            logger.warning("The cache is down (%s). This process goes on by itself.", error)
            type(client).rests_until = time.monotonic() + client.REST
            return ask_here(client.meanwhile, *args)

    return ask_or_here


class SteadyClient(RedisCacheClient):
    """Redis, or, while it does not answer, this process alone."""

    REST = 0.0
    """Seconds in which no one asks again, once it has not answered."""

    meanwhile = LocMemCache("while-redis-is-down", {"KEY_FUNCTION": key_as_it_is, "MAX_ENTRIES": 10_000})
    rests_until = 0.0

    add = or_here("add")
    get = or_here("get")
    set = or_here("set")
    touch = or_here("touch")
    delete = or_here("delete")
    get_many = or_here("get_many")
    has_key = or_here("has_key")
    incr = or_here("incr")
    set_many = or_here("set_many")
    delete_many = or_here("delete_many")


class SteadyCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = SteadyClient


class PagesClient(SteadyClient):
    """No page waits for a cache that is down, but for one every half a minute."""

    REST = 30.0

    meanwhile = LocMemCache("pages-while-redis-is-down", {"KEY_FUNCTION": key_as_it_is, "MAX_ENTRIES": 300})


class PagesCache(SteadyCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PagesClient
