"""Which part of one document is which in another, however it was edited in between."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from retros.wrapups.document import DocumentTopic

T = TypeVar("T")

NEAR = 90
"""Out of 100: how alike two texts are if one is a corrected version of the other."""

REWORDED = 60
"""How alike the words of two next steps of one topic are if they are two accounts of the same."""

MOST_COMPARED = 250_000
"""Pairs. Comparing more takes long, and no wrap-up ever needs it."""

LONG = 40
"""Characters of a text that two topics would not share by chance."""

MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d+")


def title_key(title: str) -> str:
    """The title without case, emoji, Markdown and punctuation."""
    words = WORD.findall(unicodedata.normalize("NFKC", MARKDOWN_LINK.sub(r"\1", title)).casefold())
    return " ".join(words) or title.strip()


def pair_topics(left: Sequence[DocumentTopic], right: Sequence[DocumentTopic]) -> dict[int, int]:
    """The position on the right of each topic on the left that is there too.

    It has the same title, or nearly the same, or else a link or a long text that no other topic has.
    """
    pairs = pair_texts([title_key(topic.title) for topic in left], [title_key(topic.title) for topic in right])
    return pairs | _pair_by_marks(_without(left, pairs.keys()), _without(right, pairs.values()))


def pair_texts(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """The position on the right of each text on the left that is there too, or nearly so."""
    pairs = _pair_equal(left, right)
    return pairs | _pair_near(_without(left, pairs.keys()), _without(right, pairs.values()))


def pair_reworded(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """As `pair_texts`, for two accounts of the same things: those with words in common too, then one by one."""
    pairs = pair_texts(left, right)
    pairs |= _pair_alike(_without(left, pairs.keys()), _without(right, pairs.values()))
    ours, theirs = _without(left, pairs.keys()), _without(right, pairs.values())
    return pairs | dict(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else pairs


def _pair_alike(left: Mapping[int, str], right: Mapping[int, str]) -> dict[int, int]:
    """By the words they share, the most alike first."""
    if len(left) * len(right) > MOST_COMPARED:
        return {}
    ours, theirs = ({place: title_key(text) for place, text in texts.items()} for texts in (left, right))
    alike = [
        (fuzz.token_set_ratio(ours[here], theirs[there], score_cutoff=REWORDED), here, there)
        for here in left
        for there in right
    ]
    return _best(alike)


def _best(alike: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, here, there in sorted(alike, key=lambda found: (-found[0], found[1:])):
        if score and here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs


def _without(parts: Sequence[T], places: Collection[int]) -> dict[int, T]:
    taken = set(places)
    return {place: part for place, part in enumerate(parts) if place not in taken}


def _pair_equal(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """The first with the first, if a text is there twice."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(right))):
        places[right[place]].append(place)
    return {place: places[text].pop() for place, text in enumerate(left) if places[text]}


def _pair_near(left: Mapping[int, str], right: Mapping[int, str]) -> dict[int, int]:
    """The most alike first. “Support v1.30” and “Support v1.31” are two things, however close."""
    if len(left) * len(right) > MOST_COMPARED:
        return {}
    alike = [
        (fuzz.ratio(ours, theirs, score_cutoff=NEAR), here, there)
        for here, ours in left.items()
        for there, theirs in right.items()
        if NUMBER.findall(ours) == NUMBER.findall(theirs)
    ]
    return _best(alike)


def _pair_by_marks(left: Mapping[int, DocumentTopic], right: Mapping[int, DocumentTopic]) -> dict[int, int]:
    ours, theirs = _places_by_mark(left), _places_by_mark(right)
    common = Counter((ours[mark], theirs[mark]) for mark in ours.keys() & theirs.keys())
    pairs: dict[int, int] = {}
    for (here, there), _ in sorted(common.items(), key=lambda found: (-found[1], found[0])):
        if here not in pairs and there not in pairs.values():
            pairs[here] = there
    return pairs


def _places_by_mark(topics: Mapping[int, DocumentTopic]) -> dict[str, int]:
    """Where each link and long text is, if only one topic has it."""
    standing = [(mark, place) for place, topic in topics.items() for mark in set(_marks(topic))]
    times = Counter(mark for mark, _ in standing)
    return {mark: place for mark, place in standing if times[mark] == 1}


def _marks(topic: DocumentTopic) -> Iterator[str]:
    yield from (link.url for link in topic.links)
    yield from (text for text in (topic.problem_statement, topic.achievements) if len(text) >= LONG)
