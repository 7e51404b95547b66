"""What takes long to count and is the same for everyone: counted once, until something is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.cache import caches

from planning.caching.pages import PAGES
from planning.caching.release import release
from planning.caching.version import site_version

T = TypeVar("T")


@dataclass(frozen=True)
class KeptValue(Generic[T]):
    version: str
    value: T


def kept_value(name: str, count: Callable[[], T]) -> T:
    """What `count` returns, which depends on nothing but the database and the name: so the name says the day."""
    version = site_version()  # before counting, so that it is never newer than what is counted
    if version is None:
        return count()
    key = f"values/{release()}/{name}"
    kept = caches[PAGES].get(key)
    if not (isinstance(kept, KeptValue) and kept.version == version):
        kept = KeptValue(version, count())
        caches[PAGES].set(key, kept)
    value: T = kept.value
    return value
