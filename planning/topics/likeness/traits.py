"""What topics are compared by, and how much each trait of them weighs. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from planning.topics.likeness.links import comparable_links
from planning.topics.likeness.words import comparable_words

IN_TITLE, IN_TEXT, IN_REPORT, A_LINK = 3.0, 1.0, 0.4, 1.0
MOST_IN_TITLE = 2.0
MOST = 400
"""Traits that are kept of one text, or looked for: of a very long one those that come first."""


@dataclass(frozen=True)
class Weight:
    """`named`: how much of it is in the title. `whole`: how much it weighs in all."""

    named: float
    whole: float


Traits = Mapping[str, Weight]
"""By the word or the link. A link is never a word: it has a slash or a dot in it."""


def traits_of_topic(title: str, *texts: str) -> Traits:
    named = {word: min(count, MOST_IN_TITLE) for word, count in comparable_words(title).items()}
    whole = defaultdict(float, {word: IN_TITLE * count for word, count in named.items()})
    text = "\n\n".join(texts)
    for word, weight in weighed(comparable_words(text), IN_TEXT):
        whole[word] += weight
    for link in sorted(comparable_links(f"{title}\n{text}")):
        whole[link] = A_LINK
    return {trait: Weight(named.get(trait, 0.0), weight) for trait, weight in list(whole.items())[:MOST]}


def traits_of_report(*texts: str) -> Traits:
    """What came of a topic says what it was about, if less clearly."""
    text = "\n\n".join(texts)
    whole = dict(weighed(comparable_words(text), IN_REPORT)) | dict.fromkeys(sorted(comparable_links(text)), A_LINK)
    return {trait: Weight(0.0, weight) for trait, weight in list(whole.items())[:MOST]}


def traits_of_link(url: str) -> Traits:
    return {link: Weight(0.0, A_LINK) for link in comparable_links(url)}


def weighed(counts: Mapping[str, float], each: float) -> Iterable[tuple[str, float]]:
    """What is said ten times is not ten times as important."""
    return ((word, each * log2(1 + count)) for word, count in counts.items())


def is_link(trait: str) -> bool:
    return "/" in trait or "." in trait
