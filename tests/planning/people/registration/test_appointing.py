import pytest
from django.test import Client

from planning.clock import stopped_at
from planning.events.models import Event
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.people.registration.appointing import AppointmentRejected, make_organizer, take_role_back
from tests.admin_pages import address, preview_import, refusals
from tests.api import below, refusal, visitor
from tests.clock import BRAINSTORM
from tests.factories import AttendeeFactory, OrganizerFactory
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db

NOW = stopped_at(BRAINSTORM)


def organizers_of(event: Event) -> list[str]:
    return [person.name for person in event.attendees.organizers()]


def test_an_organizer_makes_others_organizers_and_tells_them_once() -> None:
    olga = OrganizerFactory(name="Olga")
    ada = AttendeeFactory(event=olga.event, name="Ada")

    for _again in range(2):
        make_organizer(olga, ada, clock=NOW)

    assert organizers_of(olga.event) == ["Ada", "Olga"]
    assert Message.objects.get().to == ada.email


@pytest.mark.parametrize("lacking", [{"waiting_since": BRAINSTORM}, {"cancelled_at": BRAINSTORM}, {"user": None}])
def test_only_someone_with_a_seat_and_an_account_can_organize(lacking: dict[str, object]) -> None:
    olga = OrganizerFactory()

    with pytest.raises(AppointmentRejected, match="a seat and an account"):
        make_organizer(olga, AttendeeFactory(event=olga.event, **lacking), clock=NOW)


def test_the_last_organizer_stays() -> None:
    olga = OrganizerFactory(name="Olga")
    OrganizerFactory(event=olga.event, user=None)  # who cannot sign in
    OrganizerFactory()  # of another event

    with pytest.raises(AppointmentRejected, match="last organizer"):
        take_role_back(olga, olga)


def test_an_event_is_handed_over() -> None:
    olga = OrganizerFactory(name="Olga")
    ada = AttendeeFactory(event=olga.event, name="Ada")

    make_organizer(olga, ada, clock=NOW)
    take_role_back(olga, olga)

    assert organizers_of(olga.event) == ["Ada"]


def test_organizers_are_made_and_unmade_on_their_page(client: Client) -> None:
    ada = AttendeeFactory(name="Ada")
    organizing(client, ada.event)
    me = ada.event.attendees.organizers().get()
    page = f"/{ada.event.slug}/people/organizers/"

    writes = writes_of(client, page)
    refused = client.post(f"/{ada.event.slug}/people/{me.pk}/attendee/", follow=True)
    made = client.post(f"/{ada.event.slug}/people/{ada.pk}/organizer/", follow=True)
    client.post(f"/{ada.event.slug}/people/{me.pk}/attendee/", follow=True)

    assert writes == []
    assert "This is the last organizer of the event." in words(refused)
    assert "Ada organizes" in words(made)
    assert organizers_of(ada.event) == ["Ada"]


def test_attendees_make_nobody_organizer(client: Client) -> None:
    ada = AttendeeFactory()
    attending(client, ada.event)

    answers = [
        client.get(f"/{ada.event.slug}/people/organizers/"),
        client.post(f"/{ada.event.slug}/people/{ada.pk}/organizer/"),
        client.post(f"/{ada.event.slug}/people/{ada.pk}/attendee/"),
        visitor(ada).put(below(ada.event, f"attendees/{ada.pk}/organizer/")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]


def test_the_api_makes_and_unmakes_organizers() -> None:
    olga = OrganizerFactory(name="Olga")
    ada = AttendeeFactory(event=olga.event, name="Ada")
    to_ada = below(olga.event, f"attendees/{ada.pk}/organizer/")

    assert visitor(olga).put(to_ada).json()["role"] == "organizer"
    assert visitor(olga).delete(to_ada).json()["role"] == "attendee"
    assert refusal(visitor(olga).delete(below(olga.event, f"attendees/{olga.pk}/organizer/")))[0] == 409


def test_the_admin_keeps_the_last_organizer(admin_client: Client) -> None:
    olga = OrganizerFactory(name="Olga")
    form = {"event": olga.event_id, "user": olga.user_id, "name": "Olga", "role": "attendee"}

    changed = admin_client.post(address(Attendee, "change", olga.pk), form)
    admin_client.post(address(Attendee, "delete", olga.pk), {"post": "yes"})

    assert "This is the last organizer" in words(changed)
    assert organizers_of(olga.event) == ["Olga"]


def test_a_table_keeps_the_last_organizer(admin_client: Client) -> None:
    olga = OrganizerFactory(name="Olga", github="olga")

    preview = preview_import(admin_client, Attendee, f"event,github,name,role\n{olga.event.slug},olga,Olga,attendee\n")

    assert "This is the last organizer of the event." in refusals(preview)[0]
