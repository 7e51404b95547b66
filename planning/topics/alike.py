"""Looking for topics like one: the same few queries, however many topics there are.

Rare words say the most, so they are looked up first, and of what most topics share nothing at all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Count, Q

from planning.topics.likeness.models import Trait
from planning.topics.likeness.ranking import Alike, Archive, Shared, explain, rank
from planning.topics.likeness.traits import Traits, Weight, is_link, traits_of_topic
from planning.topics.likeness.words import spellings
from planning.topics.models import Topic

MOST_COUNTED = 500
"""What more topics share than this is not even counted."""
MOST_READ = 2_000
"""Rows that are compared."""
MOST_ASKED = 80
EXPLAINED = 20


@dataclass(frozen=True)
class LikenessQuestion:
    """What is looked for, by whoever asks: the form that proposes, an import, a command."""

    title: str
    text: str = ""
    before: str = ""
    """Only topics of events before this month."""
    until: str = ""
    """Only those of this month's event, and of those before."""
    leaving_out: int | None = None
    """The topic itself."""

    @property
    def candidates(self) -> Q:
        allowed = Q(topic__withdrawn_at=None)
        if self.before:
            allowed &= Q(topic__event__slug__lt=self.before)
        if self.until:
            allowed &= Q(topic__event__slug__lte=self.until)
        return allowed & ~Q(topic=self.leaving_out) if self.leaving_out else allowed


def find_alike(question: LikenessQuestion, *, most: int = 10) -> list[Alike]:
    """The most alike first. Of each it is said why, in words as people write them."""
    asked = the_first(traits_of_topic(question.title, question.text))
    having = but_for_itself(count_topics_with(asked), had_by(question.leaving_out, asked))
    archive = Archive(Topic.objects.count(), having)
    shared = read_shared(rarest_first(asked, archive), question)
    found = rank(asked, shared, archive)[:most]
    titles = read_titles(each.topic for each in found)
    written = spellings(f"{question.title}\n{question.text}")
    explained = (explain(asked, each, titles[each.topic], archive) for each in found)
    return [
        Alike(each.topic, each.score, traits_in_words(each.words, written), each.links, each.likely)
        for each in explained
    ]


def find_predecessors(topics: Collection[Topic], *, before: str, most: int = 3) -> dict[int, list[Alike]]:
    """For each of an event's topics those of earlier events that it is likely to carry on: a few queries for all."""
    asked, written = (
        read_traits(topics),
        {each.pk: spellings(f"{each.title}\n{compared_text(each)}") for each in topics},
    )
    archive = Archive(Topic.objects.count(), count_all({trait for traits in asked.values() for trait in traits}))
    telling = [trait for trait, count in archive.having.items() if count < MOST_COUNTED]
    shared = defaultdict(list)
    for each in read_shared(telling, LikenessQuestion("", before=before)):
        shared[each.trait].append(each)
    archives = {topic: Archive(archive.topics, but_for_itself(archive.having, asked[topic])) for topic in asked}
    ranked = {
        topic: rank(traits, (each for trait in traits for each in shared[trait]), archives[topic])[:EXPLAINED]
        for topic, traits in asked.items()
    }
    titles = read_titles({each.topic for found in ranked.values() for each in found})
    likely: dict[int, list[Alike]] = {}
    for topic, found in ranked.items():
        explained = (explain(asked[topic], each, titles[each.topic], archives[topic]) for each in found)
        chosen = [each for each in explained if each.likely][:most]
        likely[topic] = [replace(each, words=traits_in_words(each.words, written[topic])) for each in chosen]
    return likely


def asking_about(topic: Topic) -> LikenessQuestion:
    """What there was before the topic's event that is like it."""
    return LikenessQuestion(topic.title, compared_text(topic), before=topic.event.slug, leaving_out=topic.pk)


def compared_text(topic: Topic) -> str:
    return f"{topic.problem}\n\n{topic.motivation}\n\n{topic.benefits}"


def read_traits(topics: Collection[Topic]) -> dict[int, Traits]:
    """What they are asked by: their own words, and the links of all that is known of them."""
    found: defaultdict[int, dict[str, Weight]] = defaultdict(dict)
    rows = Trait.objects.filter(topic__in=[topic.pk for topic in topics]).order_by("pk")
    for source, topic, trait, named, whole in rows.values_list("source", "topic", "trait", "named", "whole"):
        if source == Topic._meta.label or is_link(trait):
            found[topic].setdefault(trait, Weight(named / 100, whole / 100))
    return {topic: the_first(traits) for topic, traits in found.items()}


def count_all(traits: Collection[str]) -> dict[str, int]:
    """How many topics have each of very many traits."""
    rows = Trait.objects.filter(trait__in=traits).order_by().values_list("trait")
    return dict(rows.annotate(Count("topic", distinct=True)))


def the_first(asked: Traits) -> Traits:
    """All that is named and every link, and of a long text the words that weigh most."""
    order = sorted(asked, key=lambda trait: (not asked[trait].named, not is_link(trait), -asked[trait].whole))
    return {trait: asked[trait] for trait in order[:MOST_ASKED]}


def count_topics_with(traits: Collection[str]) -> dict[str, int]:
    """How many topics have each of them, counting no further than `MOST_COUNTED`."""
    if not traits:
        return {}
    each = (
        "SELECT %s, count(*) FROM (SELECT DISTINCT topic_id FROM planning_trait WHERE trait = %s LIMIT %s) AS counted"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([each] * len(traits)),
            [value for trait in traits for value in (trait, trait, MOST_COUNTED)],
        )
        return {str(trait): int(count) for trait, count in cursor.fetchall()}


def but_for_itself(having: Mapping[str, int], own: Collection[str]) -> dict[str, int]:
    """Without the topic that is asked about, which has some or all of it."""
    return {trait: count - (trait in own) for trait, count in having.items()}


def had_by(topic: int | None, asked: Collection[str]) -> frozenset[str]:
    """Those that it has as it is kept: somebody who edits it may have typed other words."""
    if topic is None:
        return frozenset()
    rows = Trait.objects.filter(topic=topic, trait__in=asked).order_by()
    return frozenset(rows.values_list("trait", flat=True))


def rarest_first(asked: Traits, archive: Archive) -> list[str]:
    """As many traits as can be read."""
    there = [trait for trait in asked if 0 < archive.having.get(trait, 0) < MOST_COUNTED]
    read, chosen = 0, list[str]()
    for trait in sorted(there, key=lambda trait: (archive.having[trait], not asked[trait].named, trait)):
        read += archive.having[trait]
        if read > MOST_READ and chosen:
            break
        chosen.append(trait)
    return chosen


def read_shared(traits: Collection[str], question: LikenessQuestion) -> list[Shared]:
    rows = Trait.objects.filter(question.candidates, trait__in=traits)
    return [Shared(topic, trait, whole / 100) for topic, trait, whole in rows.values_list("topic", "trait", "whole")]


def read_titles(topics: Iterable[int]) -> defaultdict[int, dict[str, float]]:
    """What their titles name."""
    titles: defaultdict[int, dict[str, float]] = defaultdict(dict)
    rows = Trait.objects.filter(source=Topic._meta.label, source_id__in=list(topics), named__gt=0)
    for topic, trait, named in rows.values_list("topic", "trait", "named"):
        titles[topic][trait] = named / 100
    return titles


def traits_in_words(traits: Iterable[str], written: dict[str, str]) -> tuple[str, ...]:
    """Without the parts of names that are there as a whole."""
    words = dict.fromkeys(written.get(trait, trait) for trait in traits)
    return tuple(word for word in words if not any(is_part(word, of=other) for other in words))


def is_part(word: str, *, of: str) -> bool:
    return word != of and f"-{word}-" in f"-{of}-"
