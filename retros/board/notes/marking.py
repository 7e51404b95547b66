"""Marking what matters most: each attendee has a few marks, at most one per card."""

from django.db import transaction

from planning.clock import Clock
from planning.people.models import Attendee
from retros.board.models import MARKS, Group, Mark, Note
from retros.board.notes.grouping import group_as_it_is_now
from retros.board.notes.opening import BoardRejected, lock_open_board
from retros.board.notes.pinning import as_it_is_now


@transaction.atomic
def mark(attendee: Attendee, card: Note | Group, *, clock: Clock) -> None:
    """Put one of the attendee's marks on a note or a group. If there already is one, it stays."""
    lock_open_board(card.event_id, clock)
    on_card = note_or_group(card)
    theirs = Mark.objects.filter(attendee=attendee)
    if theirs.filter(**on_card).exists():
        return
    taken = set(theirs.values_list("dot", flat=True))
    free = next((dot for dot in range(1, MARKS + 1) if dot not in taken), None)
    if free is None:
        raise BoardRejected(f"You've used all {MARKS} of your marks. Take one back first.")
    Mark.objects.create(attendee=attendee, dot=free, **on_card)


@transaction.atomic
def take_mark_back(attendee: Attendee, card: Note | Group, *, clock: Clock) -> None:
    lock_open_board(card.event_id, clock)
    Mark.objects.filter(attendee=attendee, **{card.KIND: card}).delete()


def note_or_group(card: Note | Group) -> dict[str, Note | Group]:
    """Where a mark goes on the board as it is now: a note in a group has no marks of its own."""
    if isinstance(card, Group):
        return {"group": group_as_it_is_now(card)}
    note = as_it_is_now(card)
    if note.group:
        raise BoardRejected(f"This note is in the group “{note.group}”. Mark the group instead.")
    return {"note": note}


def marks_left(attendee: Attendee) -> int:
    return MARKS - Mark.objects.filter(attendee=attendee.pk).count() if attendee.pk else 0
