"""The number beside Organize."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, TopicFactory, UserFactory
from tests.pages import organizing, queries_of

pytestmark = pytest.mark.django_db(transaction=True)

BESIDE_ORGANIZE = re.compile(r'<span>Organize</span><span class="count">(\d+)<')


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def event(client: Client) -> Event:
    """One thing to do: a topic does not say its problem."""
    event: Event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    TopicFactory(event=event, problem="")
    return event


def number(client: Client, event: Event, page: str = "people/") -> list[str]:
    return BESIDE_ORGANIZE.findall(client.get(f"/{event.slug}/{page}").content.decode())


def seated(event: Event, factory: type[AttendeeFactory] = AttendeeFactory) -> Client:
    client, person = Client(), factory(event=event, user=UserFactory())
    client.force_login(person.user)
    return client


def need_one_more(event: Event) -> None:
    event.attendees.update(waiting_since=None)
    AttendeeFactory(event=event, waiting_since=timezone.now())


def test_number_is_new_a_minute_later(client: Client, event: Event, clock: time_machine.Traveller) -> None:
    first = number(client, event)
    need_one_more(event)
    at_once = number(client, event)

    clock.shift(timedelta(minutes=1))

    assert int(number(client, event)[0]) == int(first[0]) + 1
    assert at_once == first


def test_number_is_counted_once_for_all_pages(
    client: Client, event: Event, clock: time_machine.Traveller
) -> None:  # stands still
    first, again = (queries_of(client, f"/{event.slug}/people/") for _ in range(2))

    assert len(first) > len(again)


def test_number_is_that_of_the_overview_once_it_was_open(
    client: Client,
    event: Event,
    clock: time_machine.Traveller,  # stands still
) -> None:
    before = number(client, event)
    need_one_more(event)

    shown = number(client, event, page="")

    assert int(shown[0]) == int(before[0]) + 1
    assert number(client, event) == shown


def test_number_is_the_same_for_all_who_organize_the_event(client: Client, event: Event) -> None:
    shown = number(client, event)

    assert number(seated(event, OrganizerFactory), event) == shown != []


def test_number_is_not_shown_to_others(client: Client, event: Event) -> None:
    elsewhere: Event = EventFactory(phase=Phase.VOTING)
    shown = number(client, event)
    organizer = seated(elsewhere, OrganizerFactory)
    TopicFactory(event=elsewhere, problem="")
    need_one_more(elsewhere)

    assert number(seated(event), event) == []
    assert number(organizer, elsewhere) != shown
