"""What earlier events left open, proposed with one tap."""

import pytest
from django.test import Client

from htg.unfinished.taking_up import proposal_of_step
from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, EventFactory, NextStepFactory, PastEventFactory, TopicFactory
from tests.pages import attending, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.BRAINSTORM)
    return event


def left(text: str = "Write the docs.", slug: str = "2019-05") -> NextStep:
    past = Event.objects.filter(slug=slug).first() or PastEventFactory(slug=slug)
    step: NextStep = NextStepFactory(topic=TopicFactory(event=past), text=text)
    return step


def address(event: Event) -> str:
    return f"/{event.slug}/unfinished/"


def tap(client: Client, event: Event, step: NextStep) -> str:
    return words(client.post(f"{address(event)}{step.pk}/propose/", follow=True))


def test_open_steps_of_earlier_events_are_offered_with_owner_and_age(client: Client, event: Event) -> None:
    attending(client, event)
    step = left()
    NextStep.objects.filter(pk=step.pk).update(owner=AttendeeFactory(event=step.topic.event, name="Ada Lovelace"))
    NextStepFactory(topic=TopicFactory(event=event), text="Of this one.")
    NextStepFactory(topic=step.topic, text="Was dropped.", state=NextStep.State.DROPPED)

    page = words(client.get(address(event)))

    assert "Write the docs. Ada Lovelace" in page
    assert "years old" in page
    assert "Of this one." not in page
    assert "Was dropped." not in page
    assert writes_of(client, address(event)) == []


def test_one_tap_proposes_a_topic_that_continues_the_one_it_came_from(client: Client, event: Event) -> None:
    attendee = attending(client, event)
    step = left()

    assert "Your topic is in. The step stays open: its owner can move it here." in tap(client, event, step)

    topic = event.topics.get()
    assert (topic.title, topic.problem, topic.continues, topic.proposed_by) == (
        "Write the docs.",
        "",
        step.topic,
        attendee,
    )
    step.refresh_from_db()
    assert step.is_open


def test_owner_moves_the_step_with_it(client: Client, event: Event) -> None:
    attendee, step = attending(client, event), left()
    owner = AttendeeFactory(event=step.topic.event, user=attendee.user)
    NextStep.objects.filter(pk=step.pk).update(owner=owner)

    assert "The step has moved into it." in tap(client, event, step)

    step.refresh_from_db()
    assert (step.state, step.moved_to) == (NextStep.State.MOVED, event.topics.get())


def test_step_is_taken_up_once(client: Client, event: Event) -> None:
    attending(client, event)
    step = left()
    tap(client, event, step)
    attending(client, event)

    assert "has already been proposed from this." in tap(client, event, step)

    assert event.topics.count() == 1
    assert "Carried on here: 🌱 Write the docs." in words(client.get(address(event)))


def test_step_that_was_closed_meanwhile_is_not_taken_up(client: Client, event: Event) -> None:
    attending(client, event)
    step = left()
    NextStep.objects.update(state=NextStep.State.DROPPED)

    assert "This step is no longer open." in tap(client, event, step)
    assert event.topics.count() == 0


def test_long_step_keeps_all_its_words() -> None:
    text = "Write the docs. " * 20

    proposal = proposal_of_step(left(text))

    assert proposal.title.endswith("…")
    assert (len(proposal.title) <= 200, proposal.problem) == (True, text)


def test_nothing_is_proposed_once_topics_are_no_longer_accepted(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)
    step = left()

    assert "Propose it" not in words(client.get(address(event)))
    assert "is no longer accepting topics" in tap(client, event, step)
    assert not Topic.objects.filter(event=event).exists()


def test_page_is_for_those_with_a_seat_and_the_board_leads_there(client: Client, event: Event) -> None:
    step = left()
    attending(client, EventFactory())
    assert client.get(address(event)).status_code == 404
    assert client.post(f"{address(event)}{step.pk}/propose/").status_code == 404

    attending(client, event)
    assert address(event) in client.get(f"/{event.slug}/topics/").content.decode()


def test_page_takes_the_same_queries_for_3_and_50(client: Client, event: Event) -> None:
    attending(client, event)
    for number in range(3):
        left(slug=f"2019-0{number + 1}")
    few = queries_of(client, address(event))
    for number in range(60):
        left(slug=f"2018-{number % 12 + 1:02}")

    assert len(queries_of(client, address(event))) == len(few)
    assert client.get(address(event)).content.count(b"Propose it") == 50
