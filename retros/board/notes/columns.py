"""The board as it is shown: columns of cards, each a note or a group with its notes, a page at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Self

from django.db.models import Count

from planning.events.models import Event
from planning.people.models import Attendee
from retros.board.models import Card, Group, Mark, Note

NOTES = 20
"""Of one column on a page."""
IN_ROOM = 4
"""Of one column on the projector."""

Key = tuple[str, int]
"""The kind of a card, and its number."""


@dataclass(frozen=True)
class Pile:
    """A card, and the notes below it if it is a group: those that are on the page."""

    card: Note | Group
    notes: list[Note] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return isinstance(self.card, Group)


@dataclass(frozen=True)
class NoteLine:
    """A note of the board in its card; for a group without notes, none."""

    card: Key
    note: int | None


@dataclass(frozen=True)
class Outline:
    """All of the board in short, by its columns."""

    lines: Mapping[str, Sequence[NoteLine]]

    @property
    def longest(self) -> int:
        return max(map(len, self.lines.values()))

    def page_with(self, card: Key) -> int:
        """Where a card begins; the first page, if it is gone."""
        places = (place for lines in self.lines.values() for place, line in enumerate(lines) if card_is(line, card))
        return 1 + next(places, 0) // NOTES

    def cards(self, column: str) -> int:
        return len({line.card for line in self.lines[column]})

    def in_room(self, *, latest: bool) -> Self:
        """What fits the projector: of each column what came last, or else what comes first."""
        kept = slice(-IN_ROOM, None) if latest else slice(IN_ROOM)
        return replace(self, lines={column: lines[kept] for column, lines in self.lines.items()})


def card_is(line: NoteLine, card: Key) -> bool:
    """A note of a group is where its group is."""
    return card in {line.card, (Note.KIND, line.note)}


def outline_of(event: Event, *, most_marked_first: bool = False) -> Outline:
    """Groups, then the notes on their own, in the order they came: four queries, however many."""
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    cards: list[tuple[str, Key]] = [
        (column, (Group.KIND, pk)) for pk, column in event.groups.order_by("pk").values_list("pk", "column")
    ]
    for pk, column, group in event.notes.order_by("pk").values_list("pk", "column", "group"):
        if group:
            grouped[group].append(pk)
        else:
            cards.append((column, (Note.KIND, pk)))
    if most_marked_first:
        marks = marks_of(event)
        cards.sort(key=lambda card: -marks[card[1]])
    lines: dict[str, list[NoteLine]] = {column: [] for column in Card.Column}
    for column, (kind, pk) in cards:
        notes: list[int | None] = [pk] if kind == Note.KIND else [*grouped[pk]] or [None]
        lines[column] += [NoteLine((kind, pk), note) for note in notes]
    return Outline(lines)


def marks_of(event: Event) -> Counter[Key]:
    """How many are on each card."""
    marks: Counter[Key] = Counter()
    for kind in (Group.KIND, Note.KIND):
        counts = Mark.objects.filter(**{f"{kind}__event": event}).order_by().values_list(kind).annotate(Count("pk"))
        marks.update({(kind, pk): number for pk, number in counts})
    return marks


def columns_on(outline: Outline, page: int, reader: Attendee) -> list[tuple[Card.Column, list[Pile], int]]:
    """What is on one page of each column, and how many cards the column has: two queries."""
    on_page = {column: lines[(page - 1) * NOTES : page * NOTES] for column, lines in outline.lines.items()}
    shown = [line for lines in on_page.values() for line in lines]
    groups = Group.objects.shown_to(reader).in_bulk(
        [pk for kind, pk in {line.card for line in shown} if kind == Group.KIND]
    )
    with_author = Note.objects.shown_to(reader).select_related("author__organization")
    notes = with_author.in_bulk([line.note for line in shown if line.note])
    return [(column, list(piles_of(on_page[column], groups, notes)), outline.cards(column)) for column in Card.Column]


def piles_of(lines: Sequence[NoteLine], groups: Mapping[int, Group], notes: Mapping[int, Note]) -> Iterable[Pile]:
    """A group that began on the page before goes on below its name."""
    for (kind, pk), those in groupby(lines, key=lambda line: line.card):
        theirs = [notes[line.note] for line in those if line.note is not None and line.note in notes]
        if kind == Group.KIND and pk in groups:
            yield Pile(groups[pk], theirs)
        elif theirs:
            yield Pile(theirs[0])
