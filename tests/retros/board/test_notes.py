import pytest

from retros.board.models import Note
from retros.board.notes import NoteRejected, pin_note
from tests.clock import REVIEW, VOTING
from tests.factories import AttendeeFactory

pytestmark = pytest.mark.django_db

WENT_WELL = Note.Column.WENT_WELL


def test_pin_note_says_who_wrote_it() -> None:
    attendee = AttendeeFactory()

    note = pin_note(attendee, WENT_WELL, "The hut.", now=REVIEW)

    assert (note.event, note.author, note.text) == (attendee.event, attendee, "The hut.")


def test_pin_note_keeps_no_author_of_an_anonymous_one() -> None:
    pin_note(AttendeeFactory(), WENT_WELL, "The hut.", anonymous=True, now=REVIEW)

    assert Note.objects.get().author is None


def test_pin_note_before_the_week_is_rejected() -> None:
    with pytest.raises(NoteRejected, match="has not begun"):
        pin_note(AttendeeFactory(), WENT_WELL, "The hut.", now=VOTING)
