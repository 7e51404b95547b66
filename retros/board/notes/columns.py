"""The board as it is shown: columns of cards, each a note or a group with its notes."""

from collections import defaultdict
from dataclasses import dataclass, field

from planning.people.models import Attendee
from retros.board.models import Card, Group, Note


@dataclass(frozen=True)
class Pile:
    """A card, and the notes below it if it is a group."""

    card: Note | Group
    notes: list[Note] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return isinstance(self.card, Group)


def columns_for(reader: Attendee, *, most_marked_first: bool = False) -> list[tuple[Card.Column, list[Pile]]]:
    """Groups, then the notes on their own, in the order they came: two queries, however many."""
    grouped: defaultdict[int, list[Note]] = defaultdict(list)
    alone: list[Note] = []
    notes = Note.objects.shown_to(reader).filter(event=reader.event_id)
    for note in notes.select_related("author__organization"):
        if note.group_id:
            grouped[note.group_id].append(note)
        else:
            alone.append(note)
    groups = Group.objects.shown_to(reader).filter(event=reader.event_id)
    piles = [*(Pile(group, grouped[group.pk]) for group in groups), *(Pile(note) for note in alone)]
    if most_marked_first:
        piles.sort(key=lambda pile: -pile.card.mark_count)
    return [(column, [pile for pile in piles if pile.card.column == column]) for column in Card.Column]
