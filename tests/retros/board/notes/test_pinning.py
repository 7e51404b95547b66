import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from planning.clock import stopped_at
from planning.events.phases import Phase
from planning.people.models import Attendee
from retros.board.models import Mark, Note
from retros.board.notes.opening import BoardRejected
from retros.board.notes.pinning import change_note, pin_note, remove_note
from tests.clock import CLOSED, HACKING, REVIEW, VOTING, WRAP_UP
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    GroupFactory,
    NextStepFactory,
    NoteFactory,
    OrganizerFactory,
)
from tests.pages import attending

pytestmark = pytest.mark.django_db

WENT_WELL, TO_CHANGE = Note.Column.WENT_WELL, Note.Column.TO_CHANGE


def own_note(**fields: object) -> Note:
    author = AttendeeFactory()
    note: Note = NoteFactory(event=author.event, author=author, **fields)
    return note


def author_of(note: Note) -> Attendee:
    assert note.author is not None
    return note.author


def test_pin_note_says_who_wrote_it() -> None:
    attendee = AttendeeFactory()

    note = pin_note(attendee, WENT_WELL, "The hut.", clock=stopped_at(REVIEW))

    assert (note.event, note.author, note.text, note.written_at) == (attendee.event, attendee, "The hut.", REVIEW)


def test_pin_note_keeps_no_author_of_an_anonymous_one_and_no_minute() -> None:
    pin_note(AttendeeFactory(), WENT_WELL, "The hut.", anonymous=True, clock=stopped_at(REVIEW))

    note = Note.objects.get()
    local = timezone.localtime(note.written_at)
    assert note.author is None
    assert (local.date(), local.hour, local.minute) == (timezone.localdate(REVIEW), 0, 0)


def test_anonymous_note_leaves_no_other_trace_in_the_database(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)
    path = f"/{event.slug}/board/"
    client.get(path)
    before = rows()

    client.post(path, {"column": "thanks", "text": "To the cook!", "anonymous": "on"})
    client.get(path)  # what the page says of it was said

    assert {model: number - before[model] for model, number in rows().items() if number != before[model]} == {"note": 1}
    assert not any("cook" in str(session.get_decoded()) for session in apps.get_model("sessions.Session").objects.all())


def rows() -> dict[str, int]:
    return {str(model._meta.model_name): model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("now", [HACKING, REVIEW, WRAP_UP])
def test_board_is_open_from_the_week_until_the_event_is_closed(now: object) -> None:
    pin_note(AttendeeFactory(), WENT_WELL, "The hut.", clock=stopped_at(now))  # type: ignore[arg-type]  # a datetime

    assert Note.objects.count() == 1


def test_pin_note_before_the_week_is_rejected() -> None:
    with pytest.raises(BoardRejected, match="hasn't begun"):
        pin_note(AttendeeFactory(), WENT_WELL, "The hut.", clock=stopped_at(VOTING))


def test_pin_note_to_a_closed_board_is_rejected() -> None:
    with pytest.raises(BoardRejected, match="is closed"):
        pin_note(AttendeeFactory(), WENT_WELL, "The hut.", clock=stopped_at(CLOSED))


def test_change_note_says_it_better_and_keeps_the_rest() -> None:
    note = own_note(group=None)

    changed = change_note(note, WENT_WELL, "The hut and the wood.", clock=stopped_at(REVIEW))

    assert (changed.text, changed.author, changed.written_at) == ("The hut and the wood.", note.author, note.written_at)


def test_change_note_leaves_the_group_with_the_column() -> None:
    note = own_note()
    Note.objects.update(group=GroupFactory(event=note.event))

    assert change_note(note, WENT_WELL, "The hut!", clock=stopped_at(REVIEW)).group is not None
    assert change_note(note, TO_CHANGE, "The hut!", clock=stopped_at(REVIEW)).group is None


def test_change_note_of_a_closed_board_is_rejected() -> None:
    with pytest.raises(BoardRejected, match="is closed"):
        change_note(own_note(), WENT_WELL, "The hut!", clock=stopped_at(CLOSED))


def test_change_note_that_was_removed_meanwhile_is_rejected() -> None:
    note = own_note()
    Note.objects.all().delete()

    with pytest.raises(BoardRejected, match="taken off the board in the meantime"):
        change_note(note, WENT_WELL, "The hut!", clock=stopped_at(REVIEW))


def test_remove_note_gives_the_marks_back_and_leaves_the_step() -> None:
    step = NextStepFactory()
    note = own_note(step=step)
    Mark.objects.create(attendee=author_of(note), dot=1, note=note)

    remove_note(note, by=author_of(note), clock=stopped_at(REVIEW))

    step.refresh_from_db()
    assert not Note.objects.exists()
    assert not Mark.objects.exists()


def test_remove_note_from_a_closed_board_is_for_organizers() -> None:
    note = own_note()

    with pytest.raises(BoardRejected, match="is closed"):
        remove_note(note, by=author_of(note), clock=stopped_at(CLOSED))
    remove_note(note, by=OrganizerFactory(event=note.event), clock=stopped_at(CLOSED))

    assert not Note.objects.exists()
