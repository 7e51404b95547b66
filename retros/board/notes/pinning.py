"""Looking back on an event."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from planning.clock import Clock
from planning.people.models import Attendee
from planning.repeats import WITHIN
from planning.texts.cleaning import lines
from retros.board.models import Note
from retros.board.notes.opening import BoardRejected, lock_begun_board, lock_open_board


@transaction.atomic
def pin_note(attendee: Attendee, column: Note.Column, text: str, *, anonymous: bool = False, clock: Clock) -> Note:
    """Put a note on the event's board. An anonymous one leaves no trace of who wrote it, not even in the database."""
    event, now = lock_open_board(attendee.event_id, clock)
    author, written_at = (None, start_of_this_day(now)) if anonymous else (attendee, now)
    same = event.notes.filter(column=column, author=author, written_at__gte=written_at if anonymous else now - WITHIN)
    if before := same.filter(text=lines(text)).first():
        return before  # of an anonymous one only the day is kept
    return Note.objects.create(event=event, column=column, text=text, author=author, written_at=written_at)


def start_of_this_day(now: datetime) -> datetime:
    """The minute could be matched with an address in a web server's log."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


@transaction.atomic
def change_note(note: Note, column: Note.Column, text: str, *, clock: Clock) -> Note:
    """Reword it. In another column it leaves the group it was in."""
    lock_open_board(note.event_id, clock)
    note = as_it_is_now(note)
    if column != note.column:
        note.group = None
    note.column, note.text = column, text
    note.save(update_fields=["column", "text", "folded", "group"])
    return note


@transaction.atomic
def remove_note(note: Note, *, by: Attendee, clock: Clock) -> None:
    """Take a note off the board, with its marks. Organizers can do so even when the board is closed."""
    if by.is_organizer:
        lock_begun_board(note.event_id, clock)
    else:
        lock_open_board(note.event_id, clock)
    Note.objects.filter(pk=note.pk).delete()


def as_it_is_now(note: Note) -> Note:
    """Load it again, once the board is locked."""
    found = Note.objects.filter(pk=note.pk).select_related("group", "step").first()
    if found is None:
        raise BoardRejected("This note has been taken off the board in the meantime.")
    return found
