"""The picture of topics that carry each other on from event to event. Pure: topics are known by their ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMN, ROW, MARGIN = 84, 60, 32  # pixels between events, between lines of descent, and around the picture


def x_position(column: int) -> int:
    return MARGIN + column * COLUMN


@dataclass(frozen=True)
class LineageSpot:
    """Where a topic goes: the column is its event, the row its line of descent."""

    topic: int
    column: int
    row: int

    @property
    def x(self) -> int:
        return x_position(self.column)

    @property
    def y(self) -> int:
        return 2 * MARGIN + self.row * ROW


@dataclass(frozen=True)
class LineageLink:
    """A topic and one that continues it."""

    earlier: LineageSpot
    later: LineageSpot

    @property
    def path(self) -> str:
        """The curve between the two, as SVG writes it."""
        middle = (self.earlier.x + self.later.x) // 2
        return (
            f"M{self.earlier.x} {self.earlier.y}"
            f"C{middle} {self.earlier.y} {middle} {self.later.y} {self.later.x} {self.later.y}"
        )


@dataclass(frozen=True)
class Lineage:
    """A topic with all its relatives, the earliest event first."""

    events: tuple[str, ...]
    spots: tuple[LineageSpot, ...]
    links: tuple[LineageLink, ...]

    @property
    def months(self) -> list[tuple[str, int]]:
        """The heading of each column, and where it goes."""
        return [(month, x_position(column)) for column, month in enumerate(self.events)]

    @property
    def width(self) -> int:
        return 2 * MARGIN + (len(self.events) - 1) * COLUMN

    @property
    def height(self) -> int:
        return 3 * MARGIN + max(spot.row for spot in self.spots) * ROW


def trace(topic: int, events: Mapping[int, str], continues: Mapping[int, int]) -> Lineage:
    """Draw the family of a topic.

    `events` are the months of all topics that might belong to it, `continues` maps a topic to the earlier one.
    """
    children: defaultdict[int, list[int]] = defaultdict(list)
    for later, earlier in sorted(continues.items(), key=lambda link: (events[link[0]], link[0])):
        children[earlier].append(later)
    rows = settle(start_of_lineage(topic, continues), 0, children, {})
    months = sorted({events[member] for member in rows})
    spots = {member: LineageSpot(member, months.index(events[member]), row) for member, row in rows.items()}
    links = tuple(
        LineageLink(spots[continues[member]], spots[member]) for member in rows if continues.get(member) in spots
    )
    in_order = sorted(spots.values(), key=lambda spot: (spot.column, spot.row))
    return Lineage(events=tuple(months), spots=tuple(in_order), links=links)


def start_of_lineage(topic: int, continues: Mapping[int, int]) -> int:
    """The topic that started it. A circle, which only an admin can make, ends where it closes."""
    seen = {topic}
    while (earlier := continues.get(topic)) is not None and earlier not in seen:
        topic = earlier
        seen.add(topic)
    return topic


def settle(topic: int, row: int, children: Mapping[int, Sequence[int]], rows: dict[int, int]) -> dict[int, int]:
    """Fill `rows`: a topic's first successor stays in its row, every other one starts a new row."""
    rows[topic] = row
    for number, later in enumerate(children.get(topic, ())):
        if later not in rows:
            settle(later, row if number == 0 else max(rows.values()) + 1, children, rows)
    return rows
