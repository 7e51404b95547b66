import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.board.models import Mark, Note
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

    assert "Please look at this again." in words(response)
    assert not Note.objects.exists()


def test_board_says_which_column_is_empty(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    assert words(client.get(f"/{event.slug}/board/")).count("Nothing yet.") == 3


@pytest.mark.parametrize("page", ["", "room/", "groups/"])
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


@pytest.mark.parametrize("path", ["", "room/"])
def test_most_marked_cards_come_first_on_request(client: Client, path: str) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    reader = attending(client, event)
    NoteFactory(event=event, text="The food.")
    mark(reader, NoteFactory(event=event, text="The hut."), clock=timezone.now)

    pages = [words(client.get(f"/{event.slug}/board/{path}{order}")) for order in ("", "?order=marks")]

    assert [page.index("The food.") < page.index("The hut.") for page in pages] == [True, False]


def test_mark_is_put_and_taken_back_on_the_board(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)
    note = NoteFactory(event=event)
    path = f"/{event.slug}/board/notes/{note.pk}/mark/"

    marked = client.post(path, {"order": "marks"})
    after = words(client.get(f"/{event.slug}/board/"))
    back = words(client.post(path, {"back": ""}, follow=True))

    assert marked["Location"] == f"/{event.slug}/board/?order=marks#note-{note.pk}"
    assert ("1 mark, one is yours" in after, "2 of 3 marks left" in after) == (True, True)
    assert ("0 marks" in back, "3 of 3 marks left" in back) == (True, True)


def test_mark_too_many_is_refused_on_the_board(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    reader = attending(client, event)
    *marked, note = NoteFactory.create_batch(4, event=event)
    for each in marked:
        mark(reader, each, clock=timezone.now)

    page = words(client.post(f"/{event.slug}/board/notes/{note.pk}/mark/"))

    assert "You've used all 3 of your marks. Take one back first." in page
    assert "Mark “" not in page


@pytest.mark.parametrize(
    ("visitor", "status"), [("anonymous", 302), ("outsider", 404), ("attendee", 302), ("organizer", 302)]
)
def test_marks_are_put_by_those_who_have_a_seat(client: Client, visitor: str, status: int) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    group = GroupFactory(event=topic.event)
    enter(client, visitor, topic)

    response = client.post(f"/{topic.event.slug}/board/groups/{group.pk}/mark/")

    assert response.status_code == status
    assert Mark.objects.count() == (visitor in {"attendee", "organizer"})


def test_card_of_another_event_is_not_found(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    note, group = NoteFactory(), GroupFactory()

    paths = [f"notes/{note.pk}/{page}" for page in ("", "remove/", "mark/", "step/")]
    paths += [f"groups/{group.pk}/{page}" for page in ("rename/", "ungroup/", "mark/", "step/")]

    assert [client.post(f"/{event.slug}/board/{path}").status_code for path in paths] == [404] * 8


@pytest.mark.parametrize("page", ["notes/1/mark/", "groups/1/mark/"])
def test_mark_is_not_put_by_opening_an_address(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    assert client.get(f"/{event.slug}/board/{page}")["Location"] == f"/{event.slug}/board/"


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
    assert f'href="/{event.slug}/board/#note-{note.pk}"' in page
    assert "/board/#" not in to_a_stranger
