import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import BRAINSTORM
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, OrganizerFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_attendees_are_listed_for_attendees_with_their_organizations() -> None:
    attendee = AttendeeFactory(name="Ada", organization=OrganizationFactory(name="SAP"))

    listed = visitor(attendee).get(below(attendee.event, "attendees/")).json()["results"]

    assert [(person["name"], person["organization"]) for person in listed] == [("Ada", "SAP")]


def test_attendees_tell_who_has_no_account() -> None:
    attendee = AttendeeFactory(name="Ada")
    AttendeeFactory(event=attendee.event, name="Bob", user=None)

    listed = visitor(attendee).get(below(attendee.event, "attendees/")).json()["results"]

    assert [(person["name"], person["has_account"]) for person in listed] == [("Ada", True), ("Bob", False)]


def test_attendees_never_show_an_address() -> None:
    attendee = AttendeeFactory()

    assert "@" not in visitor(attendee).get(below(attendee.event, "attendees/")).content.decode()


@pytest.mark.parametrize(("who", "status"), [(None, 401), (UserFactory, 404), (AttendeeFactory, 404)])
@pytest.mark.parametrize("path", ["attendees/", "attendees/{}/"])
def test_attendees_are_hidden_from_others(who: type[UserFactory] | None, status: int, path: str) -> None:
    attendee = AttendeeFactory()
    client = visitor(who() if who else None)

    assert refusal(client.get(below(attendee.event, path.format(attendee.pk))))[0] == status


def test_attendees_are_hidden_from_the_waiting_list() -> None:
    waiting = AttendeeFactory(waiting_since=BRAINSTORM)

    response = visitor(waiting).get(below(waiting.event, "attendees/"))

    assert refusal(response) == (403, "You are on the waiting list. This opens once you have a seat.")


def test_waiting_list_is_for_organizers() -> None:
    organizer = OrganizerFactory()
    attendee = AttendeeFactory(event=organizer.event)
    AttendeeFactory(event=organizer.event, waiting_since=BRAINSTORM)
    address = below(organizer.event, "attendees/")

    seen = [len(visitor(who).get(address).json()["results"]) for who in (attendee, organizer)]

    assert seen == [2, 3]


def test_whoever_cancelled_is_in_no_list() -> None:
    organizer = OrganizerFactory()
    AttendeeFactory(event=organizer.event, cancelled_at=BRAINSTORM)

    listed = visitor(organizer).get(below(organizer.event, "attendees/")).json()["results"]

    assert [person["id"] for person in listed] == [organizer.pk]


def test_attendees_filter_by_role_organization_and_waiting() -> None:
    organizer = OrganizerFactory(name="Ada")
    AttendeeFactory(event=organizer.event, name="Bob", organization=OrganizationFactory(name="SAP"))
    AttendeeFactory(event=organizer.event, name="Cleo", waiting_since=BRAINSTORM)

    def names(query: str) -> list[str]:
        listed = visitor(organizer).get(below(organizer.event, f"attendees/?{query}")).json()["results"]
        return [person["name"] for person in listed]

    assert names("role=organizer") == ["Ada"]
    assert names("organization=SAP") == ["Bob"]
    assert names("waiting=true") == ["Cleo"]
    assert names("waiting=false") == ["Ada", "Bob"]


def test_attendee_of_another_event_is_a_404() -> None:
    attendee, stranger = AttendeeFactory(), AttendeeFactory()

    assert refusal(visitor(attendee).get(below(attendee.event, f"attendees/{stranger.pk}/")))[0] == 404


def test_attendees_cost_the_same_queries_however_many() -> None:
    event = EventFactory()
    first = AttendeeFactory(event=event)

    def add(number: int) -> None:
        people = number - 1 if number == 3 else number
        AttendeeFactory.create_batch(people, event=event, organization=OrganizationFactory())

    same_queries_for_3_and_30(visitor(first), below(event, "attendees/"), add)


def test_register_gives_a_seat() -> None:
    event, user = EventFactory(phase=Phase.BRAINSTORM), UserFactory()

    response = visitor(user).post(
        below(event, "attendees/"), {"name": "Ada", "github": "@ada", "organization": "metal-stack"}
    )

    attendee = Attendee.objects.get(event=event)
    assert response.status_code == 201
    assert (attendee.user, attendee.github, str(attendee.organization)) == (user, "ada", "metal-stack")
    assert response.json()["waiting_since"] is None


def test_register_for_a_full_event_gives_a_place_on_the_waiting_list() -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, seats=0)

    response = visitor(UserFactory()).post(below(event, "attendees/"), {"name": "Ada"})

    assert response.json()["waiting_since"] is not None


def test_register_twice_is_a_409() -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)

    response = visitor(attendee).post(below(attendee.event, "attendees/"), {"name": "Ada"})

    assert refusal(response) == (409, f"You’re already registered for {attendee.event}.")


@pytest.mark.parametrize(
    ("person", "field"), [({}, "name"), ({"name": ""}, "name"), ({"name": "Ada", "github": "a--b"}, "github")]
)
def test_register_names_the_field_that_is_wrong(person: dict[str, str], field: str) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    assert wrong_fields(visitor(UserFactory()).post(below(event, "attendees/"), person)) == {field}


def test_register_takes_a_sign_in() -> None:
    assert refusal(visitor().post(below(EventFactory(), "attendees/"), {"name": "Ada"}))[0] == 401


def test_own_place_is_shown_on_the_waiting_list_too() -> None:
    waiting = AttendeeFactory(waiting_since=BRAINSTORM)

    assert visitor(waiting).get(below(waiting.event, "attendees/me/")).json()["id"] == waiting.pk


def test_own_place_of_an_outsider_is_a_404() -> None:
    response = visitor(UserFactory()).get(below(EventFactory(), "attendees/me/"))

    assert refusal(response) == (404, "You are not registered for this event.")


def test_cancel_gives_the_place_up() -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)

    response = visitor(attendee).delete(below(attendee.event, "attendees/me/"))

    assert response.status_code == 204
    assert not attendee.event.attendees.coming().exists()


def test_cancel_during_the_week_is_a_409() -> None:
    attendee = AttendeeFactory(event__phase=Phase.HACKING)

    response = visitor(attendee).delete(below(attendee.event, "attendees/me/"))

    assert refusal(response) == (409, "The week has begun. Tell the organizers if you have to leave.")
