import pytest
from django.test import Client

from planning.events.phases import Phase
from retros.board.models import Note
from tests.factories import AttendeeFactory, EventFactory, NoteFactory
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db


def test_author_changes_and_removes_their_note(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    note = NoteFactory(event=event, author=attending(client, event), text="The hut.")
    path = f"/{event.slug}/board/notes/{note.pk}/"

    form = words(client.get(path))
    changed = words(client.post(path, {"column": "thanks", "text": "The cook!"}, follow=True))
    asked = words(client.get(f"{path}remove/"))
    removed = words(client.post(f"{path}remove/", follow=True))

    assert "The hut." in form
    assert ("Your note has been changed." in changed, "The cook!" in changed) == (True, True)
    assert "Remove this note? The cook!" in asked
    assert "The note has been removed." in removed
    assert not Note.objects.exists()


@pytest.mark.parametrize("page", ["", "remove/"])
@pytest.mark.parametrize("has_author", [True, False])
def test_note_of_somebody_else_or_of_nobody_is_not_yours_to_change(
    client: Client, page: str, *, has_author: bool
) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)
    note = NoteFactory(event=event, author=AttendeeFactory(event=event) if has_author else None)
    path = f"/{event.slug}/board/notes/{note.pk}/{page}"

    statuses = [client.get(path).status_code, client.post(path, {"column": "thanks", "text": "x"}).status_code]

    assert statuses == [403, 403]
    assert "Edit" not in words(client.get(f"/{event.slug}/board/"))
    assert Note.objects.get().text == note.text


def test_organizer_removes_any_note_and_changes_none(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    organizing(client, event)
    note = NoteFactory(event=event)
    path = f"/{event.slug}/board/notes/{note.pk}/"

    assert client.get(path).status_code == 403
    client.post(f"{path}remove/")

    assert not Note.objects.exists()


def test_note_of_a_closed_board_stays_with_what_was_typed_on_the_form(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    note = NoteFactory(event=event, author=attending(client, event))
    path = f"/{event.slug}/board/notes/{note.pk}/"

    changed = words(client.post(path, {"column": "thanks", "text": "The cook!"}))
    removed = words(client.post(f"{path}remove/"))

    assert ("is closed," in changed, "The cook!" in changed) == (True, True)
    assert "is closed," in removed
    assert Note.objects.count() == 1


def test_note_changed_while_signed_out_is_on_the_form_afterwards(client: Client) -> None:
    author = AttendeeFactory(event=EventFactory(phase=Phase.REVIEW))
    note = NoteFactory(event=author.event, author=author)
    path = f"/{author.event.slug}/board/notes/{note.pk}/"
    client.post(path, {"column": "thanks", "text": "For the hut."})
    client.force_login(author.user)

    assert "For the hut." in words(client.get(path))
