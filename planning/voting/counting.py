"""Loading what the tally counts. Two ballots cast while it reads are either both in or not yet."""

from collections import defaultdict
from datetime import datetime

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.models import Ballot, Vote
from planning.voting.tally import Tally, count


def tally_of(event: Event) -> Tally:
    """Count the event's ballots as they are now: four queries, whatever the number of ballots."""
    topics = Topic.objects.filter(event=event).to_vote_on().order_by("position", "pk").values_list("pk", flat=True)
    marks: defaultdict[int, set[int]] = defaultdict(set)
    for ballot, topic in Vote.objects.filter(ballot__attendee__event=event).values_list("ballot", "topic"):
        marks[ballot].add(topic)
    electorate = Attendee.objects.filter(event=event).electorate()
    cast = Ballot.objects.filter(attendee__in=electorate).values_list("pk", flat=True)
    return count(tuple(topics), [marks[ballot] for ballot in cast], electorate=electorate.count())


def turnout_of(event: Event) -> Tally:
    """The tally without its votes, which are not even loaded: two counts."""
    electorate = Attendee.objects.filter(event=event).electorate()
    cast = Ballot.objects.filter(attendee__in=electorate)
    return Tally(lines=(), ballots=cast.count(), electorate=electorate.count())


def published_tally_of(event: Event, *, now: datetime) -> Tally:
    """The tally as people may see it: while voting is open, the turnout and no votes."""
    still_open = event.phase_at(now) in {Phase.BRAINSTORM, Phase.VOTING}
    return turnout_of(event) if still_open else tally_of(event)
