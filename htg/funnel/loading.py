"""What is on record of the topics of some events: two queries, however many there are."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from htg.funnel.stages import TopicsOnRecord
from planning.events.models import Event
from planning.teams.models import Membership
from planning.topics.models import Topic
from planning.voting.models import ClosedTally, Vote
from retros.nextsteps.evidence.models import StepLink
from retros.reviews.models import Demo
from retros.wrapups.models import Link

STANDING = Q(withdrawn_at=None)
REPORTED = Q(report__outcome__gt="") | Q(report__achievements__gt="")


@cache
def stage_counts() -> dict[str, Count]:
    """Kept, for it is the same for all events."""
    topic = OuterRef("pk")
    merged = Exists(StepLink.objects.standing().filter(step__topic=topic, state=StepLink.State.MERGED))
    linked = Exists(Link.objects.filter(report__topic=topic, kind=Link.Kind.PULL_REQUEST))
    called_up = Q(demo__state__in=[Demo.State.SHOWN, Demo.State.SKIPPED])
    conditions: dict[str, Any] = {
        "with_votes": Exists(Vote.objects.filter(topic=topic)),
        "teams": Q(team__isnull=False),
        "staffed": Exists(Membership.objects.filter(team__topic=topic)),
        "called_up": called_up,
        "shown": Q(demo__state=Demo.State.SHOWN),
        "reported": REPORTED,
        "linked": linked,
        "merged": merged,
        "linked_and_merged": Q(linked, merged),
    }
    each = {name: Count("pk", filter=Q(STANDING, condition)) for name, condition in conditions.items()}
    return {"proposed": Count("pk"), **each}


def topics_on_record(events: Collection[Event]) -> dict[int, TopicsOnRecord]:
    """By the ids of the events."""
    topics = Topic.objects.filter(event__in=events).order_by()
    names = stage_counts()
    rows = topics.values("event").annotate(**names).values_list("event", *names)
    counts: dict[int, dict[str, int]] = {event: dict(zip(names, row, strict=True)) for event, *row in rows}
    tallies = votes_counted(events)
    return {
        event.pk: TopicsOnRecord(event.is_planned, voted=tallies.get(event.pk), **counts.get(event.pk, {}))
        for event in events
    }


def votes_counted(events: Collection[Event]) -> Mapping[int, int]:
    """How many topics got a vote, by the tally that stands."""
    with_votes = Count("lines", filter=Q(lines__votes__gt=0))
    tallies = ClosedTally.objects.standing().filter(event__in=events).order_by()
    return dict(tallies.annotate(with_votes=with_votes).values_list("event", "with_votes"))
