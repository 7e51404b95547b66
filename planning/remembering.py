"""What was made of a text, remembered by the text itself: it is never out of date, whatever wrote the text."""

from collections.abc import Callable
from functools import wraps
from sys import getsizeof
from threading import Lock
from typing import TypeVar

from cachetools import LRUCache, cached

Made = TypeVar("Made", bound=str)

ENTRY = 400  # bytes: what the dictionaries need for one text, beside the texts


def remembering(*, most: int) -> Callable[[Callable[[str], Made]], Callable[[str], Made]]:
    """Decorate a function whose answer depends on nothing but its text. As many answers as fit into `most` bytes."""

    def decorate(make: Callable[[str], Made]) -> Callable[[str], Made]:
        # With the text, since the cache weighs nothing but what was made.
        @cached(LRUCache[str, tuple[str, Made]](most, weight), key=str, lock=Lock())
        def with_text(text: str) -> tuple[str, Made]:
            return text, make(text)

        @wraps(make)
        def remembered(text: str) -> Made:
            return with_text(text)[1]

        return remembered

    return decorate


def weight(pair: tuple[str, str]) -> int:
    text, made = pair
    return getsizeof(text) + getsizeof(made) + ENTRY
