import pytest
from django.test import Client

from planning.events.models import Event
from planning.people.models import Attendee
from tests.factories import EventFactory, OrganizationFactory
from tests.flat import assert_flat
from tests.pages import attending, organizing

pytestmark = pytest.mark.django_db


def test_attendees_cost_the_same_for_one_page_and_for_three(client: Client) -> None:
    event, organization = EventFactory(), OrganizationFactory()
    organizing(client, event)

    def add(number: int) -> None:
        before = event.attendees.count()
        names = (f"Person {place:03}" for place in range(before, before + number))
        Attendee.objects.bulk_create(Attendee(event=event, name=name, organization=organization) for name in names)

    assert_flat(client, f"/api/v1/events/{event.slug}/attendees/", add)


def test_events_cost_the_same_for_one_page_and_for_three(client: Client) -> None:
    attending(client, EventFactory())

    def add(number: int) -> None:
        """From 1900 on, a month each."""
        before = Event.objects.count()
        slugs = (f"{1900 + place // 12}-{place % 12 + 1:02}" for place in range(before, before + number))
        Event.objects.bulk_create(Event(slug=slug, name=f"Hack the Garden {slug}") for slug in slugs)

    assert_flat(client, "/api/v1/events/", add)


def test_organizations_cost_the_same_for_one_page_and_for_three(client: Client) -> None:
    assert_flat(client, "/api/v1/organizations/", OrganizationFactory.create_batch)
