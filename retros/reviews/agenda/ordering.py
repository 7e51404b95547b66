"""The order of an agenda as its page sends it: topics by their ids, and the button that was pressed. Pure."""

from collections.abc import Sequence
from typing import Protocol


class Posted(Protocol):
    def getlist(self, name: str) -> list[str]: ...


def posted_order(data: Posted | None) -> list[int]:
    """The order on the page, once the topic whose button was pressed has moved up or down."""
    order = numbers(data, "order")
    for name, step in (("up", -1), ("down", 1)):
        for topic in numbers(data, name):
            order = moved(order, topic, step)
    return order


def numbers(data: Posted | None, name: str) -> list[int]:
    """The ids under this name. Anything that is not an id is left out."""
    return [int(value) for value in data.getlist(name) if value.isdecimal() and len(value) < 20] if data else []


def moved(order: Sequence[int], topic: int, step: int) -> list[int]:
    """With the topic so many places further down, or at the end of the list."""
    if topic not in order:
        return list(order)
    others = [each for each in order if each != topic]
    others.insert(max(0, order.index(topic) + step), topic)
    return others
