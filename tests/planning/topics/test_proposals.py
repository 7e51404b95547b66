from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.topics.models import Topic
from planning.topics.proposals import (
    MOST_AN_HOUR,
    Proposal,
    ProposalRejected,
    bring_back,
    change_topic,
    free_slug,
    propose,
    withdraw,
)
from tests.clock import BRAINSTORM, CLOSED, HACKING, REVIEW, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_propose_adds_a_topic_to_the_event() -> None:
    attendee = AttendeeFactory()

    topic = propose(attendee, Proposal("Grow `seeds`", "🌱", Topic.Track.FAST_TRACK), clock=stopped_at(BRAINSTORM))

    assert (topic.event, topic.slug, topic.proposed_by, topic.proposed_at) == (
        attendee.event,
        "grow-seeds",
        attendee,
        BRAINSTORM,
    )


def test_propose_is_possible_until_the_week_ends() -> None:
    assert propose(AttendeeFactory(), Proposal("Late idea"), clock=stopped_at(HACKING)).pk


def test_propose_after_the_week_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="is no longer accepting topics"):
        propose(AttendeeFactory(), Proposal("Too late"), clock=stopped_at(REVIEW))


def test_propose_gives_equal_titles_their_own_addresses() -> None:
    people = AttendeeFactory.create_batch(3, event=EventFactory())

    slugs = [propose(attendee, Proposal("IPv6"), clock=stopped_at(BRAINSTORM)).slug for attendee in people]

    assert slugs == ["ipv6", "ipv6-2", "ipv6-3"]


def test_free_slug_of_a_title_without_letters_is_still_an_address() -> None:
    assert free_slug(EventFactory(), "🌱🌱") == "topic"


@pytest.mark.parametrize("title", ["New", "Form!"])
def test_free_slug_does_not_hide_a_page_of_the_product(title: str) -> None:
    assert free_slug(EventFactory(), title).endswith("-2")


def test_propose_carries_on_a_topic_of_an_earlier_event() -> None:
    earlier = TopicFactory(event=PastEventFactory())

    topic = propose(AttendeeFactory(), Proposal("Again", continues=earlier), clock=stopped_at(BRAINSTORM))

    assert topic.continues == earlier


def test_propose_cannot_carry_on_a_topic_of_the_same_event() -> None:
    attendee = AttendeeFactory()
    sibling = TopicFactory(event=attendee.event)

    with pytest.raises(ProposalRejected, match="not from an earlier event"):
        propose(attendee, Proposal("Again", continues=sibling), clock=stopped_at(BRAINSTORM))


def test_change_keeps_the_address() -> None:
    topic = propose(AttendeeFactory(), Proposal("First words"), clock=stopped_at(BRAINSTORM))

    change_topic(topic, Proposal("Better words", problem="It hurts."), clock=stopped_at(BRAINSTORM))

    topic.refresh_from_db()
    assert (topic.title, topic.problem, topic.slug) == ("Better words", "It hurts.", "first-words")


def test_change_of_the_track_once_people_vote_is_rejected() -> None:
    topic = TopicFactory()

    with pytest.raises(ProposalRejected, match="the track stays"):
        change_topic(topic, Proposal(topic.title, track=Topic.Track.DISCUSSION), clock=stopped_at(VOTING))

    assert Topic.objects.get().track == Topic.Track.MAIN


def test_change_of_the_words_is_possible_while_people_vote() -> None:
    assert change_topic(TopicFactory(), Proposal("Better words"), clock=stopped_at(VOTING)).title == "Better words"


def test_change_of_a_closed_event_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="is closed"):
        change_topic(TopicFactory(), Proposal("Other words"), clock=stopped_at(CLOSED))


def test_withdraw_keeps_the_topic_but_takes_it_off_the_ballot() -> None:
    topic = TopicFactory()

    withdraw(topic, clock=stopped_at(BRAINSTORM))

    assert Topic.objects.get().is_withdrawn
    assert list(Topic.objects.to_vote_on()) == []


def test_withdraw_once_voting_is_over_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="Voting is over"):
        withdraw(TopicFactory(), clock=stopped_at(TEAM_FORMATION))


def test_bring_back_undoes_a_withdrawal() -> None:
    topic = TopicFactory(withdrawn_at=BRAINSTORM)

    bring_back(topic, clock=stopped_at(VOTING))

    assert not Topic.objects.get().is_withdrawn
    assert list(Topic.objects.to_vote_on()) == [topic]


def test_bring_back_once_voting_is_over_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="it stays withdrawn"):
        bring_back(TopicFactory(withdrawn_at=BRAINSTORM), clock=stopped_at(TEAM_FORMATION))


def test_propose_more_than_ten_topics_an_hour_is_rejected_even_if_some_were_withdrawn() -> None:
    attendee = AttendeeFactory()
    for number in range(MOST_AN_HOUR):
        withdraw(
            propose(attendee, Proposal(f"Idea {number}"), clock=stopped_at(BRAINSTORM)), clock=stopped_at(BRAINSTORM)
        )

    with pytest.raises(ProposalRejected, match="10 topics within an hour"):
        propose(attendee, Proposal("One more"), clock=stopped_at(BRAINSTORM))
    assert propose(attendee, Proposal("Later"), clock=stopped_at(BRAINSTORM + timedelta(hours=1))).pk


def test_propose_knows_no_limit_for_organizers() -> None:
    organizer = OrganizerFactory()

    for number in range(MOST_AN_HOUR + 1):
        propose(organizer, Proposal(f"Idea {number}"), clock=stopped_at(BRAINSTORM))

    assert Topic.objects.count() == MOST_AN_HOUR + 1
