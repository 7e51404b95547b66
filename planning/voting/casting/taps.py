"""One tap on the ballot: a vote given or taken back, and saved at once."""

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, ballot_to_write, refuse_ineligible, refuse_outside_voting
from planning.voting.models import Ballot, Vote

NEEDED = ("event", "slug", "emoji", "title", "track", "proposed_at", "withdrawn_at")


@transaction.atomic
def give_vote(attendee: Attendee, topic: Topic, *, clock: Clock) -> list[Topic]:
    """Add a vote for the topic, unless there is one. What the ballot now has votes for, or why not."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()  # read after the wait for the lock, as in cast_ballot()
    refuse_outside_voting(event, now)
    attendee = Attendee.objects.select_related("ballot").get(pk=attendee.pk)
    voted = voted_for(attendee, event)
    standing = [other for other in voted if other.is_on_ballot]
    if topic in standing:
        return standing
    if len(standing) >= event.votes_per_ballot:
        raise BallotRejected(all_given(event))
    refuse_ineligible(attendee, event, [*standing, topic])
    ballot = ballot_to_write(attendee, now=now)
    ballot.save()
    if len(voted) >= event.votes_per_ballot:  # the vote for a withdrawn topic is the one that is given now
        ballot.votes.exclude(topic__in=standing).delete()
    Vote.objects.create(ballot=ballot, topic=topic)
    return [*standing, topic]


@transaction.atomic
def take_vote_back(attendee: Attendee, topic: Topic, *, clock: Clock) -> list[Topic]:
    """Take the vote off again, if it is there. Whoever takes back the last has not voted: a blank ballot is cast."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    refuse_outside_voting(event, now)
    attendee = Attendee.objects.select_related("ballot").get(pk=attendee.pk)
    voted = voted_for(attendee, event)
    if topic not in voted:
        return [other for other in voted if other.is_on_ballot]
    ballot = ballot_to_write(attendee, now=now)
    if voted == [topic]:
        Ballot.objects.filter(pk=ballot.pk).delete(clock=lambda: now)
        return []
    ballot.votes.filter(topic=topic).delete()
    ballot.save()
    return [other for other in voted if other.is_on_ballot and other != topic]


@transaction.atomic
def take_blank_back(attendee: Attendee, *, clock: Clock) -> None:
    """Whoever cast a blank ballot may have an opinion after all. One with votes on it stays."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    refuse_outside_voting(event, now)
    Ballot.objects.filter(attendee=attendee, votes=None).delete(clock=lambda: now)


def voted_for(attendee: Attendee, event: Event) -> list[Topic]:
    """What is on the ballot as it was last saved, withdrawn topics too."""
    ballot: Ballot | None = getattr(attendee, "ballot", None)
    if ballot is None:
        return []
    voted = list(Topic.objects.filter(votes__ballot=ballot).order_by("position", "pk").only(*NEEDED))
    return [with_event(topic, event) for topic in voted]


def with_event(topic: Topic, event: Event) -> Topic:
    if topic.event_id == event.pk:
        topic.event = event
    return topic


def all_given(event: Event) -> str:
    votes = event.votes_per_ballot
    given = "Your one vote is given. Take it" if votes == 1 else f"All {votes} votes are given. Take one"
    return f"{given} back to use it elsewhere."
