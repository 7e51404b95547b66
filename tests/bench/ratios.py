"""The best of many rounds of one piece of work in terms of another, taken in turns: a busy machine slows down both."""

from collections.abc import Callable

Clock = Callable[[], float]


def best_of(
    rounds: int,
    work: Callable[[], object],
    measure: Callable[[], object],
    *,
    clock: Clock,
    prepare: Callable[[], object] = lambda: None,
) -> float:
    """`clock` is `process_time` for what this process does alone, `perf_counter` where others take part."""
    times = []
    for _ in range(rounds):
        prepare()
        times.append((seconds(work, clock), seconds(measure, clock)))
    return min(each for each, _ in times) / min(each for _, each in times)


def seconds(work: Callable[[], object], clock: Clock) -> float:
    began = clock()
    work()
    return clock() - began


def judged(found: float, *, most: float = float("inf"), least: float = 0.0) -> tuple[str, bool]:
    """The ratio as it is printed, and whether it keeps within its bound."""
    holds = least <= found <= most
    return f"{found:5.2f}  {'' if holds else 'TOO SLOW'}".rstrip(), holds
