import pytest

from planning.topics.models import Topic
from planning.topics.proposals import Proposal, ProposalRejected, change, comment, free_slug, propose, withdraw
from tests.clock import BRAINSTORM, CLOSED, HACKING, REVIEW, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_propose_adds_a_topic_to_the_event() -> None:
    attendee = AttendeeFactory()

    topic = propose(attendee, Proposal("Grow `seeds`", "🌱", Topic.Track.FAST_TRACK), now=BRAINSTORM)

    assert (topic.event, topic.slug, topic.proposed_by, topic.proposed_at) == (
        attendee.event,
        "grow-seeds",
        attendee,
        BRAINSTORM,
    )


def test_propose_is_possible_until_the_week_ends() -> None:
    assert propose(AttendeeFactory(), Proposal("Late idea"), now=HACKING).pk


def test_propose_after_the_week_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="takes no more topics"):
        propose(AttendeeFactory(), Proposal("Too late"), now=REVIEW)


def test_propose_gives_equal_titles_their_own_addresses() -> None:
    people = AttendeeFactory.create_batch(3, event=EventFactory())

    slugs = [propose(attendee, Proposal("IPv6"), now=BRAINSTORM).slug for attendee in people]

    assert slugs == ["ipv6", "ipv6-2", "ipv6-3"]


def test_free_slug_of_a_title_without_letters_is_still_an_address() -> None:
    assert free_slug(EventFactory(), "🌱🌱") == "topic"


@pytest.mark.parametrize("title", ["New", "Form!"])
def test_free_slug_does_not_hide_a_page_of_the_product(title: str) -> None:
    assert free_slug(EventFactory(), title).endswith("-2")


def test_propose_carries_on_a_topic_of_an_earlier_event() -> None:
    earlier = TopicFactory(event=PastEventFactory())

    assert propose(AttendeeFactory(), Proposal("Again", continues=earlier), now=BRAINSTORM).continues == earlier


def test_propose_cannot_carry_on_a_topic_of_the_same_event() -> None:
    attendee = AttendeeFactory()
    sibling = TopicFactory(event=attendee.event)

    with pytest.raises(ProposalRejected, match="not from an earlier event"):
        propose(attendee, Proposal("Again", continues=sibling), now=BRAINSTORM)


def test_change_keeps_the_address() -> None:
    topic = propose(AttendeeFactory(), Proposal("First words"), now=BRAINSTORM)

    change(topic, Proposal("Better words", problem="It hurts."), now=BRAINSTORM)

    topic.refresh_from_db()
    assert (topic.title, topic.problem, topic.slug) == ("Better words", "It hurts.", "first-words")


def test_change_of_the_track_once_people_vote_is_rejected() -> None:
    topic = TopicFactory()

    with pytest.raises(ProposalRejected, match="the track stays"):
        change(topic, Proposal(topic.title, track=Topic.Track.DISCUSSION), now=VOTING)

    assert Topic.objects.get().track == Topic.Track.MAIN


def test_change_of_the_words_is_possible_while_people_vote() -> None:
    assert change(TopicFactory(), Proposal("Better words"), now=VOTING).title == "Better words"


def test_change_of_a_closed_event_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="is closed"):
        change(TopicFactory(), Proposal("Other words"), now=CLOSED)


def test_withdraw_keeps_the_topic_but_takes_it_off_the_ballot() -> None:
    topic = TopicFactory()

    withdraw(topic, now=BRAINSTORM)

    assert Topic.objects.get().is_withdrawn
    assert list(Topic.objects.to_vote_on()) == []


def test_withdraw_once_voting_is_over_is_rejected() -> None:
    with pytest.raises(ProposalRejected, match="Voting is over"):
        withdraw(TopicFactory(), now=TEAM_FORMATION)


def test_comment_keeps_who_said_what_when() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event)

    said = comment(attendee, topic, "Count me in.", now=BRAINSTORM)

    assert (said.topic, said.author, said.text, said.written_at) == (topic, attendee, "Count me in.", BRAINSTORM)
