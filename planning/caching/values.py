"""What takes long to count and is the same for everyone, whoever is signed in."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from planning.caching.pages import PAGES
from planning.caching.release import release
from planning.caching.version import site_version

T = TypeVar("T")


def kept(name: str, count: Callable[[], T]) -> T:
    """What `count` returns, until anything is written. It depends on nothing but the database and the name."""
    version = site_version()
    if version is None:
        return count()
    key = f"value.{release()}.{name}"
    found = caches[PAGES].get(key)
    if found is None or found[0] != version:
        found = (version, count())
        caches[PAGES].set(key, found)
    value: T = found[1]
    return value
