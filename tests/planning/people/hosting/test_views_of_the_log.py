"""The log of what changed, below the schedule and over the API."""

from typing import Any

import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.paging import ROWS
from planning.people.models import Attendee
from tests.api import below, visitor
from tests.factories import EventFactory, OrganizerFactory
from tests.flat import assert_flat
from tests.pages import organizing, words

pytestmark = pytest.mark.django_db


def change_seats(organizer: Attendee, number: int) -> None:
    """So many times."""
    event: Any = organizer.event
    event._history_user = organizer.user
    for _ in range(number):
        event.seats = (event.seats or 0) + 1
        event.save()


def test_schedule_costs_the_same_for_one_page_of_the_log_and_for_three(client: Client) -> None:
    organizer = organizing(client, EventFactory(phase=Phase.VOTING))
    address = f"/{organizer.event.slug}/schedule/"

    assert_flat(client, address, lambda number: change_seats(organizer, number))


def test_log_over_the_api_costs_the_same_for_one_page_and_for_three() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)
    address = below(organizer.event, "changes/")

    assert_flat(visitor(organizer), address, lambda number: change_seats(organizer, number))


def test_log_leads_on_to_what_changed_earlier(client: Client) -> None:
    organizer = organizing(client, EventFactory(phase=Phase.VOTING, seats=0))
    change_seats(organizer, ROWS + 1)

    pages = [words(client.get(f"/{organizer.event.slug}/schedule/?page={number}")) for number in (1, 2)]
    over_the_api = visitor(organizer).get(below(organizer.event, "changes/")).json()

    assert [f"Seats: {ROWS} → {ROWS + 1}" in page for page in pages] == [True, False]
    assert ["Seats: 0 → 1" in page for page in pages] == [False, True]
    assert (over_the_api["count"], len(over_the_api["results"])) == (ROWS + 1, ROWS)
    assert over_the_api["next"].endswith("/changes/?page=2")
