"""Which earlier topics are like one, the most alike first. Pure: what is known of them comes in, an order goes out.

As in BM25, a trait counts for more the rarer it is, and the more of a topic it makes up, though never without limit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from planning.topics.likeness.links import is_about_one_thing
from planning.topics.likeness.traits import A_LINK, IN_TITLE, Traits, is_link

SATURATION = 1.5
OF_A_LINK, OF_A_REPOSITORY = 12.0, 3.0
"""How much a link in common counts, beside a word of the title."""
TEXT_BESIDE_TITLE = 0.5
SHARED_BY_FEW = 6
"""Topics about one pull request are relatives; one that half of them name is a tracker."""
LIKELY, NAMES_IN_COMMON, OF_THE_TITLE = 2.0, 0.78, 0.45
"""The least score, and how much of the titles has to be the same: in the rarest words, and as a part of one of them."""
MOST_REASONS = 6


class Shared(NamedTuple):
    """A trait that another topic has, too, and how much it weighs there."""

    topic: int
    trait: str
    whole: float


class Scored:
    """A topic, and how much each trait that it shares counts for."""

    __slots__ = ("counts", "score", "topic")

    def __init__(self, topic: int, counts: Mapping[str, float]) -> None:
        self.topic, self.counts, self.score = topic, counts, sum(counts.values())


@dataclass(frozen=True)
class Alike:
    topic: int
    score: float
    words: tuple[str, ...]
    links: tuple[str, ...]
    likely: bool
    """Whether it would be offered as the one that is carried on."""


class Archive:
    """How rare each trait is among all topics: the rarest counts one."""

    def __init__(self, topics: int, having: Mapping[str, int]) -> None:
        self.topics = max(topics, 1)
        self.having = having
        self.rarest = self.idf(1)

    def idf(self, having: int) -> float:
        return log(1 + (max(self.topics, having) - having + 0.5) / (having + 0.5))

    def rarity(self, trait: str) -> float:
        return self.idf(max(self.having.get(trait, 0), 1)) / self.rarest


def rank(asked: Traits, shared: Iterable[Shared], archive: Archive) -> list[Scored]:
    """The most alike first. Of equals the later topic goes first."""
    worth = {trait: worth_of(trait, asked, archive) for trait in asked}
    by_topic: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for each in shared:
        has = by_topic[each.topic]
        has[each.trait] = has.get(each.trait, 0.0) + each.whole  # the same word in a topic and in its report
    found = (
        Scored(topic, {trait: worth[trait] * weight / (weight + SATURATION) for trait, weight in has.items()})
        for topic, has in by_topic.items()
    )
    return sorted(found, key=lambda each: (-round(each.score, 6), -each.topic))


def worth_of(trait: str, asked: Traits, archive: Archive) -> float:
    rarity = archive.rarity(trait)
    if is_link(trait):
        own = OF_A_LINK if is_strong(trait, archive) else OF_A_REPOSITORY
        return rarity * own * (A_LINK + SATURATION) / A_LINK  # one link is as good as two
    named, whole = asked[trait].named, asked[trait].whole
    return rarity * (IN_TITLE * named + TEXT_BESIDE_TITLE * (whole - IN_TITLE * named))


def is_strong(link: str, archive: Archive) -> bool:
    return is_about_one_thing(link) and archive.having.get(link, 0) <= SHARED_BY_FEW


def explain(asked: Traits, found: Scored, title: Mapping[str, float], archive: Archive) -> Alike:
    """Why they are alike, and whether one is likely to carry on the other. `title` is the other's."""
    by_count = sorted(found.counts, key=lambda trait: (-round(found.counts[trait], 6), trait))
    links = tuple(trait for trait in by_count if is_link(trait))
    words = tuple(trait for trait in by_count if not is_link(trait))[:MOST_REASONS]
    likely = any(is_strong(link, archive) for link in links) or is_likely(asked, found.score, title, archive)
    return Alike(found.topic, round(found.score, 3), words, links, likely)


def is_likely(asked: Traits, total: float, title: Mapping[str, float], archive: Archive) -> bool:
    """Their titles name the same rare thing, and it makes up a good part of one of them."""
    named = {trait: weight.named for trait, weight in asked.items() if weight.named}
    common = {trait: min(share, title[trait]) for trait, share in named.items() if trait in title}
    weight = sum(share * archive.rarity(trait) for trait, share in common.items())
    mine = sum(share * archive.rarity(trait) for trait, share in named.items())
    part = max(weight / mine if mine else 0.0, sum(common.values()) / sum(title.values()) if title else 0.0)
    return total >= LIKELY and weight >= NAMES_IN_COMMON and part >= OF_THE_TITLE
