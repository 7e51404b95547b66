"""Which earlier topics those of an event are likely to carry on, and what people say to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.people.models import User
from planning.topics.alike import find_predecessors
from planning.topics.likeness.ranking import Alike
from planning.topics.models import Topic, TopicQuerySet, Unrelated
from planning.topics.proposals import ProposalRejected, carry_on


@dataclass(frozen=True)
class Descent:
    """A topic, and the earlier one that it is most likely to carry on."""

    topic: Topic
    earlier: Alike


def without_predecessor(event: Event) -> TopicQuerySet:
    """Topics of the event of which nobody said that they continue one."""
    return Topic.objects.filter(event=event, continues=None).standing().as_proposed()


def likely_descent(topics: Collection[Topic], event: Event) -> list[Descent]:
    """Of each topic the most likely one that nobody has said no to. The same few queries for any number of topics."""
    found = find_predecessors(topics, before=event.slug)
    pairs = Unrelated.objects.filter(topic__in=[topic.pk for topic in topics]).values_list("topic", "earlier")
    refused = set(pairs)
    open_ones = {pk: [each for each in alike if (pk, each.topic) not in refused] for pk, alike in found.items()}
    return [Descent(topic, open_ones[topic.pk][0]) for topic in topics if open_ones.get(topic.pk)]


def answer_descent(topic: Topic, earlier: Topic, *, is_descent: bool, user: User | None, clock: Clock) -> None:
    """Yes draws the lineage; no is remembered, so that the pair is not proposed again."""
    if is_descent:
        carry_on(topic, earlier, clock=clock)
        return
    refuse_descent(topic, earlier, user=user, now=clock())


@transaction.atomic
def refuse_descent(topic: Topic, earlier: Topic, *, user: User | None, now: datetime) -> None:
    if earlier.event.slug >= topic.event.slug:
        raise ProposalRejected(f"“{earlier}” is not from an earlier event.")
    Unrelated.objects.get_or_create(topic=topic, earlier=earlier, defaults={"said_by": user, "said_at": now})
