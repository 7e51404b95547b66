import pytest
from pytest_django import DjangoAssertNumQueries

from planning.clock import stopped_at
from planning.events.models import Event
from planning.people.models import User
from planning.people.registration.registering import give_up_seat, take_seat
from planning.topics.models import Topic
from planning.voting.ballots import cast_ballot
from planning.voting.closing import store_tally
from planning.voting.counting import has_votes, published_tally_of, tally_of, turnout_so_far
from planning.voting.tally import TallyLine
from tests.clock import BRAINSTORM, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_tally_counts_the_ballots_of_the_event() -> None:
    event = EventFactory()
    seeds, shoots = TopicFactory.create_batch(2, event=event)
    for topics in ([shoots], [shoots, seeds]):
        cast_ballot(AttendeeFactory(event=event), topics, clock=stopped_at(VOTING))
    AttendeeFactory(event=event)
    AttendeeFactory(event=event, waiting_since=BRAINSTORM)
    AttendeeFactory()

    tally = tally_of(event)

    assert tally.lines == (TallyLine(1, shoots.pk, 2), TallyLine(2, seeds.pk, 1))
    assert (tally.ballots, tally.electorate) == (2, 3)


def test_tally_of_closed_voting_never_changes() -> None:
    """People who cancel, come back, come late or move up from the waiting list."""
    event = EventFactory(seats=2)
    topic = TopicFactory(event=event)
    ada, grace, barbara = (
        take_seat(UserFactory(), event, name=name, clock=stopped_at(BRAINSTORM)) for name in ("A", "G", "B")
    )
    for voter in (ada, grace):
        cast_ballot(voter, [topic], clock=stopped_at(VOTING))
    closed = tally_of(event)

    tallies = []
    give_up_seat(ada, clock=stopped_at(TEAM_FORMATION))
    tallies.append(tally_of(event))
    take_seat(User.objects.get(attendances=ada), event, name="A", clock=stopped_at(TEAM_FORMATION))
    tallies.append(tally_of(event))
    Event.objects.update(seats=9)
    take_seat(UserFactory(), event, name="L", clock=stopped_at(TEAM_FORMATION))
    tallies.append(tally_of(event))

    assert (closed.lines, closed.ballots, closed.electorate) == ((TallyLine(1, topic.pk, 2),), 2, 2)
    assert tallies == [closed] * 3
    assert Topic.objects.with_vote_count().get().vote_count == 2
    assert event.attendees.admitted().filter(pk=barbara.pk).exists()


def test_tally_leaves_out_whoever_cancelled_before_voting_closed() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    attendee = AttendeeFactory(event=event)
    cast_ballot(attendee, [topic], clock=stopped_at(VOTING))

    give_up_seat(attendee, clock=stopped_at(VOTING))

    assert (tally_of(event).ballots, tally_of(event).electorate) == (0, 0)


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
        cast_ballot(AttendeeFactory(event=event), topics, clock=stopped_at(VOTING))

    with django_assert_num_queries(4):
        tally_of(event)


def test_published_tally_shows_turnout_but_no_votes_while_voting_is_open() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    cast_ballot(AttendeeFactory(event=event), [topic], clock=stopped_at(VOTING))

    tally = published_tally_of(event, now=VOTING)

    assert (tally.lines, tally.turnout) == ((), 1.0)


def test_published_tally_counts_no_votes_while_voting_is_open(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    event = EventFactory()
    cast_ballot(AttendeeFactory(event=event), [TopicFactory(event=event)], clock=stopped_at(VOTING))

    with django_assert_num_queries(1) as queries:
        published_tally_of(event, now=VOTING)

    assert "planning_vote" not in " ".join(query["sql"] for query in queries.captured_queries)


def test_published_tally_shows_the_votes_once_voting_is_closed() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    cast_ballot(AttendeeFactory(event=event), [topic], clock=stopped_at(VOTING))

    assert published_tally_of(event, now=TEAM_FORMATION).lines == (TallyLine(1, topic.pk, 1),)


def told(event: Event) -> bool:
    return Event.objects.filter(has_votes(event), pk=event.pk).exists()


def test_votes_are_worth_showing_once_a_topic_that_stands_has_one_stored_or_not() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    TopicFactory(event=event)
    assert not told(event)

    cast_ballot(AttendeeFactory(event=event), [topic], clock=stopped_at(VOTING))
    assert told(event)
    store_tally(event, now=TEAM_FORMATION)
    event.attendees.all().delete(clock=stopped_at(TEAM_FORMATION))
    assert told(event)

    Topic.objects.filter(pk=topic.pk).update(withdrawn_at=TEAM_FORMATION)
    assert not told(event)


@pytest.mark.django_db(transaction=True)
def test_turnout_is_counted_once_until_a_ballot_is_cast(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ballot = BallotFactory()
    event = ballot.attendee.event
    assert turnout_so_far(event).ballots == 1

    with django_assert_num_queries(1):
        assert turnout_so_far(event).ballots == 1
    BallotFactory(attendee__event=event)

    assert turnout_so_far(event).ballots == 2
