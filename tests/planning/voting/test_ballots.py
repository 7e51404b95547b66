from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from planning.clock import stopped_at
from planning.events.phases import Phase
from planning.events.schedule import end_phase
from planning.people.registration.registering import give_up_seat
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.models import Ballot, Vote
from tests.clock import BRAINSTORM, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_cast_ballot_records_one_vote_for_each_topic() -> None:
    attendee = AttendeeFactory()
    topics = TopicFactory.create_batch(2, event=attendee.event)

    ballot = cast_ballot(attendee, topics, clock=stopped_at(VOTING))

    assert {vote.topic for vote in ballot.votes.all()} == set(topics)


def test_cast_ballot_replaces_the_earlier_ballot() -> None:
    attendee = AttendeeFactory()
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)
    cast_ballot(attendee, [seeds], clock=stopped_at(VOTING))

    ballot = cast_ballot(attendee, [shoots], clock=stopped_at(VOTING))

    assert [vote.topic for vote in ballot.votes.all()] == [shoots]
    assert Ballot.objects.count() == 1


def test_cast_ballot_before_voting_opens_is_rejected() -> None:
    with pytest.raises(BallotRejected, match=r"^Voting has not opened yet\.$"):
        cast_ballot(AttendeeFactory(), [], clock=stopped_at(BRAINSTORM))


def test_cast_ballot_after_voting_closed_leaves_the_ballot_as_it_was() -> None:
    attendee = AttendeeFactory()
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)
    cast_ballot(attendee, [seeds], clock=stopped_at(VOTING))

    with pytest.raises(BallotRejected, match="Voting is closed"):
        cast_ballot(attendee, [shoots], clock=stopped_at(TEAM_FORMATION))

    assert [vote.topic for vote in Vote.objects.all()] == [seeds]


def test_cast_ballot_closes_at_the_very_deadline() -> None:
    attendee = AttendeeFactory()

    with pytest.raises(BallotRejected, match="Voting is closed"):
        cast_ballot(attendee, [], clock=stopped_at(attendee.event.voting_closes_at))


def test_cast_ballot_after_an_organizer_ended_voting_meanwhile_is_rejected() -> None:
    attendee = AttendeeFactory()
    end_phase(attendee.event, Phase.VOTING, reason="", clock=stopped_at(VOTING))

    with pytest.raises(BallotRejected, match="Voting is closed"):
        cast_ballot(attendee, [], clock=stopped_at(VOTING))


@pytest.mark.django_db(transaction=True)
def test_cast_ballot_waits_for_an_organizer_who_is_just_ending_voting() -> None:
    attendee = AttendeeFactory()
    is_ending = Event()

    def end_voting() -> None:
        with closing(connection), transaction.atomic():
            end_phase(attendee.event, Phase.VOTING, reason="", clock=stopped_at(VOTING))
            is_ending.set()
            sleep(0.5)  # long enough for the ballot to arrive

    def vote() -> None:
        with closing(connection):
            is_ending.wait(5)
            cast_ballot(attendee, [], clock=stopped_at(VOTING))

    with ThreadPoolExecutor(2) as people:
        ended, voted = people.submit(end_voting), people.submit(vote)

    assert ended.exception() is None
    assert str(voted.exception()) == "Voting is closed. Your ballot was not changed."
    assert not Ballot.objects.exists()


def test_cast_ballot_after_giving_the_place_up_meanwhile_is_rejected() -> None:
    attendee = AttendeeFactory()
    give_up_seat(attendee, clock=stopped_at(VOTING))

    with pytest.raises(BallotRejected, match=r"^You gave up your seat\. Register again to vote\.$"):
        cast_ballot(attendee, [], clock=stopped_at(VOTING))

    assert not Ballot.objects.exists()


def test_cast_ballot_with_too_many_marks_says_how_many_are_allowed() -> None:
    attendee = AttendeeFactory(event__votes_per_ballot=2)
    topics = TopicFactory.create_batch(3, event=attendee.event)

    with pytest.raises(BallotRejected, match=r"has 2 votes\. You marked 3"):
        cast_ballot(attendee, topics, clock=stopped_at(VOTING))


def test_cast_ballot_for_a_topic_of_another_event_is_rejected() -> None:
    attendee = AttendeeFactory()

    with pytest.raises(BallotRejected, match="is not a topic of"):
        cast_ballot(attendee, [TopicFactory()], clock=stopped_at(VOTING))


def test_cast_ballot_for_a_withdrawn_topic_is_rejected() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event, withdrawn_at=BRAINSTORM)

    with pytest.raises(BallotRejected, match="was withdrawn"):
        cast_ballot(attendee, [topic], clock=stopped_at(VOTING))


def test_cast_ballot_for_a_discussion_is_rejected() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event, track=Topic.Track.DISCUSSION)

    with pytest.raises(BallotRejected, match="is a discussion"):
        cast_ballot(attendee, [topic], clock=stopped_at(VOTING))


def test_cast_ballot_with_one_topic_twice_is_rejected() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event)

    with pytest.raises(BallotRejected, match="one vote per topic"):
        cast_ballot(attendee, [topic, topic], clock=stopped_at(VOTING))


def test_cast_ballot_from_the_waiting_list_is_rejected() -> None:
    attendee = AttendeeFactory(waiting_since=BRAINSTORM)

    with pytest.raises(BallotRejected, match="waiting list"):
        cast_ballot(attendee, [], clock=stopped_at(VOTING))


def test_cast_ballot_may_be_empty() -> None:
    attendee = AttendeeFactory(event=EventFactory())

    assert cast_ballot(attendee, [], clock=stopped_at(VOTING)).votes.count() == 0
