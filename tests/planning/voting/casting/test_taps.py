import pytest
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.casting.taps import give_vote, take_blank_back, take_vote_back
from planning.voting.models import Ballot
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


def voter(votes: int = 2, phase: Phase = Phase.VOTING) -> Attendee:
    event: Event = EventFactory(phase=phase, votes_per_ballot=votes)
    attendee: Attendee = AttendeeFactory(event=event)
    return attendee


def on_ballot(attendee: Attendee) -> set[Topic]:
    return set(Topic.objects.filter(votes__ballot__attendee=attendee))


def test_a_tap_gives_a_vote_and_another_takes_it_back() -> None:
    attendee = voter()
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)

    give_vote(attendee, seeds, clock=NOW)
    given = give_vote(attendee, shoots, clock=NOW)
    left = take_vote_back(attendee, seeds, clock=NOW)

    assert (set(given), left, on_ballot(attendee)) == ({seeds, shoots}, [shoots], {shoots})


def test_the_same_tap_twice_makes_no_difference() -> None:
    attendee = voter()
    seeds = TopicFactory(event=attendee.event)

    assert give_vote(attendee, seeds, clock=NOW) == give_vote(attendee, seeds, clock=NOW) == [seeds]
    assert take_vote_back(attendee, seeds, clock=NOW) == take_vote_back(attendee, seeds, clock=NOW) == []


def test_a_vote_beyond_the_budget_is_refused_and_the_others_stay() -> None:
    attendee = voter(votes=2)
    *given, third = TopicFactory.create_batch(3, event=attendee.event)
    cast_ballot(attendee, given, clock=NOW)

    with pytest.raises(BallotRejected, match="All 2 votes are given"):
        give_vote(attendee, third, clock=NOW)

    assert on_ballot(attendee) == set(given)


def test_a_vote_for_a_withdrawn_topic_is_free_again() -> None:
    attendee = voter(votes=1)
    weeds, seeds = TopicFactory.create_batch(2, event=attendee.event)
    give_vote(attendee, weeds, clock=NOW)
    Topic.objects.filter(pk=weeds.pk).update(withdrawn_at=timezone.now())

    assert give_vote(attendee, seeds, clock=NOW) == [seeds]
    assert on_ballot(attendee) == {seeds}  # though the other came back, the budget holds


def test_a_topic_that_comes_back_keeps_the_vote_nobody_needed() -> None:
    attendee = voter(votes=2)
    weeds, seeds = TopicFactory.create_batch(2, event=attendee.event)
    give_vote(attendee, weeds, clock=NOW)
    Topic.objects.filter(pk=weeds.pk).update(withdrawn_at=timezone.now())

    give_vote(attendee, seeds, clock=NOW)

    assert on_ballot(attendee) == {weeds, seeds}


@pytest.mark.parametrize(("phase", "said"), [(Phase.BRAINSTORM, "not opened"), (Phase.TEAM_FORMATION, "is closed")])
def test_no_tap_counts_outside_voting(phase: Phase, said: str) -> None:
    attendee = voter(phase=phase)
    topic = TopicFactory(event=attendee.event)

    for tap in (give_vote, take_vote_back):
        with pytest.raises(BallotRejected, match=said):
            tap(attendee, topic, clock=NOW)
    with pytest.raises(BallotRejected, match=said):
        take_blank_back(attendee, clock=NOW)


def test_a_tap_for_a_topic_of_another_event_is_refused() -> None:
    with pytest.raises(BallotRejected, match="is not a topic of"):
        give_vote(voter(), TopicFactory(event=EventFactory()), clock=NOW)


def test_who_gave_up_the_seat_meanwhile_taps_in_vain() -> None:
    attendee = voter()
    Attendee.objects.filter(pk=attendee.pk).update(cancelled_at=timezone.now())

    with pytest.raises(BallotRejected, match="gave up your seat"):
        give_vote(attendee, TopicFactory(event=attendee.event), clock=NOW)


def test_who_takes_the_last_vote_back_has_not_voted() -> None:
    attendee = voter()
    topic = TopicFactory(event=attendee.event)
    give_vote(attendee, topic, clock=NOW)

    take_vote_back(attendee, topic, clock=NOW)

    assert not Ballot.objects.exists()


def test_a_blank_ballot_is_taken_back_but_none_with_votes() -> None:
    blank, marked = voter(), voter()
    cast_ballot(blank, [], clock=NOW)
    give_vote(marked, TopicFactory(event=marked.event), clock=NOW)

    for attendee in (blank, marked):
        take_blank_back(attendee, clock=NOW)

    assert [ballot.attendee for ballot in Ballot.objects.all()] == [marked]
