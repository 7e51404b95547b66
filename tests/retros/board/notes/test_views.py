import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.board.models import Note
from retros.board.notes.marking import mark
from retros.board.notes.turning import step_draft, turn_into_step
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    GroupFactory,
    NextStepFactory,
    NoteFactory,
    OrganizerFactory,
    TopicFactory,
)
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db

NOTE = {"column": "thanks", "text": "To the cook!"}


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 200), ("member", 200), ("organizer", 200)],
)
def test_board_is_for_those_who_have_a_seat(client: Client, visitor: str, status: int) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    enter(client, visitor, topic)

    assert client.get(f"/{topic.event.slug}/board/").status_code == status


def test_board_is_closed_to_the_waiting_list(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    client.force_login(AttendeeFactory(event=event, waiting_since=timezone.now()).user)

    assert client.get(f"/{event.slug}/board/").status_code == 403


@pytest.mark.parametrize(
    ("visitor", "notes"), [("anonymous", 0), ("outsider", 0), ("attendee", 1), ("member", 1), ("organizer", 1)]
)
def test_board_takes_notes_from_those_who_have_a_seat(client: Client, visitor: str, notes: int) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    enter(client, visitor, topic)

    client.post(f"/{topic.event.slug}/board/", NOTE)

    assert Note.objects.count() == notes


def test_board_shows_a_note_with_the_name_of_its_author(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    author = attending(client, event)

    response = client.post(f"/{event.slug}/board/", NOTE, follow=True)

    assert f"To the cook! {author.name}" in words(response)
    assert "Your note is on the board." in words(response)


def test_board_keeps_no_author_of_an_anonymous_note(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    response = client.post(f"/{event.slug}/board/", NOTE | {"anonymous": "on"}, follow=True)

    assert Note.objects.get().author is None
    assert "To the cook! anonymous" in words(response)


def test_board_before_the_week_refuses_on_the_page_and_keeps_the_note(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    page = words(client.post(f"/{event.slug}/board/", NOTE))

    assert "The week hasn't begun yet." in page
    assert "To the cook!" in page


@pytest.mark.parametrize("wrong", [{"column": "thanks", "text": " "}, {"column": "nowhere", "text": "To the cook!"}])
def test_board_refuses_a_note_without_text_or_column(client: Client, wrong: dict[str, str]) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    response = client.post(f"/{event.slug}/board/", wrong)

    assert "Please check this." in words(response)
    assert not Note.objects.exists()


def test_board_says_which_column_is_empty(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    assert words(client.get(f"/{event.slug}/board/")).count("Nothing yet.") == 3


@pytest.mark.parametrize("page", ["", "groups/"])
def test_board_takes_the_same_queries_for_three_and_for_thirty(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    many_notes(event, 3)
    few = queries_of(client, f"/{event.slug}/board/{page}")
    many_notes(event, 27)

    assert len(queries_of(client, f"/{event.slug}/board/{page}")) == len(few)


@pytest.mark.parametrize("page", ["board/", "board/room/", "board/groups/", "survey/", "survey/mail/", "survey.csv"])
def test_looking_at_the_board_writes_nothing(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)

    assert writes_of(client, f"/{event.slug}/{page}") == []


def many_notes(event: Event, number: int) -> None:
    organizer = OrganizerFactory(event=event)
    for author in AttendeeFactory.create_batch(number, event=event):
        NoteFactory(event=event, author=author, group=GroupFactory(event=event))
        note = NoteFactory(event=event, author=author)
        mark(author, note, clock=timezone.now)
        turn_into_step(note, **step_draft(note, organizer, today=timezone.localdate()), clock=timezone.now)


def test_note_typed_before_signing_in_is_on_the_form_afterwards(client: Client) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.REVIEW))
    path = f"/{attendee.event.slug}/board/"
    client.post(path, {"column": "thanks", "text": "For the hut."})
    client.force_login(attendee.user)

    assert "For the hut." in words(client.get(path))
    assert Note.objects.count() == 0


def test_board_says_before_posting_that_an_anonymous_note_is_nobodys(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    page = words(client.get(f"/{event.slug}/board/"))

    assert "we don't store who wrote it. So you can't change it or take it back either" in page
    assert "only an organizer can remove it" in page


def test_closed_board_is_read_and_takes_nothing(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    attending(client, event)
    NoteFactory(event=event, text="The hut.")

    page = words(client.get(f"/{event.slug}/board/"))
    refused = words(client.post(f"/{event.slug}/board/", NOTE))

    assert "The hut." in page
    assert "Put it on the board" not in page
    assert "is closed, but you can still read it." in refused
    assert "To the cook!" in refused
    assert Note.objects.count() == 1


def test_board_room_takes_no_more_queries_for_thirty_than_for_three(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    many_notes(event, 3)
    few = queries_of(client, f"/{event.slug}/board/room/")
    many_notes(event, 27)

    assert len(queries_of(client, f"/{event.slug}/board/room/")) <= len(few)


def test_board_room_shows_the_latest_notes_or_the_most_marked_and_counts_the_rest(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    reader = attending(client, event)
    notes = [NoteFactory(event=event, text=f"Note {number}.") for number in range(1, 7)]
    mark(reader, notes[1], clock=timezone.now)

    latest = words(client.get(f"/{event.slug}/board/room/"))
    by_marks = words(client.get(f"/{event.slug}/board/room/?order=marks"))

    assert "Note 3. Note 4. Note 5. Note 6. and 2 earlier, on your phone" in latest
    assert "Note 2. 1 mark Note 1. Note 3. Note 4. and 2 more, on your phone" in by_marks


def test_board_room_shows_notes_groups_and_marks(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    reader = attending(client, event)
    group = GroupFactory(event=event, name="The place")
    NoteFactory(event=event, group=group, text="The hut.")
    NoteFactory(event=event, text="The food.", step=NextStepFactory())
    mark(reader, group, clock=timezone.now)

    page = words(client.get(f"/{event.slug}/board/room/"))

    assert "The place The hut. 1 mark " in page
    assert "The food. next step open" in page


@pytest.mark.parametrize(
    ("visitor", "status"), [("anonymous", 302), ("outsider", 404), ("attendee", 200), ("organizer", 200)]
)
@pytest.mark.parametrize("page", ["board/room/", "survey/"])
def test_pages_beside_the_board_are_for_those_who_have_a_seat(
    client: Client, page: str, visitor: str, status: int
) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    enter(client, visitor, topic)

    assert client.get(f"/{topic.event.slug}/{page}").status_code == status


def test_step_on_the_board_shows_its_state_and_leads_back(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizer = organizing(client, event)
    note = NoteFactory(event=event)
    draft = step_draft(note, organizer, today=timezone.localdate())
    step = turn_into_step(note, **draft, clock=timezone.now)

    board = client.get(f"/{event.slug}/board/")
    page = client.get(step.get_absolute_url()).content.decode()
    client.logout()
    to_a_stranger = client.get(step.get_absolute_url()).content.decode()

    assert f'href="{step.get_absolute_url()}"' in board.content.decode()
    assert "open Next step" in words(board)
    assert f'href="/{event.slug}/board/?at=note-{note.pk}#note-{note.pk}"' in page
    assert "/board/#" not in to_a_stranger
