"""The API shows how next steps are closed, as the pages do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.nextsteps.models import NextStep
from tests.api import refusal, visitor
from tests.factories import EventFactory, NextStepFactory, PastEventFactory

pytestmark = pytest.mark.django_db

BURN_DOWN, SHARES = "/api/v1/next-steps/burn-down/", "/api/v1/next-steps/shares/"


def closed(event: Event, closed_on: date | None) -> None:
    NextStepFactory(topic__event=event, state=NextStep.State.DONE, closed_on=closed_on)


def get_json(address: str) -> Any:
    response = visitor().get(address)
    assert response.status_code == 200
    return response.json()


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get_json(address)
    return len(captured)


def test_burn_down_of_an_event_is_shown_to_anyone() -> None:
    event = EventFactory(phase=Phase.CLOSED)
    NextStepFactory.create_batch(2, topic__event=event)
    closed(event, event.ends_on + timedelta(days=1))
    closed(event, None)
    NextStepFactory(topic__event=PastEventFactory())

    answer = get_json(f"{BURN_DOWN}?event={event.slug}")

    assert answer["points"][0] == {"day": event.ends_on.isoformat(), "open": 3}
    assert answer["points"][-1] == {"day": timezone.localdate().isoformat(), "open": 2}
    assert (answer["by_week"], answer["unknown"]) == (True, 1)


def test_burn_down_without_an_event_is_of_all_and_names_those_that_began_since() -> None:
    for slug in ("2011-05", "2011-11", "2012-05"):
        NextStepFactory(topic__event=PastEventFactory(slug=slug))

    answer = get_json(BURN_DOWN)

    assert (answer["points"][0]["open"], answer["points"][-1]["open"]) == (1, 3)
    assert answer["began"] == [{"event": "2011-11", "day": "2011-11-01"}, {"event": "2012-05", "day": "2012-05-01"}]


def test_burn_down_of_an_event_names_the_next_one_alone() -> None:
    for slug in ("2011-05", "2011-11", "2012-05"):
        NextStepFactory(topic__event=PastEventFactory(slug=slug))

    assert [mark["event"] for mark in get_json(f"{BURN_DOWN}?event=2011-05")["began"]] == ["2011-11"]


def test_burn_down_of_nothing_has_no_points() -> None:
    assert get_json(BURN_DOWN) == {"points": [], "by_week": True, "unknown": 0, "began": []}


def test_burn_down_of_no_event_is_a_404() -> None:
    assert refusal(visitor().get(f"{BURN_DOWN}?event=nonsense"))[0] == 404


def test_shares_tell_what_was_closed_before_the_next_event_oldest_event_first() -> None:
    may, november = PastEventFactory(slug="2010-05"), PastEventFactory(slug="2010-11")
    closed(may, date(2010, 10, 31))
    closed(may, date(2010, 11, 1))
    closed(may, None)
    NextStepFactory(topic__event=may)
    NextStepFactory(topic__event=november)

    assert get_json(SHARES) == [
        {
            "event": "2010-05",
            "next_event": "2010-11",
            "next_on": "2010-11-01",
            "all": 4,
            "settled": 1,
            "unknown": 1,
            "percent": 25,
            "percent_at_most": 50,
            "is_over": True,
        },
        {
            "event": "2010-11",
            "next_event": "",
            "next_on": None,
            "all": 1,
            "settled": 0,
            "unknown": 0,
            "percent": 0,
            "percent_at_most": 0,
            "is_over": False,
        },
    ]


@pytest.mark.parametrize("address", [BURN_DOWN, SHARES])
def test_telling_costs_the_same_for_thirty_events_as_for_three(address: str) -> None:
    for year in range(2000, 2003):
        NextStepFactory(topic__event=PastEventFactory(slug=f"{year}-05"))
    few = queries(address)
    for year in range(2003, 2030):
        NextStepFactory(topic__event=PastEventFactory(slug=f"{year}-05"))

    assert queries(address) == few == 2
