import pytest
from pytest_django import DjangoAssertNumQueries

from planning.topics.models import Topic
from planning.voting.ballots import cast_ballot
from planning.voting.counting import published_tally_of, tally_of
from planning.voting.tally import Line
from tests.clock import BRAINSTORM, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_tally_counts_the_ballots_of_the_event() -> None:
    event = EventFactory()
    seeds, shoots = TopicFactory.create_batch(2, event=event)
    for topics in ([shoots], [shoots, seeds]):
        cast_ballot(AttendeeFactory(event=event), topics, now=VOTING)
    AttendeeFactory(event=event)
    AttendeeFactory(event=event, waiting_since=BRAINSTORM)
    AttendeeFactory()

    tally = tally_of(event)

    assert tally.lines == (Line(1, shoots.pk, 2), Line(2, seeds.pk, 1))
    assert (tally.ballots, tally.electorate) == (2, 3)


def test_tally_leaves_out_withdrawn_topics_and_discussions() -> None:
    event = EventFactory()
    stands = TopicFactory(event=event)
    TopicFactory(event=event, withdrawn_at=BRAINSTORM)
    TopicFactory(event=event, track=Topic.Track.DISCUSSION)

    assert tally_of(event).ranked == (stands.pk,)


def test_tally_costs_four_queries_however_many_vote(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = EventFactory()
    topics = TopicFactory.create_batch(5, event=event)
    for _ in range(10):
        cast_ballot(AttendeeFactory(event=event), topics, now=VOTING)

    with django_assert_num_queries(4):
        tally_of(event)


def test_published_tally_shows_turnout_but_no_votes_while_voting_is_open() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    cast_ballot(AttendeeFactory(event=event), [topic], now=VOTING)

    tally = published_tally_of(event, now=VOTING)

    assert (tally.lines, tally.turnout) == ((), 1.0)


def test_published_tally_shows_the_votes_once_voting_is_closed() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    cast_ballot(AttendeeFactory(event=event), [topic], now=VOTING)

    assert published_tally_of(event, now=TEAM_FORMATION).lines == (Line(1, topic.pk, 1),)
