"""What takes long to count and is the same for everyone: counted once, until something is written.

What is counted for each event is counted anew for those that changed (`ways_to_event`), and kept with one value for all
of them: so whoever comes after a write somewhere else on the site pays for a sum, however much there is to be counted.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.cache import caches

from planning.caching.pages import PAGES
from planning.caching.release import release
from planning.caching.version import event_versions, site_version

T = TypeVar("T")

COUNTS = "counts"
"""The name of the cache for what is kept by event."""
ASKED = "asked"
"""The name of the cache for what someone asked for."""
A_DAY = 24 * 60 * 60  # seconds, after which the names of most values say another day
A_WHILE = 10 * 60  # seconds, in which someone reads on


@dataclass(frozen=True)
class KeptValue(Generic[T]):
    version: str
    value: T


def kept_value(name: str, count: Callable[[], T], *, cache: str = PAGES, seconds: int = A_DAY) -> T:
    """What `count` returns, which depends on nothing but the database and the name: so the name says the day."""
    version = site_version()  # before counting, so that it is never newer than what is counted
    if version is None:
        return count()
    key = f"values/{release()}/{name}"
    kept = caches[cache].get(key)
    if not (isinstance(kept, KeptValue) and kept.version == version):
        kept = KeptValue(version, count())
        caches[cache].set(key, kept, seconds)
    value: T = kept.value
    return value


def kept_for_a_while(name: str, count: Callable[[], T]) -> T:
    """The same for what few ask for, like words that someone typed, who is about to turn to the next page. Apart from
    the rest: whoever asks for much cannot push out what is kept for everyone.
    """
    return kept_value(name, count, cache=ASKED, seconds=A_WHILE)


def kept_by_event(
    name: str, events: Collection[int], count: Callable[[Collection[int]], Mapping[int, T]]
) -> dict[int, T]:
    """What `count` finds for each of these events, asked only for those whose counts are not kept as they are now."""
    versions = event_versions(events)  # before counting, as above
    if versions is None:
        return dict(count(events))
    keys = {event: f"values/{release()}/{name}/{event}" for event in events}
    kept = caches[COUNTS].get_many(list(keys.values()))
    found = {event: kept.get(key) for event, key in keys.items()}
    changed = [event for event, value in found.items() if value is None or value.version != versions.get(event)]
    if changed:
        counted = count(changed)
        found |= {event: KeptValue(versions.get(event, ""), counted.get(event)) for event in changed}
        caches[COUNTS].set_many({keys[event]: found[event] for event in changed if event in versions}, A_DAY)
    return {event: value.value for event, value in found.items() if value and value.value is not None}
