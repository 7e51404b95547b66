"""The order of an agenda as its page sends it: topics by their ids, and the button that was pressed. Pure."""

from collections.abc import Sequence
from typing import Protocol


class Posted(Protocol):
    def getlist(self, name: str) -> list[str]: ...


def posted_order(data: Posted | None, present: Sequence[int]) -> list[int]:
    """The whole agenda in the order of the page, once the topic whose button was pressed has moved up or down."""
    order = in_their_places(present, numbers(data, "order"))
    for name, step in (("up", -1), ("down", 1)):
        for topic in numbers(data, name):
            order = moved(order, topic, step)
    return order


def in_their_places(present: Sequence[int], part: Sequence[int]) -> list[int]:
    """With a part of it in another order: a page may not have all of the agenda, and the others stay where they are."""
    on_it = set(present)
    changed = [topic for topic in dict.fromkeys(part) if topic in on_it]
    turn, moving = iter(changed), set(changed)
    return [next(turn) if topic in moving else topic for topic in present]


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
