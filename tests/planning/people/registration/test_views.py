import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Organization
from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, UserFactory
from tests.pages import attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db

ADA = {"name": "Ada Sprout", "github": "@ada", "organization": "stackit"}


def test_register_says_who_is_shown_what_is_entered(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(UserFactory())

    page = words(client.get(f"/{event.slug}/register/"))

    assert "shown to people in the community: anyone with a seat at one of its events." in page


def test_register_asks_visitors_to_sign_in_and_keeps_what_they_typed(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    response = client.post(f"/{event.slug}/register/", ADA)
    client.force_login(UserFactory())
    kept = client.get(f"/{event.slug}/register/")

    assert response["Location"] == f"/accounts/login/?next=/{event.slug}/register/"
    assert 'value="Ada Sprout"' in kept.content.decode()


def test_register_gives_a_seat(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    stackit = OrganizationFactory(name="STACKIT")
    client.force_login(UserFactory())

    response = client.post(f"/{event.slug}/register/", ADA, follow=True)

    attendee = Attendee.objects.get()
    assert (attendee.name, attendee.github, attendee.organization) == ("Ada Sprout", "ada", stackit)
    assert "You have a seat" in words(response)


@pytest.mark.parametrize(("seats", "taken"), [(1, "The only seat is taken"), (2, "All 2 seats are taken")])
def test_register_puts_people_on_the_waiting_list_and_says_so(client: Client, seats: int, taken: str) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, seats=seats)
    AttendeeFactory.create_batch(seats, event=event)
    client.force_login(UserFactory())

    before = client.get(f"/{event.slug}/register/")
    after = client.post(f"/{event.slug}/register/", ADA, follow=True)

    assert taken in words(before)
    assert "you’re on the waiting list" in words(after)


def test_register_shows_why_not_on_the_form_with_what_was_typed(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    client.force_login(UserFactory())

    response = client.post(f"/{event.slug}/register/", ADA | {"organization": "A new one"})

    assert f"{event} is over." in words(response)
    assert 'value="Ada Sprout"' in response.content.decode()
    assert not Organization.objects.exists()


def test_register_refuses_a_handle_that_github_would_not_have(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(UserFactory())

    response = client.post(f"/{event.slug}/register/", ADA | {"github": "ada--sprout"})

    assert "only letters, digits and single hyphens" in words(response)
    assert 'aria-invalid="true"' in response.content.decode()


def test_register_knows_people_from_the_event_before(client: Client) -> None:
    known = AttendeeFactory(event__slug="2026-05", name="Ada Sprout", github="ada")
    event = EventFactory(slug="2026-12", phase=Phase.BRAINSTORM)
    client.force_login(known.user)

    html = client.get(f"/{event.slug}/register/").content.decode()

    assert 'value="Ada Sprout"' in html
    assert 'value="ada"' in html


def test_register_sends_people_who_are_registered_to_the_event(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    assert client.get(f"/{event.slug}/register/")["Location"] == f"/{event.slug}/"


def test_register_of_an_unknown_event_is_not_found(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/1999-01/register/").status_code == 404


def test_cancel_gives_the_place_up(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    response = client.post(f"/{event.slug}/cancel/", follow=True)

    assert not event.attendees.coming().exists()
    assert "You’ve given up your seat." in words(response)


def test_cancel_takes_people_off_the_waiting_list_and_says_so(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, seats=1)
    AttendeeFactory(event=event)
    waiting = AttendeeFactory(event=event, user=UserFactory(), waiting_since=timezone.now())
    client.force_login(waiting.user)

    response = client.post(f"/{event.slug}/cancel/", follow=True)

    assert not event.attendees.waiting().exists()
    assert "You’ve left the waiting list." in words(response)


def test_cancel_keeps_the_place_when_only_looked_at(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    response = client.get(f"/{event.slug}/cancel/")

    assert response["Location"] == f"/{event.slug}/"
    assert event.attendees.count() == 1


def test_cancel_says_why_not_once_the_week_has_begun(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    response = client.post(f"/{event.slug}/cancel/", follow=True)

    assert "The week has begun." in words(response)
    assert event.attendees.count() == 1


def test_cancel_by_an_outsider_changes_nothing(client: Client) -> None:
    event = AttendeeFactory(event=EventFactory(phase=Phase.VOTING)).event
    client.force_login(UserFactory())

    client.post(f"/{event.slug}/cancel/")

    assert event.attendees.count() == 1


def test_people_are_shown_to_those_who_have_a_seat(client: Client) -> None:
    event = EventFactory()
    AttendeeFactory(event=event, name="Ada Sprout", github="ada", organization=OrganizationFactory(name="SAP"))
    attending(client, event)

    response = client.get(f"/{event.slug}/people/")

    assert "2 people" in words(response)
    assert "Ada Sprout @ada SAP" in words(response)
    assert "Waiting list" not in words(response)


def test_people_are_not_found_by_outsiders(client: Client) -> None:
    event = EventFactory()
    client.force_login(UserFactory())

    assert client.get(f"/{event.slug}/people/").status_code == 404


def test_people_ask_visitors_to_sign_in(client: Client) -> None:
    event = EventFactory()

    assert client.get(f"/{event.slug}/people/")["Location"] == f"/accounts/login/?next=/{event.slug}/people/"


def test_people_stay_closed_to_the_waiting_list(client: Client) -> None:
    event = EventFactory()
    waiting = AttendeeFactory(event=event, waiting_since=event.voting_opens_at)
    client.force_login(waiting.user)

    response = client.get(f"/{event.slug}/people/")

    assert response.status_code == 403
    assert "You are on the waiting list." in words(response)


def test_people_show_organizers_who_waits(client: Client) -> None:
    event = EventFactory()
    AttendeeFactory(event=event, name="Wanda", waiting_since=event.voting_opens_at)
    organizing(client, event)

    response = client.get(f"/{event.slug}/people/")

    assert "1 person" in words(response)
    assert "Wanda" in words(response)


def test_people_cost_as_many_queries_for_thirty_as_for_three(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)
    AttendeeFactory.create_batch(3, event=event, organization=OrganizationFactory())
    few = queries_of(client, f"/{event.slug}/people/")

    for _ in range(3):
        AttendeeFactory.create_batch(9, event=event, organization=OrganizationFactory())

    assert len(queries_of(client, f"/{event.slug}/people/")) == len(few)


@pytest.mark.parametrize("page", ["register", "cancel", "people"])
def test_looking_writes_nothing(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    assert writes_of(client, f"/{event.slug}/{page}/") == []
