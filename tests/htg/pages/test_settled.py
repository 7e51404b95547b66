from datetime import date

import pytest
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from retros.nextsteps.models import NextStep
from tests.factories import EventFactory, NextStepFactory, PastEventFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def closed(event: Event, closed_on: date | None) -> None:
    NextStepFactory(topic__event=event, state=NextStep.State.DONE, closed_on=closed_on)


def test_home_tells_the_share_that_was_closed_before_the_next_event(client: Client) -> None:
    may = PastEventFactory(slug="2010-05", name="Hack in May")
    PastEventFactory(slug="2010-11", name="Hack in winter")
    closed(may, date(2010, 10, 31))
    closed(may, date(2010, 11, 1))
    NextStepFactory.create_batch(2, topic__event=may)

    page = words(client.get("/"))

    assert "1 of the 4 next steps of Hack in May were closed before Hack in winter began." in page
    assert "Hack in May 1 of 4" in page


def test_home_tells_a_percentage_of_many_alone(client: Client) -> None:
    may = PastEventFactory(slug="2010-05", name="Hack in May")
    PastEventFactory(slug="2010-11", name="Hack in winter")
    for _ in range(5):
        closed(may, date(2010, 10, 31))
    NextStepFactory.create_batch(14, topic__event=may)
    of_nineteen = words(client.get("/"))
    NextStepFactory(topic__event=may)

    of_twenty = words(client.get("/"))

    assert ("5 of the 19 next steps" in of_nineteen, "%" in of_nineteen) == (True, False)
    assert ("25 % of the 20 next steps" in of_twenty, "Hack in May 5 of 20" in of_twenty) == (True, True)


def test_home_tells_what_is_not_known_of_the_share(client: Client) -> None:
    may = PastEventFactory(slug="2010-05", name="Hack in May")
    PastEventFactory(slug="2010-11")
    closed(may, None)
    closed(may, date(2010, 10, 31))
    NextStepFactory.create_batch(2, topic__event=may)

    page = words(client.get("/"))

    assert "1 to 2 of the 4 next steps" in page
    assert "Hack in May 1 to 2 of 4" in page
    assert "For some, no one wrote down when they were closed: the true figure lies between the two numbers." in page


def test_home_tells_no_percentage_of_many_if_some_are_not_known(client: Client) -> None:
    may = PastEventFactory(slug="2010-05", name="Hack in May")
    PastEventFactory(slug="2010-11")
    closed(may, None)
    NextStepFactory.create_batch(19, topic__event=may)

    page = words(client.get("/"))

    assert ("0 to 1 of the 20 next steps" in page, "%" in page) == (True, False)


def test_home_tells_the_share_so_far_until_the_next_event_begins(client: Client) -> None:
    event = PastEventFactory(slug="2010-05", name="Hack in May")
    later = EventFactory(phase=Phase.BRAINSTORM, slug="2100-05", name="Hack to come")
    closed(event, None)
    NextStepFactory(topic__event=event)

    page = words(client.get("/"))

    assert "1 of the 2 next steps of Hack in May are closed so far." in page
    assert f"Hack to come begins on {later.starts_on.day} {later.starts_on:%B %Y}." in page


def test_home_tells_no_share_as_long_as_there_are_no_next_steps(client: Client) -> None:
    EventFactory(phase=Phase.CLOSED)

    assert "Closed before the next hackathon" not in words(client.get("/"))
