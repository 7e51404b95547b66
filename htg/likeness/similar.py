from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from planning.topics.alike import LikenessQuestion, find_alike
from planning.topics.likeness.ranking import Alike
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report


@dataclass(frozen=True)
class InCommon:
    """What both have in common."""

    words: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Similar:
    """A topic that is like the one asked about, and what came of it."""

    pk: int
    event: str
    event_name: str
    slug: str
    emoji: str
    title: str
    outcome: str
    open_steps: int
    why: InCommon
    likely: bool
    score: float

    @property
    def url(self) -> str:
        return reverse("topic", args=[self.event, self.slug])

    @property
    def outcome_in_words(self) -> str:
        return Report.Outcome(self.outcome).label if self.outcome else ""


def similar_topics(question: LikenessQuestion, *, most: int = 10) -> list[Similar]:
    return with_outcomes(find_alike(question, most=most))


def with_outcomes(alike: Sequence[Alike]) -> list[Similar]:
    """Two more queries, however many there are. The order stays."""
    keys = [each.topic for each in alike]
    columns = ("pk", "slug", "emoji", "title", "event__slug", "event__name", "report__outcome")
    topics = {row[0]: row[1:] for row in Topic.objects.filter(pk__in=keys).values_list(*columns)}
    open_steps = count_open_steps(keys)
    return [similar(each, topics[each.topic], open_steps[each.topic]) for each in alike if each.topic in topics]


def similar(alike: Alike, columns: Sequence[str], open_steps: int) -> Similar:
    slug, emoji, title, event, event_name, outcome = columns
    return Similar(
        pk=alike.topic,
        event=event,
        event_name=event_name,
        slug=slug,
        emoji=emoji,
        title=title,
        outcome=outcome or "",
        open_steps=open_steps,
        why=InCommon(alike.words, alike.links),
        likely=alike.likely,
        score=alike.score,
    )


def count_open_steps(topics: Collection[int]) -> Counter[int]:
    open_ones = NextStep.objects.open().filter(topic__in=topics).order_by()
    return Counter(dict(open_ones.values_list("topic").annotate(Count("pk"))))
