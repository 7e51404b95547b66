import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.models import Attendee
from retros.board.models import Note
from retros.board.notes.marking import mark
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    GroupFactory,
    NextStepFactory,
    NoteFactory,
    OrganizationFactory,
    OrganizerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory(event__phase=Phase.HACKING, name="Ada")
    return attendee


@pytest.mark.parametrize("path", ["notes/", "notes/{}/", "groups/", "marks/", "survey/"])
def test_board_is_for_attendees(attendee: Attendee, path: str) -> None:
    address = below(attendee.event, path.format(NoteFactory(event=attendee.event).pk))

    statuses = [visitor(who).get(address).status_code for who in (None, UserFactory(), AttendeeFactory(), attendee)]

    assert statuses == [401, 404, 404, 200]


def test_note_is_pinned_with_its_author(attendee: Attendee) -> None:
    response = visitor(attendee).post(below(attendee.event, "notes/"), {"column": "thanks", "text": "The cook."})

    assert response.status_code == 201
    assert (response.json()["author"]["name"], response.json()["column"]) == ("Ada", "thanks")
    assert (response.json()["marks"], response.json()["is_marked"], response.json()["step"]) == (0, False, None)


def test_anonymous_note_keeps_no_author(attendee: Attendee) -> None:
    body = {"column": "to-change", "text": "The beds.", "anonymous": True}

    response = visitor(attendee).post(below(attendee.event, "notes/"), body)

    assert response.json()["author"] is None
    assert "T00:00:00" in response.json()["written_at"]
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

    assert refusal(response) == (409, "The week hasn't begun yet. There's nothing to look back on so far.")


@pytest.mark.parametrize(("who", "status"), [(None, 401), (UserFactory, 404), (AttendeeFactory, 404)])
def test_note_is_pinned_by_attendees_alone(attendee: Attendee, who: type[UserFactory] | None, status: int) -> None:
    client = visitor(who() if who else None)

    assert refusal(client.post(below(attendee.event, "notes/"), {"column": "thanks", "text": "x"}))[0] == status
    assert refusal(client.post(below(attendee.event, "notes/"), {}))[0] == status


def test_notes_filter_by_column(attendee: Attendee) -> None:
    NoteFactory(event=attendee.event)
    thanks = NoteFactory(event=attendee.event, column="thanks")

    listed = visitor(attendee).get(below(attendee.event, "notes/?column=thanks")).json()["results"]

    assert [note["id"] for note in listed] == [thanks.pk]


@pytest.mark.parametrize(("kind", "make"), [("notes", NoteFactory), ("groups", GroupFactory)])
def test_cards_come_most_marked_first_on_request(attendee: Attendee, kind: str, make: type[NoteFactory]) -> None:
    cards = make.create_batch(5, event=attendee.event)
    for card in cards[3:]:
        mark(attendee, card, clock=timezone.now)
    client, seen = visitor(attendee), []
    address = below(attendee.event, f"{kind}/?order=marks&page_size=2")

    while address:
        page = client.get(address).json()
        seen += [(card["id"], card["marks"], card["is_marked"]) for card in page["results"]]
        address = page["next"]

    marked = [(card.pk, 1, True) for card in cards[3:]]
    assert seen == marked + [(card.pk, 0, False) for card in cards[:3]]


def test_cards_cost_the_same_queries_however_many(attendee: Attendee) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            author = AttendeeFactory(event=attendee.event, organization=OrganizationFactory())
            NoteFactory(event=attendee.event, author=author, step=NextStepFactory())

    def add_groups(number: int) -> None:
        for group in GroupFactory.create_batch(number, event=attendee.event):
            NoteFactory(event=attendee.event, group=group)

    same_queries_for_3_and_30(visitor(attendee), below(attendee.event, "notes/"), add)
    same_queries_for_3_and_30(visitor(attendee), below(attendee.event, "groups/"), add_groups)


def test_author_changes_and_removes_their_note(attendee: Attendee) -> None:
    note = NoteFactory(event=attendee.event, author=attendee, text="The hut.")
    address = below(attendee.event, f"notes/{note.pk}/")

    changed = visitor(attendee).patch(address, {"column": "thanks"}).json()
    removed = visitor(attendee).delete(address)

    assert (changed["column"], changed["text"]) == ("thanks", "The hut.")
    assert removed.status_code == 204
    assert not Note.objects.exists()


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_note_of_somebody_else_is_not_yours_to_change(attendee: Attendee, method: str) -> None:
    note = NoteFactory(event=attendee.event)

    response = getattr(visitor(attendee), method)(below(attendee.event, f"notes/{note.pk}/"), {"text": "x"})

    assert refusal(response)[0] == 403
    assert Note.objects.get().text == note.text


def test_organizer_removes_any_note(attendee: Attendee) -> None:
    note, organizer = NoteFactory(event=attendee.event), OrganizerFactory(event=attendee.event)

    assert visitor(organizer).delete(below(attendee.event, f"notes/{note.pk}/")).status_code == 204
    assert not Note.objects.exists()


@pytest.mark.parametrize(("kind", "make"), [("notes", NoteFactory), ("groups", GroupFactory)])
def test_mark_is_put_and_taken_back(attendee: Attendee, kind: str, make: type[NoteFactory]) -> None:
    card = make(event=attendee.event)
    client, address = visitor(attendee), below(attendee.event, f"{kind}/{card.pk}/mark/")

    put, again = client.put(address).json(), client.put(address).json()
    answer = client.get(below(attendee.event, "marks/")).json()
    back = client.delete(address).json()

    assert put == again == answer
    assert (put["left"], put[kind]) == (2, [card.pk])
    assert back == {"left": 3, "notes": [], "groups": []}


def test_mark_too_many_is_a_409(attendee: Attendee) -> None:
    *marked, note = NoteFactory.create_batch(4, event=attendee.event)
    for each in marked:
        mark(attendee, each, clock=timezone.now)

    response = visitor(attendee).put(below(attendee.event, f"notes/{note.pk}/mark/"))

    assert refusal(response) == (409, "You've used all 3 of your marks. Take one back first.")


def test_mark_goes_on_no_card_of_another_event(attendee: Attendee) -> None:
    response = visitor(attendee).put(below(attendee.event, f"notes/{NoteFactory().pk}/mark/"))

    assert refusal(response)[0] == 404


def test_organizer_groups_notes_renames_the_group_and_takes_it_apart(attendee: Attendee) -> None:
    first, second, third = NoteFactory.create_batch(3, event=attendee.event)
    client = visitor(OrganizerFactory(event=attendee.event))
    body = {"name": "Hut", "notes": [first.pk, second.pk]}

    made = client.post(below(attendee.event, "groups/"), body, format="json")
    address = below(attendee.event, f"groups/{made.json()['id']}/")
    renamed = client.patch(address, {"name": "The hut"}, format="json").json()
    refilled = client.patch(address, {"notes": [second.pk, third.pk]}, format="json").json()
    gone = client.delete(address)

    assert (made.status_code, made.json()["column"], made.json()["notes"]) == (201, "went-well", [first.pk, second.pk])
    assert (renamed["name"], renamed["notes"]) == ("The hut", [first.pk, second.pk])
    assert (refilled["name"], refilled["notes"]) == ("The hut", [second.pk, third.pk])
    assert (gone.status_code, Note.objects.filter(group=None).count()) == (204, 3)


def test_group_of_notes_from_elsewhere_names_the_field(attendee: Attendee) -> None:
    client, note = visitor(OrganizerFactory(event=attendee.event)), NoteFactory()

    response = client.post(below(attendee.event, "groups/"), {"name": "Hut", "notes": [note.pk]}, format="json")

    assert wrong_fields(response) == {"notes"}


def test_groups_and_steps_are_made_by_organizers_alone(attendee: Attendee) -> None:
    group, note = GroupFactory(event=attendee.event), NoteFactory(event=attendee.event)
    client = visitor(attendee)

    responses = [
        client.post(below(attendee.event, "groups/"), {"name": "Hut", "notes": [note.pk]}, format="json"),
        client.patch(below(attendee.event, f"groups/{group.pk}/"), {"name": "Hut"}, format="json"),
        client.delete(below(attendee.event, f"groups/{group.pk}/")),
        client.post(below(attendee.event, f"notes/{note.pk}/step/")),
        client.post(below(attendee.event, f"groups/{group.pk}/step/")),
    ]

    assert [refusal(response)[0] for response in responses] == [403] * 5


@pytest.mark.parametrize(("kind", "make"), [("notes", NoteFactory), ("groups", GroupFactory)])
def test_card_is_turned_into_a_step_as_the_page_suggests(kind: str, make: type[NoteFactory]) -> None:
    organizer = OrganizerFactory(event=EventFactory(phase=Phase.REVIEW), name="Olga")
    card = make(event=organizer.event)
    client, address = visitor(organizer), below(organizer.event, f"{kind}/{card.pk}/")

    made = client.post(f"{address}step/")
    again = client.post(f"{address}step/")

    step = made.json()
    assert (made.status_code, step["text"], step["topic"]) == (201, str(card), "how-we-meet")
    assert step["owner"]["name"] == "Olga"
    assert client.get(address).json()["step"] == {"id": step["id"], "state": "open"}
    assert refusal(again) == (409, "This is already a next step.")


def test_card_is_turned_into_a_step_of_ones_own_words() -> None:
    organizer = OrganizerFactory(event=EventFactory(phase=Phase.REVIEW))
    owner, note = AttendeeFactory(event=organizer.event, name="Ada"), NoteFactory(event=organizer.event)
    body = {"text": "Book it.", "owner": owner.pk, "due_on": "2100-01-31"}

    step = visitor(organizer).post(below(organizer.event, f"notes/{note.pk}/step/"), body).json()

    assert (step["text"], step["owner"]["name"], step["due_on"]) == ("Book it.", "Ada", "2100-01-31")


def test_step_of_somebody_from_elsewhere_names_the_field() -> None:
    organizer = OrganizerFactory(event=EventFactory(phase=Phase.REVIEW))
    note = NoteFactory(event=organizer.event)
    body = {"owner": AttendeeFactory().pk}

    response = visitor(organizer).post(below(organizer.event, f"notes/{note.pk}/step/"), body)

    assert wrong_fields(response) == {"owner"}
