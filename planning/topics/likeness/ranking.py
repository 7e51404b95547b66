"""Which earlier topics are like one, the most alike first. Pure: what is known of them comes in, an order goes out.

As in BM25, a trait counts for more the rarer it is, and the more of a topic it makes up, though never without limit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from planning.topics.likeness.links import is_about_one_thing
from planning.topics.likeness.traits import IN_TITLE, Traits, is_link

SATURATION = 1.5
OF_A_LINK, OF_A_REPOSITORY = 12.0, 3.0
"""How much a link in common counts, beside a word of the title."""
TEXT_BESIDE_TITLE = 0.5
SHARED_BY_FEW = 6
"""Topics about one pull request are relatives; one that half of them name is a tracker."""
LIKELY, NAMES_IN_COMMON, OF_THE_TITLE = 2.0, 0.78, 0.45
"""The least score, and how much of the titles has to be the same: in the rarest words, and as a part of one of them."""
MOST_REASONS = 6


@dataclass(frozen=True)
class Shared:
    """A trait that another topic has, too: how much of its title that is, and how much it weighs there."""

    topic: int
    trait: str
    named: float
    whole: float


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


def rank(asked: Traits, shared: Iterable[Shared], archive: Archive) -> list[tuple[int, float, list[Shared]]]:
    """Topics, their scores, and what they share, the most alike first. Of equals the later one goes first."""
    by_topic: defaultdict[int, list[Shared]] = defaultdict(list)
    for each in together(shared):
        by_topic[each.topic].append(each)
    scored = [(topic, sum(score(asked, each, archive) for each in has), has) for topic, has in by_topic.items()]
    return sorted(scored, key=lambda found: (-round(found[1], 6), -found[0]))


def together(shared: Iterable[Shared]) -> list[Shared]:
    """The same word in a topic and in its report counts once, with the weight of both."""
    sums: dict[tuple[int, str], Shared] = {}
    for each in shared:
        before = sums.get((each.topic, each.trait))
        if before:
            each = Shared(each.topic, each.trait, before.named + each.named, before.whole + each.whole)  # noqa: PLW2901
        sums[each.topic, each.trait] = each
    return list(sums.values())


def score(asked: Traits, each: Shared, archive: Archive) -> float:
    rarity = archive.rarity(each.trait)
    if is_link(each.trait):
        return rarity * (OF_A_LINK if is_strong(each.trait, archive) else OF_A_REPOSITORY)
    own = asked[each.trait]
    sought = IN_TITLE * own.named + TEXT_BESIDE_TITLE * (own.whole - IN_TITLE * own.named)
    return rarity * sought * each.whole / (each.whole + SATURATION)


def is_strong(link: str, archive: Archive) -> bool:
    return is_about_one_thing(link) and archive.having.get(link, 0) <= SHARED_BY_FEW


def explain(
    asked: Traits, found: tuple[int, float, Sequence[Shared]], title: Mapping[str, float], archive: Archive
) -> Alike:
    """Why they are alike, and whether one is likely to carry on the other. `title` is the other's."""
    topic, total, has = found
    by_score = sorted(has, key=lambda each: (-score(asked, each, archive), each.trait))
    links = tuple(each.trait for each in by_score if is_link(each.trait))
    words = tuple(each.trait for each in by_score if not is_link(each.trait))[:MOST_REASONS]
    likely = any(is_strong(link, archive) for link in links) or is_likely(asked, total, title, archive)
    return Alike(topic, round(total, 3), words, links, likely)


def is_likely(asked: Traits, total: float, title: Mapping[str, float], archive: Archive) -> bool:
    """Their titles name the same rare thing, and it makes up a good part of one of them."""
    named = {trait: weight.named for trait, weight in asked.items() if weight.named}
    common = {trait: min(share, title[trait]) for trait, share in named.items() if trait in title}
    weight = sum(share * archive.rarity(trait) for trait, share in common.items())
    mine = sum(share * archive.rarity(trait) for trait, share in named.items())
    part = max(weight / mine if mine else 0.0, sum(common.values()) / sum(title.values()) if title else 0.0)
    return total >= LIKELY and weight >= NAMES_IN_COMMON and part >= OF_THE_TITLE
