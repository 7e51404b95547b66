import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import AttendeeFactory, NoteFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory(event__phase=Phase.HACKING, name="Ada")
    return attendee


@pytest.mark.parametrize("path", ["notes/", "notes/{}/"])
def test_notes_are_for_attendees(attendee: Attendee, path: str) -> None:
    address = below(attendee.event, path.format(NoteFactory(event=attendee.event).pk))

    statuses = [visitor(who).get(address).status_code for who in (None, UserFactory(), AttendeeFactory(), attendee)]

    assert statuses == [401, 404, 404, 200]


def test_note_is_pinned_with_its_author(attendee: Attendee) -> None:
    response = visitor(attendee).post(below(attendee.event, "notes/"), {"column": "thanks", "text": "The cook."})

    assert response.status_code == 201
    assert (response.json()["author"]["name"], response.json()["column"]) == ("Ada", "thanks")


def test_anonymous_note_keeps_no_author(attendee: Attendee) -> None:
    body = {"column": "to-change", "text": "The beds.", "anonymous": True}

    response = visitor(attendee).post(below(attendee.event, "notes/"), body)

    assert response.json()["author"] is None
    assert attendee.event.notes.get().author is None


@pytest.mark.parametrize(
    ("body", "field"),
    [({"text": "x"}, "column"), ({"column": "rants", "text": "x"}, "column"), ({"column": "thanks"}, "text")],
)
def test_note_names_the_field_that_is_wrong(attendee: Attendee, body: dict[str, str], field: str) -> None:
    assert wrong_fields(visitor(attendee).post(below(attendee.event, "notes/"), body)) == {field}


def test_note_before_the_week_is_a_409() -> None:
    attendee = AttendeeFactory(event__phase=Phase.VOTING)

    response = visitor(attendee).post(below(attendee.event, "notes/"), {"column": "thanks", "text": "Early."})

    assert refusal(response) == (409, "The week has not begun yet. There is nothing to look back on so far.")


@pytest.mark.parametrize(("who", "status"), [(None, 401), (UserFactory, 404), (AttendeeFactory, 404)])
def test_note_is_pinned_by_attendees_alone(attendee: Attendee, who: type[UserFactory] | None, status: int) -> None:
    client = visitor(who() if who else None)

    assert refusal(client.post(below(attendee.event, "notes/"), {"column": "thanks", "text": "x"}))[0] == status


def test_notes_filter_by_column(attendee: Attendee) -> None:
    NoteFactory(event=attendee.event)
    thanks = NoteFactory(event=attendee.event, column="thanks")

    listed = visitor(attendee).get(below(attendee.event, "notes/?column=thanks")).json()["results"]

    assert [note["id"] for note in listed] == [thanks.pk]


def test_notes_cost_the_same_queries_however_many(attendee: Attendee) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            author = AttendeeFactory(event=attendee.event, organization=OrganizationFactory())
            NoteFactory(event=attendee.event, author=author)

    same_queries_for_3_and_30(visitor(attendee), below(attendee.event, "notes/"), add)
