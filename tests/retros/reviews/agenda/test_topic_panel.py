"""What a topic shows in the review meeting, on the pages of planning."""

import pytest
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.reviews.models import Demo
from tests.factories import EventFactory, MembershipFactory, PastEventFactory, TeamFactory, TopicFactory
from tests.pages import words
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


def topic_in(phase: Phase) -> Topic:
    event: Event = EventFactory(phase=phase)
    topic: Topic = TopicFactory(event=event)
    return topic


def leads_there(client: Client, address: str, topic: Topic) -> bool:
    return f'href="/{topic.event.slug}/topics/{topic.slug}/demo/"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("visitor", "asked"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", True), ("organizer", True)],
)
def test_topic_asks_whoever_speaks_for_it(client: Client, visitor: str, *, asked: bool) -> None:
    topic = topic_in(Phase.HACKING)
    enter(client, visitor, topic)

    assert leads_there(client, topic.get_absolute_url(), topic) is asked


@pytest.mark.parametrize(("visitor", "asked"), [("attendee", False), ("member", True), ("organizer", True)])
def test_team_asks_its_members(client: Client, visitor: str, *, asked: bool) -> None:
    topic = topic_in(Phase.REVIEW)
    enter(client, visitor, topic)
    team = getattr(topic, "team", None) or TeamFactory(topic=topic)

    assert leads_there(client, team.get_absolute_url(), topic) is asked


def test_team_is_not_asked_before_the_week(client: Client) -> None:
    topic = topic_in(Phase.TEAM_FORMATION)
    enter(client, "member", topic)

    assert not leads_there(client, topic.team.get_absolute_url(), topic)


def test_topic_tells_everyone_what_it_shows(client: Client) -> None:
    topic = topic_in(Phase.REVIEW)
    Demo.objects.create(topic=topic, minutes=10)

    assert "Will show something, 10 minutes" in words(client.get(topic.get_absolute_url()))


def test_topic_of_a_past_event_asks_nobody(client: Client) -> None:
    topic = MembershipFactory(team__topic__event=PastEventFactory()).team.topic
    enter(client, "organizer", topic)

    assert not leads_there(client, topic.get_absolute_url(), topic)
