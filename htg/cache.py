"""The cache counts and remembers; nothing that a page shows depends on it. So pages work on when it is down."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def forgiving(ask: Callable[..., Any], *, otherwise: Any) -> Callable[..., Any]:
    """Answer with something else while Redis does not."""

    @wraps(ask)
    def ask_or_forgive(client: RedisCacheClient, *args: Any) -> Any:
        try:
            return ask(client, *args)
        except RedisError as error:
            logger.warning("The cache is down (%s).", error)
            return otherwise

    return ask_or_forgive


class ForgivingClient(RedisCacheClient):
    """Redis, or while it does not answer, a cache that forgets all it is told."""

    add = forgiving(RedisCacheClient.add, otherwise=True)
    set = forgiving(RedisCacheClient.set, otherwise=None)
    touch = forgiving(RedisCacheClient.touch, otherwise=False)
    delete = forgiving(RedisCacheClient.delete, otherwise=False)
    get_many = forgiving(RedisCacheClient.get_many, otherwise={})
    has_key = forgiving(RedisCacheClient.has_key, otherwise=False)
    incr = forgiving(RedisCacheClient.incr, otherwise=1)
    set_many = forgiving(RedisCacheClient.set_many, otherwise=None)
    delete_many = forgiving(RedisCacheClient.delete_many, otherwise=None)

    def get(self, key: Any, default: Any) -> Any:
        return forgiving(RedisCacheClient.get, otherwise=default)(self, key, default)


class ForgivingCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
