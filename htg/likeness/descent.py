"""Pairs of topics, of which one seems to carry on the other, with what came of the earlier one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from htg.likeness.similar import Similar, with_outcomes
from planning.events.models import Event
from planning.topics.descent import Descent, likely_descent
from planning.topics.models import Topic

A_PAGE = 50
"""Topics that are looked through for one page."""


@dataclass(frozen=True)
class Pair:
    topic: Topic
    earlier: Topic
    similar: Similar


def pairs_among(topics: Collection[Topic], event: Event) -> list[Pair]:
    """Of these topics of an event, in their order: those that seem to carry one on."""
    return with_texts(likely_descent(topics, event))


def with_texts(found: Sequence[Descent]) -> list[Pair]:
    earlier = Topic.objects.select_related("event").in_bulk([descent.earlier.topic for descent in found])
    there = [descent for descent in found if descent.earlier.topic in earlier]
    similar = with_outcomes([descent.earlier for descent in there])
    return [
        Pair(descent.topic, earlier[descent.earlier.topic], each) for descent, each in zip(there, similar, strict=True)
    ]
