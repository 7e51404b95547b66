"""Loading what the tally counts. Two ballots cast while it reads are either both in, or neither is."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache, partial

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from planning.caching.values import kept_value
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee, AttendeeQuerySet
from planning.topics.models import Topic
from planning.voting.models import ClosedTally, CountedTopic, Vote
from planning.voting.tally import Tally, count_votes, ranked


def tally_of(event: Event) -> Tally:
    """The stored tally; if none is stored yet, the ballots as they are now. Two queries, or four."""
    stored = standing_tally(event)
    return restored(stored) if stored else count_ballots(event)


def standing_tally(event: Event) -> ClosedTally | None:
    """With what was counted from its ballot box, if it has one."""
    standing = ClosedTally.objects.standing().filter(event=event)
    return standing.select_related("box").defer("box__content").first()


@cache
def votes_of_topic() -> Coalesce:
    """The votes of the electorate for each topic of a query, as the tally counts them; of a stored one its numbers.

    The database goes through the ballots only where no tally is stored yet: within a minute of the close. Kept, for the
    expression is the same for all topics, and takes longer to put together than to answer.
    """
    lines = CountedTopic.objects.filter(topic=OuterRef("pk"), tally__set_aside_at=None).order_by()
    voters = Attendee.objects.electorate().filter(ballot__votes__topic=OuterRef("pk")).order_by()
    number = voters.values("ballot__votes__topic").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(lines.values("votes")), Subquery(number), 0)


def has_votes(event: Event) -> Q:
    """Whether anyone voted for a topic that still stands, in a stored tally or not yet."""
    lines = CountedTopic.objects.filter(topic__event=event, tally__set_aside_at=None, votes__gt=0)
    return Q(Exists(lines.filter(topic__withdrawn_at=None))) | Q(
        Exists(Vote.objects.filter(topic__event=event, topic__withdrawn_at=None))
    )


def count_ballots(event: Event) -> Tally:
    """Three queries, whatever the number of ballots: the database counts them."""
    topics = Topic.objects.filter(event=event).to_vote_on().order_by("position", "pk").values_list("pk", flat=True)
    electorate = Attendee.objects.filter(event=event).electorate().order_by()
    voters = electorate.filter(ballot__votes__topic__isnull=False)
    votes = dict(voters.values_list("ballot__votes__topic").annotate(Count("pk")))
    return count_votes(topics, votes, **turnout_of(electorate))


def restored(stored: ClosedTally) -> Tally:
    lines = stored.lines.order_by("place").values_list("rank", "topic", "votes")
    return Tally(lines=ranked(lines), ballots=stored.ballots, electorate=stored.electorate)


def turnout_so_far(event: Event) -> Tally:
    """Every ballot page asks for it again every few seconds, so it is counted once until something is written."""
    return kept_value(f"turnout/{event.pk}", partial(count_turnout, event))


def count_turnout(event: Event) -> Tally:
    electorate = Attendee.objects.filter(event=event).electorate().order_by()
    return Tally(lines=(), **turnout_of(electorate))


def turnout_of(electorate: AttendeeQuerySet) -> dict[str, int]:
    """How many ballots were cast, and how many could have been."""
    return electorate.aggregate(ballots=Count("ballot"), electorate=Count("pk"))


def published_tally_of(event: Event, *, now: datetime) -> Tally:
    """The tally as people may see it: while voting is open, the turnout but no votes."""
    return turnout_so_far(event) if is_still_open(event, now) else tally_of(event)


def is_still_open(event: Event, now: datetime) -> bool:
    return event.phase_at(now) in {Phase.BRAINSTORM, Phase.VOTING}


def counted_topics(event: Event, counted: Collection[int]) -> dict[int, Topic]:
    """Topics of a tally by their ids. Those that have since been deleted have a name, but no page."""
    topics = event.topics.only("event", "slug", "emoji", "title").in_bulk(counted)
    for line in lines_of_deleted(event, set(counted) - set(topics)):
        topics[line.topic_id] = Topic(event=event, slug=line.slug, title=line.title)
    return topics


def counted_slugs(event: Event, counted: Collection[int]) -> dict[int, str]:
    """Just their names in addresses."""
    slugs = dict(event.topics.values_list("pk", "slug"))
    return slugs | {line.topic_id: line.slug for line in lines_of_deleted(event, set(counted) - set(slugs))}


def lines_of_deleted(event: Event, gone: set[int]) -> Iterable[CountedTopic]:
    """What tallies know of topics that are gone, the latest word last."""
    if not gone:
        return ()
    return CountedTopic.objects.filter(tally__event=event, topic_id__in=gone).order_by("tally__counted_at")
