"""Casting a ballot."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.template.defaultfilters import pluralize

from planning.clock import Clock
from planning.events.election import BallotKind
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
def cast_ballot(attendee: Attendee, topics: Sequence[Topic], *, dots: Sequence[int] = (), clock: Clock) -> Ballot:
    """Record one vote per topic, replacing any ballot the attendee cast before.

    A ranking has the topics in their order, the dearest first; of dots each topic has as many as said, or one.
    """
    event, now = opened(attendee, clock)
    return write_ballot(attendee, event, topics, dots, now=now)


def opened(attendee: Attendee, clock: Clock) -> tuple[Event, datetime]:
    """The event, locked. A ballot is in before the close, or refused: the clock is read after the wait."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    refuse_outside_voting(event, now)
    return event, now


def write_ballot(
    attendee: Attendee, event: Event, topics: Sequence[Topic], dots: Sequence[int], *, now: datetime
) -> Ballot:
    attendee = Attendee.objects.select_related("ballot").get(pk=attendee.pk)  # they may have cancelled meanwhile
    refuse_ineligible(attendee, event, topics)
    refuse_wrong_dots(event, topics, dots)
    ballot = ballot_to_write(attendee, now=now)
    ballot.save()
    if ballot.replaces:
        ballot.votes.all().delete()
    Vote.objects.bulk_create(
        Vote(ballot=ballot, topic=topic, **number_of(event, place, dots)) for place, topic in enumerate(topics)
    )
    return ballot


def number_of(event: Event, place: int, dots: Sequence[int]) -> dict[str, int]:
    """What a vote says beyond that it is one."""
    if event.ballot_kind == BallotKind.DOTS:
        return {"dots": dots[place] if dots else 1}
    return {"rank": place + 1} if event.ballot_kind == BallotKind.RANKING else {}


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


def refuse_ineligible(attendee: Attendee, event: Event, topics: Sequence[Topic]) -> None:
    if attendee.cancelled_at:
        raise BallotRejected("You gave up your seat. Register again to vote.")
    if attendee.waiting_since:
        raise BallotRejected("You’re on the waiting list. You can vote once you have a seat.")
    if len(set(topics)) != len(topics):
        raise BallotRejected("A ballot has one vote per topic.")
    if event.ballot_kind == BallotKind.MARKS and len(topics) > event.votes_per_ballot:
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


def refuse_wrong_dots(event: Event, topics: Sequence[Topic], dots: Sequence[int]) -> None:
    if event.ballot_kind != BallotKind.DOTS:
        if dots:
            raise BallotRejected(f"Ballots at {event} have no dots.")
        return
    if dots and len(dots) != len(topics):
        raise BallotRejected("Say for each topic how many dots it has.")
    if any(number < 1 for number in dots):
        raise BallotRejected("A topic on the ballot has at least one dot.")
    given, most = sum(dots) if dots else len(topics), event.dots_per_ballot
    if given > most:
        raise BallotRejected(f"A ballot has {most} dot{pluralize(most)}. You gave {given}; take some back.")
