from datetime import timedelta

import pytest
from django.test import Client

from planning.events.models import Event
from planning.people.models import Attendee
from planning.people.registration.counting import count_people
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory
from tests.flat import assert_flat
from tests.pages import attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


def crowd(event: Event, number: int, **fields: object) -> None:
    """People without accounts, in as few statements as possible."""
    before = event.attendees.count()
    names = (f"Person {before + place:04}" for place in range(number))
    Attendee.objects.bulk_create(Attendee(event=event, name=name, **fields) for name in names)


def test_people_are_paged(client: Client) -> None:
    event = EventFactory()
    attending(client, event)
    crowd(event, 120)

    first, last, beyond = (
        words(client.get(f"/{event.slug}/people/?page={number}")) for number in ("1", "3", "99999999999999999999")
    )

    assert "121 people" in first
    assert "1 to 50 of 121" in first
    assert "101 to 121 of 121" in last
    assert beyond == last


def test_people_cost_the_same_for_one_page_and_for_three(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)

    assert_flat(client, f"/{event.slug}/people/", lambda number: crowd(event, number))


def test_people_cost_the_same_however_many_wait(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)

    assert_flat(
        client, f"/{event.slug}/people/", lambda number: crowd(event, number, waiting_since=event.voting_opens_at)
    )


@pytest.mark.parametrize("asked", ["ÅDA", "@ada-s", "sap  ada", "spr"])
def test_people_are_found_by_name_handle_and_organization(client: Client, asked: str) -> None:
    event = EventFactory()
    attending(client, event)
    AttendeeFactory(event=event, name="Åda Sprout", github="ada-s", organization=OrganizationFactory(name="SAP"))

    page = words(client.get(f"/{event.slug}/people/", {"q": asked}))

    assert "1 match for" in page
    assert "Åda Sprout @ada-s SAP" in page
    assert "2 people" in page


@pytest.mark.parametrize("asked", ["nobody", "sap spring", "%", "\x00zz"])
def test_people_say_what_was_looked_for_and_how_to_see_all(client: Client, asked: str) -> None:
    event = EventFactory()
    attending(client, event)
    AttendeeFactory(event=event, name="Ada", organization=OrganizationFactory(name="SAP"))

    response = client.get(f"/{event.slug}/people/", {"q": asked, "page": "2"})

    found = asked.replace("\x00", "")
    assert f"No match for “{found}” by name, skill, organization or GitHub handle. Show all" in words(response)
    assert '<a href="?">Show all</a>' in response.content.decode()
    assert f'value="{found}"' in response.content.decode()


def test_people_keep_the_search_from_page_to_page(client: Client) -> None:
    event = EventFactory()
    attending(client, event)
    crowd(event, 60)

    page = client.get(f"/{event.slug}/people/", {"q": "person"}).content.decode()

    assert 'href="?q=person&amp;page=2"' in page


def test_people_offer_no_search_while_all_are_on_one_page(client: Client) -> None:
    event = EventFactory()
    attending(client, event)

    assert 'role="search"' not in client.get(f"/{event.slug}/people/").content.decode()


def test_people_are_counted_by_organization_the_largest_first() -> None:
    event = EventFactory()
    sap, stackit = OrganizationFactory(name="SAP"), OrganizationFactory(name="STACKIT")
    crowd(event, 2, organization=stackit)
    crowd(event, 3, organization=sap)
    crowd(event, 1)
    crowd(event, 4, organization=sap, waiting_since=event.voting_opens_at)
    crowd(event, 4, organization=sap, cancelled_at=event.voting_opens_at)

    counts = count_people(event)

    assert [(bar.label, bar.value) for bar in counts.organizations] == [("SAP", 3), ("STACKIT", 2)]
    assert (counts.people, counts.others, counts.people_of_others) == (6, 0, 0)


def test_people_of_many_organizations_are_counted_together(client: Client) -> None:
    event = EventFactory()
    attending(client, event)
    crowd(event, 2, organization=OrganizationFactory(name="Two of us"))
    for organization in OrganizationFactory.create_batch(22):
        crowd(event, 1, organization=organization)

    page = words(client.get(f"/{event.slug}/people/"))

    assert "Two of us 2 " in page
    assert "And 3 people from 3 other organizations." in page


def test_waiting_list_goes_on_where_the_people_page_stops(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)
    for place in range(60):
        since = event.voting_opens_at + timedelta(minutes=place)
        AttendeeFactory(event=event, user=None, name=f"Waiting {place:02}", waiting_since=since)

    people = words(client.get(f"/{event.slug}/people/"))
    rest = client.get(f"/{event.slug}/people/waiting/?page=2")
    found = words(client.get(f"/{event.slug}/people/waiting/?q=59"))

    assert "Waiting 49" in people
    assert "Waiting 50" not in people
    assert "See everyone who is waiting" in people
    assert '<ol class="stack gap-2" start="51">' in rest.content.decode()
    assert "Waiting 50" in words(rest)
    assert "Waiting 49" not in words(rest)
    assert "1 match" in found
    assert "Waiting 59" in found


def test_waiting_list_costs_the_same_for_one_page_and_for_three(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)

    assert_flat(
        client,
        f"/{event.slug}/people/waiting/",
        lambda number: crowd(event, number, waiting_since=event.voting_opens_at),
    )


def test_waiting_list_without_anyone_says_so(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)

    assert "No one is waiting." in words(client.get(f"/{event.slug}/people/waiting/"))


def test_waiting_list_is_for_organizers(client: Client) -> None:
    event = EventFactory()
    attending(client, event)

    assert client.get(f"/{event.slug}/people/waiting/").status_code == 403


def test_looking_for_people_writes_nothing(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)

    assert writes_of(client, f"/{event.slug}/people/?q=ada") == []
    assert writes_of(client, f"/{event.slug}/people/waiting/") == []


def test_people_ask_for_the_event_and_the_seat_at_once(client: Client) -> None:
    event = EventFactory()
    attending(client, event)

    queries = queries_of(client, f"/{event.slug}/people/")

    assert sum('FROM "planning_event"' in query for query in queries) == 0
