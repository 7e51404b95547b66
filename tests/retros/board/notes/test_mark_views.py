import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from retros.board.models import Mark
from retros.board.notes.marking import mark
from tests.factories import EventFactory, GroupFactory, NoteFactory, TopicFactory
from tests.pages import attending, organizing, words
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


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

    assert marked["Location"] == f"/{event.slug}/board/?order=marks&at=note-{note.pk}#note-{note.pk}"
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
