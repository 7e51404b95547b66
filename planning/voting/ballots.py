"""Casting a ballot."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.topics.models import Topic
from planning.voting.models import Ballot, Vote, new_receipt


class BallotRejected(Rejected):
    """A ballot that does not count."""


@transaction.atomic
def cast_ballot(attendee: Attendee, topics: Collection[Topic], *, clock: Clock) -> Ballot:
    """Record one vote per topic, replacing any ballot the attendee cast before."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()  # read after the wait for the lock: a ballot is in before the close, or refused
    refuse_outside_voting(event, now)
    attendee = Attendee.objects.select_related("ballot").get(pk=attendee.pk)  # they may have cancelled meanwhile
    refuse_ineligible(attendee, event, topics)
    ballot = ballot_to_write(attendee, now=now)
    ballot.save()
    if ballot.replaces:
        ballot.votes.all().delete()
    Vote.objects.bulk_create(Vote(ballot=ballot, topic=topic) for topic in topics)
    return ballot


def ballot_to_write(attendee: Attendee, *, now: datetime) -> Ballot:
    """The one cast before, if there is one. Two open tabs wait for each other at the event's lock."""
    ballot: Ballot | None = getattr(attendee, "ballot", None)
    if ballot is None:
        return Ballot(attendee=attendee, cast_at=now)
    ballot.replaces, ballot.cast_at, ballot.receipt = ballot.cast_at, now, new_receipt()
    return ballot


def take_ballot_back(attendee: Attendee, *, now: datetime) -> None:
    """When someone gives up their seat. A ballot that was counted still counts."""
    if attendee.event.phase_at(now).is_before(Phase.TEAM_FORMATION):
        Ballot.objects.filter(attendee=attendee).delete(clock=lambda: now)


def refuse_outside_voting(event: Event, now: datetime) -> None:
    phase = event.phase_at(now)
    if phase is Phase.BRAINSTORM:
        raise BallotRejected("Voting has not opened yet.")
    if phase is not Phase.VOTING:
        raise BallotRejected("Voting is closed. Your ballot was not changed.")


def refuse_ineligible(attendee: Attendee, event: Event, topics: Collection[Topic]) -> None:
    if attendee.cancelled_at:
        raise BallotRejected("You gave up your seat. Register again to vote.")
    if attendee.waiting_since:
        raise BallotRejected("You’re on the waiting list. You can vote once you have a seat.")
    if len(set(topics)) != len(topics):
        raise BallotRejected("A ballot has one vote per topic.")
    if len(topics) > event.votes_per_ballot:
        raise BallotRejected(f"A ballot has {event.votes_per_ballot} votes. You marked {len(topics)}; remove some.")
    for topic in topics:
        if topic.event_id != event.pk:
            raise BallotRejected(f"“{plain(str(topic))}” is not a topic of {event}.")
        if topic.is_withdrawn:
            raise BallotRejected(f"“{plain(str(topic))}” was withdrawn. Give that vote to another topic.")
        if topic.track == Topic.Track.DISCUSSION:
            raise BallotRejected(f"“{plain(str(topic))}” is a discussion: it needs no votes to take place.")
        if not topic.is_on_ballot:
            raise BallotRejected(f"“{plain(str(topic))}” came after voting had opened: it’s not on the ballot.")
