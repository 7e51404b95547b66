"""Loading what the tally counts. Two ballots cast while it reads are either both in, or neither is."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic, count_per_topic
from planning.voting.models import ClosedTally, CountedTopic, Vote
from planning.voting.tally import Tally, TallyLine, count_votes, tied


def tally_of(event: Event) -> Tally:
    """The stored tally; if none is stored yet, the ballots as they are now. Two queries, or four."""
    stored = ClosedTally.objects.standing().filter(event=event).first()
    return restored(stored) if stored else count_ballots(event)


def votes_of_topic() -> Coalesce:
    """The votes of the electorate for each topic of a query, as the tally counts them; of a stored one its numbers."""
    lines = CountedTopic.objects.filter(topic=OuterRef("pk"), tally__set_aside_at=None)
    votes = Vote.objects.filter(ballot__attendee__in=Attendee.objects.electorate())
    return Coalesce(Subquery(lines.order_by().values("votes")), count_per_topic(votes))


def count_ballots(event: Event) -> Tally:
    """Three queries, whatever the number of ballots."""
    topics = Topic.objects.filter(event=event).to_vote_on().order_by("position", "pk").values_list("pk", flat=True)
    marks: defaultdict[int, set[int]] = defaultdict(set)
    for ballot, topic in Vote.objects.filter(ballot__attendee__event=event).values_list("ballot", "topic"):
        marks[ballot].add(topic)
    electorate = Attendee.objects.filter(event=event).electorate().order_by()
    ballots: list[int | None] = list(electorate.values_list("ballot", flat=True))
    cast = [marks[ballot] for ballot in ballots if ballot is not None]
    return count_votes(tuple(topics), cast, electorate=len(ballots))


def restored(stored: ClosedTally) -> Tally:
    lines = [TallyLine(line.rank, line.topic_id, line.votes) for line in stored.lines.order_by("place")]
    return Tally(lines=tied(lines), ballots=stored.ballots, electorate=stored.electorate)


def turnout_so_far(event: Event) -> Tally:
    electorate = Attendee.objects.filter(event=event).electorate().order_by()
    numbers = electorate.aggregate(ballots=Count("ballot"), electorate=Count("pk"))
    return Tally(lines=(), **numbers)


def published_tally_of(event: Event, *, now: datetime) -> Tally:
    """The tally as people may see it: while voting is open, the turnout but no votes."""
    still_open = event.phase_at(now) in {Phase.BRAINSTORM, Phase.VOTING}
    return turnout_so_far(event) if still_open else tally_of(event)


def counted_topics(event: Event, tally: Tally) -> dict[int, Topic]:
    """The topics of a tally by their ids. Those that have since been deleted have a name, but no page."""
    topics = event.topics.select_related("event").in_bulk(tally.ranked)
    if gone := set(tally.ranked) - set(topics):
        for line in CountedTopic.objects.filter(tally__event=event, topic_id__in=gone).order_by("tally__counted_at"):
            topics[line.topic_id] = Topic(event=event, slug=line.slug, title=line.title)
    return topics
