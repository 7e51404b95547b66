from typing import Any

import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.reviews.models import Demo
from tests import clock
from tests.factories import EventFactory, MembershipFactory, TopicFactory
from tests.pages import attending, words
from tests.retros.reviews.agenda.events import in_review
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


def sign_up(client: Client, topic: Topic, **data: Any) -> Any:
    return client.post(f"/{topic.event.slug}/topics/{topic.slug}/demo/", data)


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("member", 200), ("organizer", 200)],
)
def test_what_a_topic_shows_is_for_its_team_to_say(client: Client, visitor: str, status: int) -> None:
    topic = TopicFactory(event=in_review())
    enter(client, visitor, topic)

    assert client.get(f"/{topic.event.slug}/topics/{topic.slug}/demo/").status_code == status


def test_waiting_list_says_nothing_of_what_a_topic_shows(client: Client) -> None:
    topic = TopicFactory(event=in_review())
    enter(client, "member", topic)
    Attendee.objects.update(waiting_since=clock.BRAINSTORM)

    assert client.get(f"/{topic.event.slug}/topics/{topic.slug}/demo/").status_code == 403


def test_team_says_what_it_shows(client: Client) -> None:
    event = in_review()
    attendee = attending(client, event)
    topic = MembershipFactory(team__topic__event=event, attendee=attendee).team.topic

    response = sign_up(client, topic, shows="yes", minutes=10, presenters=[attendee.pk])

    demo = Demo.objects.get()
    assert response.headers["Location"] == f"/{event.slug}/agenda/"
    assert (demo.topic, demo.minutes, list(demo.presenters.all())) == (topic, 10, [attendee])


def test_team_without_a_demo_says_what_there_is_to_celebrate(client: Client) -> None:
    topic = TopicFactory(event=in_review())
    enter(client, "member", topic)

    sign_up(client, topic, shows="no", note="Four scripts fewer.")

    assert [(demo.minutes, demo.note) for demo in Demo.objects.all()] == [(0, "Four scripts fewer.")]


def test_team_is_told_what_is_wrong_and_keeps_what_it_typed(client: Client) -> None:
    topic = TopicFactory(event=in_review())
    enter(client, "member", topic)

    response = sign_up(client, topic, note="Four scripts fewer.")

    assert "This field is required." in words(response)
    assert 'value="Four scripts fewer."' in response.content.decode()


def test_team_is_refused_before_the_week(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.TEAM_FORMATION))
    enter(client, "member", topic)

    response = sign_up(client, topic, shows="yes")

    assert "The week hasn't begun yet." in words(response)
    assert not Demo.objects.exists()
