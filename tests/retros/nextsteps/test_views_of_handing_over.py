from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from retros.nextsteps.models import NextStep
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    TopicFactory,
)
from tests.pages import attending, words
from tests.retros.nextsteps.steps import own_step, page_of, post, settled

pytestmark = pytest.mark.django_db

State = NextStep.State


def test_take_makes_the_visitor_the_owner_until_a_day(client: Client) -> None:
    step = NextStepFactory()
    attendee = attending(client, EventFactory())

    post(client, step, "take", {"due_on": "2199-01-31"})

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (attendee, date(2199, 1, 31))


def test_take_proposes_four_weeks(client: Client) -> None:
    step = NextStepFactory()
    attending(client, EventFactory())

    in_four_weeks = timezone.localdate() + timedelta(weeks=4)

    assert f'value="{in_four_weeks}"' in client.get(f"/next-steps/{step.pk}/").content.decode()


def test_take_of_a_closed_step_is_refused_on_the_page(client: Client) -> None:
    step = settled(NextStepFactory())
    attending(client, EventFactory())

    assert "This step is already done." in words(post(client, step, "take"))


def test_take_until_a_day_before_the_event_is_refused_on_the_page(client: Client) -> None:
    step = NextStepFactory()
    attending(client, EventFactory())

    response = post(client, step, "take", {"due_on": "2020-01-31"})

    assert "Choose a later day." in words(response)
    assert 'value="2020-01-31"' in response.content.decode()


def test_take_until_no_day_at_all_is_refused_on_the_page(client: Client) -> None:
    step = NextStepFactory()
    attending(client, EventFactory())

    response = post(client, step, "take", {"due_on": "soon"})

    assert "“soon” can’t be read as a day." in words(response)
    assert 'value="soon"' in response.content.decode()


def test_assign_says_who_has_it_and_until_when(client: Client) -> None:
    step = own_step(client)
    ada = AttendeeFactory(event=step.topic.event)

    post(client, step, "assign", {"owner": ada.pk, "due_on": "2199-01-31"})

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (ada, date(2199, 1, 31))


@pytest.mark.parametrize("page", ["/next-steps/{}/", "/next-steps/triage/?view=mine"])
def test_whoever_has_no_account_can_be_chosen_and_is_distinguished_from_the_others(client: Client, page: str) -> None:
    step = own_step(client)
    AttendeeFactory(event=step.topic.event, name="Ada")
    AttendeeFactory(event=step.topic.event, name="Bob", user=None)

    said = words(client.get(page.format(step.pk)))

    assert "Ada Bob (no account)" in said
    assert "People without an account aren't reminded; the organizers are instead." in said


def test_assign_to_a_person_and_an_organization_is_refused_on_the_page(client: Client) -> None:
    step = own_step(client)
    two = {"owner": AttendeeFactory(event=step.topic.event).pk, "organization": OrganizationFactory().pk}

    response = post(client, step, "assign", two)

    assert "A step has one owner: a person or an organization." in words(response)


def test_assign_until_a_day_before_the_event_is_refused_on_the_page(client: Client) -> None:
    step = own_step(client)

    response = post(client, step, "assign", {"due_on": "2020-01-31"})

    assert "Choose a later day." in words(response)
    assert 'value="2020-01-31"' in response.content.decode()


def test_assign_keeps_the_owner(client: Client) -> None:
    stranger = AttendeeFactory()
    step = own_step(client, owner=stranger)

    post(client, step, "assign", {"owner": stranger.pk, "due_on": "2199-01-31"})

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (stranger, date(2199, 1, 31))


@pytest.mark.parametrize("without", ["waiting_since", "cancelled_at"])
def test_assign_is_to_people_with_a_seat(client: Client, without: str) -> None:
    step = own_step(client)
    someone = AttendeeFactory(event=step.topic.event, **{without: timezone.now()})

    response = post(client, step, "assign", {"owner": someone.pk})

    assert "Select a valid choice." in words(response)


def test_move_carries_the_step_over_into_a_topic_of_a_later_event(client: Client) -> None:
    step = own_step(client, topic__event=PastEventFactory())
    later = TopicFactory(title="Node agent")

    post(client, step, "move", {"topic": later.pk, "note": "Same thing."})

    step.refresh_from_db()
    assert (step.state, step.moved_to, step.closing_note) == (State.MOVED, later, "Same thing.")
    assert "moved into" in page_of(client, step)


def test_move_to_a_topic_of_the_same_event_is_refused_on_the_page(client: Client) -> None:
    step = own_step(client)
    sibling = TopicFactory(event=step.topic.event)

    response = post(client, step, "move", {"topic": sibling.pk, "note": "Same thing."})

    assert "Select a valid choice." in words(response)
    assert "Same thing." in words(response)


def test_move_that_comes_too_late_says_so(client: Client) -> None:
    step = settled(own_step(client, topic__event=PastEventFactory()))

    response = post(client, step, "move", {"topic": TopicFactory().pk})

    assert "This step is already done." in words(response)


def test_move_says_where_no_later_event_has_a_topic(client: Client) -> None:
    step = own_step(client)

    assert "No later event has a topic yet." in page_of(client, step)
