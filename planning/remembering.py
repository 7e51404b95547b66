"""What was made of a text, remembered by the text itself: it is never out of date, whatever wrote the text."""

from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from sys import getsizeof
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made", bound=str)

ENTRY = 200  # bytes: what the dictionary needs for one text, beside the texts


class Remembering(Generic[Made]):
    """A function of a text that remembers its latest answers, as many as fit into `most` bytes."""

    def __init__(self, make: Callable[[str], Made], most: int) -> None:
        update_wrapper(self, make)
        self.make, self.most = make, most
        self.made: OrderedDict[str, Made] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def __call__(self, text: str) -> Made:
        with self.lock:
            if text in self.made:
                self.made.move_to_end(text)
                return self.made[text]
        made = self.make(text)  # others need not wait for it
        with self.lock:
            self.remember(text, made)
        return made

    def remember(self, text: str, made: Made) -> None:
        if text not in self.made:  # another thread may have been faster
            self.made[text] = made
            self.size += weight(text, made)
        while self.size > self.most:
            self.size -= weight(*self.made.popitem(last=False))


def weight(text: str, made: str) -> int:
    return getsizeof(text) + getsizeof(made) + ENTRY


def remembering(*, most: int) -> Callable[[Callable[[str], Made]], Remembering[Made]]:
    """Decorate a function whose answer depends on nothing but its text."""
    return lambda make: Remembering(make, most)
