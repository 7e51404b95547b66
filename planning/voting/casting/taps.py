"""One tap on the ballot: a vote given or taken back, and saved at once."""

from django.db import transaction

from planning.clock import Clock
from planning.events.election import BallotKind
from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, ballot_to_write, opened, refuse_ineligible, write_ballot
from planning.voting.models import Ballot, Vote

NEEDED = ("event", "slug", "emoji", "title", "track", "proposed_at", "withdrawn_at")


@transaction.atomic
def give_vote(attendee: Attendee, topic: Topic, *, clock: Clock) -> list[Topic]:
    """Add a vote for the topic, unless there is one. What the ballot now has votes for, or why not."""
    event, now = opened(attendee, clock)
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
    event, now = opened(attendee, clock)
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


def tap(attendee: Attendee, topic: Topic, number: int, *, clock: Clock) -> None:
    """What a tap means on the ballots of this event: marks are given or not."""
    if attendee.event.ballot_kind != BallotKind.MARKS:
        set_vote(attendee, topic, number, clock=clock)
    elif number:
        give_vote(attendee, topic, clock=clock)
    else:
        take_vote_back(attendee, topic, clock=clock)


@transaction.atomic
def set_vote(attendee: Attendee, topic: Topic, number: int, *, clock: Clock) -> int:
    """Give the topic so many dots, or that place on the list, and 0 to take it off. What it had before."""
    event, now = opened(attendee, clock)
    votes = (
        Vote.objects.filter(ballot__attendee=attendee.pk).select_related("topic").order_by("rank", "topic__position")
    )
    dots = {with_event(vote.topic, event): vote.dots or 0 for vote in votes}
    dots = {voted: given for voted, given in dots.items() if voted.is_on_ballot}
    is_ranking, order = event.ballot_kind == BallotKind.RANKING, list(dots)
    before = order.index(topic) + 1 if is_ranking and topic in order else dots.get(topic, 0)
    if is_ranking:
        order = placed(order, topic, number)
    else:
        dots = {voted: given for voted, given in (dots | {topic: number}).items() if given > 0}
        order = list(dots)
    if order:
        write_ballot(attendee, event, order, [] if is_ranking else [dots[voted] for voted in order], now=now)
    else:
        Ballot.objects.filter(attendee=attendee).delete(clock=lambda: now)
    return before


def placed(order: list[Topic], topic: Topic, place: int) -> list[Topic]:
    """The list with the topic at that place, or without it."""
    others = [other for other in order if other != topic]
    return [*others[: place - 1], topic, *others[place - 1 :]] if place > 0 else others


@transaction.atomic
def take_blank_back(attendee: Attendee, *, clock: Clock) -> None:
    """Whoever cast a blank ballot may have an opinion after all. One with votes on it stays."""
    _, now = opened(attendee, clock)
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
