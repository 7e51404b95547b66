"""What several events are drawn on together: where their scales end, and who came to most of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from htg.funnel.funnels import EventFunnel
from planning.charts.bars import Bar

MOST = 20
"""Organizations."""


@dataclass(frozen=True)
class Scales:
    """Where the bars of each kind end."""

    topics: int
    steps: int
    days: int


def scales_of(funnels: Sequence[EventFunnel]) -> Scales:
    topics = [stage.topics for funnel in funnels for stage in funnel.stages]
    waited = [max(funnel.lag.days, funnel.lag.due or 0) for funnel in funnels if funnel.lag]
    return Scales(
        topics=round_above(number.most or number.least for number in topics),
        steps=round_above(funnel.steps.noted for funnel in funnels),
        days=round_above(waited),
    )


def round_above(numbers: Iterable[int]) -> int:
    """A round number beyond the largest, so that no bar is full just for being the longest."""
    most = max(numbers, default=0)
    step = 5
    while step * 10 <= most:
        step *= 10
    return (most // step + 1) * step


@dataclass(frozen=True)
class SeenAt:
    """At how many events each organization was, of those of which it is on record."""

    bars: tuple[Bar, ...]
    events: int


def seen_at(funnels: Iterable[EventFunnel]) -> SeenAt:
    known = [funnel.guests.names for funnel in funnels if funnel.guests.names]
    counts = Counter(name for names in known for name in names)
    first = sorted(counts, key=lambda name: (-counts[name], name))[:MOST]
    return SeenAt(tuple(Bar(name, counts[name], is_organization=True) for name in first), len(known))
