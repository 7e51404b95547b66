"""Looking back on an event."""

from datetime import datetime

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.rejection import Rejected
from retros.board.models import Note


class NoteRejected(Rejected):
    """A note that comes too early."""


def pin_note(attendee: Attendee, column: Note.Column, text: str, *, anonymous: bool = False, now: datetime) -> Note:
    """Put a note on the event's board. Of an anonymous one nobody can tell who wrote it, the database neither."""
    if attendee.event.phase_at(now).is_before(Phase.HACKING):
        raise NoteRejected("The week has not begun yet. There is nothing to look back on so far.")
    author = None if anonymous else attendee
    return Note.objects.create(event=attendee.event, column=column, text=text, author=author, written_at=now)
