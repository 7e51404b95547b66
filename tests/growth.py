"""How work grows with its size: a ratio, since a time would depend on the machine and on who else uses it."""

from collections.abc import Callable
from functools import partial
from time import process_time
from timeit import repeat


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as long four times the size takes: about 4 if each part is looked at once, 16 if all are for each.

    Processor time, the least of three. timeit keeps the garbage collector out of it.
    """
    short, long = (
        min(repeat(partial(work, length), number=1, repeat=3, timer=process_time)) for length in (size, 4 * size)
    )
    return long / short
