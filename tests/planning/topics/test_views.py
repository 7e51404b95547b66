import re

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Topic
from planning.voting.models import Vote
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    CommentFactory,
    EventFactory,
    PastEventFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import Page, attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


def titles(response: Page) -> list[str]:
    return re.findall(r'card-title"><a href="[^"]+">([^<]+)</a>', response.content.decode())


def test_topics_are_shown_to_anyone_in_the_order_they_were_proposed(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, title="Shoots", position=2)
    TopicFactory(event=event, title="Seeds", position=1)

    response = client.get(f"/{event.slug}/topics/")

    assert titles(response) == ["Seeds", "Shoots"]
    assert "Propose a topic" not in words(response)


def test_topics_of_an_unknown_event_are_not_found(client: Client) -> None:
    assert client.get("/1999-01/topics/").status_code == 404


def test_topics_without_any_say_so(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    assert "No topics yet." in words(client.get(f"/{event.slug}/topics/"))


def test_topics_name_people_to_those_who_have_a_seat(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, proposed_by=AttendeeFactory(event=event, name="Ada Sprout"))
    before = words(client.get(f"/{event.slug}/topics/"))

    attending(client, event)

    assert "Ada Sprout" not in before
    assert "Ada Sprout" in words(client.get(f"/{event.slug}/topics/"))


@pytest.mark.parametrize(("phase", "is_open"), [(Phase.BRAINSTORM, True), (Phase.HACKING, True), (Phase.REVIEW, False)])
def test_topics_can_be_proposed_until_the_week_ends(client: Client, phase: Phase, *, is_open: bool) -> None:
    event = EventFactory(phase=phase)
    attending(client, event)

    assert ("Propose a topic" in words(client.get(f"/{event.slug}/topics/"))) is is_open


def test_topics_cannot_be_proposed_from_the_waiting_list(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(AttendeeFactory(event=event, waiting_since=timezone.now()).user)

    assert "Propose a topic" not in words(client.get(f"/{event.slug}/topics/"))


def test_topics_can_be_filtered_by_track(client: Client) -> None:
    event = EventFactory()
    TopicFactory(event=event, title="Seeds")
    TopicFactory(event=event, title="Weeds", track=Topic.Track.FAST_TRACK)

    assert titles(client.get(f"/{event.slug}/topics/?track=fast-track")) == ["Weeds"]
    assert "No topics on this track." in words(client.get(f"/{event.slug}/topics/?track=nonsense"))


def test_topics_that_were_withdrawn_are_folded_away(client: Client) -> None:
    event = EventFactory()
    TopicFactory(event=event, title="Weeds", withdrawn_at=timezone.now())

    page = client.get(f"/{event.slug}/topics/").content.decode()

    assert "1 withdrawn topic" in page
    assert page.index("<details>") < page.index("Weeds")


def vote_for(topic: Topic, number: int) -> None:
    for _ in range(number):
        ballot = BallotFactory(attendee=AttendeeFactory(event=topic.event))
        Vote.objects.create(ballot=ballot, topic=topic)


def test_topics_keep_their_votes_secret_while_voting_is_open(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    seeds, shoots = TopicFactory(event=event, position=1), TopicFactory(event=event, position=2)
    vote_for(shoots, 2)

    response = client.get(f"/{event.slug}/topics/")

    assert titles(response) == [seeds.title, shoots.title]
    assert "2 votes" not in words(response)


def test_topics_are_in_the_order_of_the_tally_once_voting_is_closed(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    seeds, shoots, leaves = (TopicFactory(event=event, position=position) for position in (1, 2, 3))
    vote_for(shoots, 2)

    response = client.get(f"/{event.slug}/topics/")

    assert titles(response) == [shoots.title, seeds.title, leaves.title]
    assert "2 votes" in words(response)


def test_topics_can_be_put_back_into_the_order_of_proposal(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    seeds, shoots = TopicFactory(event=event, position=1), TopicFactory(event=event, position=2)
    vote_for(shoots, 2)

    assert titles(client.get(f"/{event.slug}/topics/?order=proposal")) == [seeds.title, shoots.title]


def full_topic(event: Event) -> Topic:
    topic: Topic = TopicFactory(
        event=event, continues=TopicFactory(event=PastEventFactory()), proposed_by=AttendeeFactory(event=event)
    )
    CommentFactory(topic=topic)
    return topic


def test_topics_take_as_many_queries_for_thirty_as_for_three(client: Client) -> None:
    few, many = EventFactory(phase=Phase.TEAM_FORMATION), EventFactory(phase=Phase.TEAM_FORMATION)
    for event, number in ((few, 3), (many, 30)):
        first, *_ = [full_topic(event) for _ in range(number)]
        vote_for(first, 2)
    client.force_login(UserFactory())

    assert len(queries_of(client, f"/{few.slug}/topics/")) == len(queries_of(client, f"/{many.slug}/topics/")) <= 6


@pytest.mark.parametrize(
    "page", ["", "new/", "seeds/", "seeds/edit/", "seeds/withdraw/", "seeds/bring-back/", "seeds/comment/"]
)
def test_looking_at_topics_writes_nothing(client: Client, page: str) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.BRAINSTORM), slug="seeds")
    organizing(client, topic.event)

    assert writes_of(client, f"/{topic.event.slug}/topics/{page}") == []
