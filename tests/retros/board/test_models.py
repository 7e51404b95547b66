import pytest

from retros.board.models import Note
from tests.factories import AttendeeFactory, NoteFactory

pytestmark = pytest.mark.django_db


def test_a_note_outlives_its_author() -> None:
    note = NoteFactory(author=AttendeeFactory())

    note.author.delete()

    assert Note.objects.get().author is None


def test_notes_stand_by_column_and_time() -> None:
    thanks, to_change, went_well = (
        NoteFactory(column=column) for column in (Note.Column.THANKS, Note.Column.TO_CHANGE, Note.Column.WENT_WELL)
    )

    assert list(Note.objects.all()) == [thanks, to_change, went_well]
