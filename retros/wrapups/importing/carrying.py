"""Carrying what changed from one version of a document to the next over to a third. Pure.

What is edited here goes into the document that was published, and nothing else does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from retros.wrapups.document import Document, DocumentLink, DocumentTopic
from retros.wrapups.importing.matching import pair_reworded, pair_topics

Hosts = tuple[tuple[str, str], ...]
FACTS = (
    "name", "starts_on", "ends_on", "venue", "venue_url", "topics_url", "review_url", "introduction", "conclusion",
    "front_matter",
)  # fmt: skip
TEXTS = (
    "title", "emoji", "problem_statement", "motivation", "achievements", "outcome", "steps_introduction", "notes",
)  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """The document after it, and which topic of the one before each of its topics is; None for a new one."""

    document: Document
    places: tuple[int | None, ...]


def carry(before: Document, after: Document, *, onto: Document) -> Carried:
    """What changed from `before` to `after`, done to `onto` as well."""
    facts: dict[str, Any] = {
        name: getattr(after, name) for name in FACTS if getattr(after, name) != getattr(before, name)
    }
    facts["hosts"] = carry_hosts(before.hosts, after.hosts, onto=onto.hosts)
    topics = list(_carry_topics(before.topics, after.topics, onto.topics))
    return Carried(
        replace(onto, **facts, topics=tuple(topic for topic, _ in topics)), tuple(place for _, place in topics)
    )


def _carry_topics(
    before: Sequence[DocumentTopic], after: Sequence[DocumentTopic], onto: Sequence[DocumentTopic]
) -> Iterator[tuple[DocumentTopic, int | None]]:
    """What only `before` and `after` have stays out, until it is edited."""
    earlier, places = pair_topics(after, before), pair_topics(before, onto)
    for number, place in _order(len(after), len(onto), earlier, places):
        was = None if number is None else earlier.get(number)
        if place is None and number is not None and (was is None or after[number] != before[was]):
            yield after[number], None
        elif place is not None:
            if number is None or was is None:
                yield onto[place], place
            else:
                yield _carry_topic(before[was], after[number], onto[place]), place


def _order(
    after: int, onto: int, earlier: Mapping[int, int], places: Mapping[int, int]
) -> list[tuple[int | None, int | None]]:
    """Which topic of `after` is which of `onto`: in the order of `onto`, unless they were put into another."""
    known = {number: places[was] for number, was in earlier.items() if was in places}
    if list(earlier.values()) != sorted(earlier.values()):
        return [(number, known.get(number)) for number in range(after)]
    gone = {place for was, place in places.items() if was not in earlier.values()}
    number_of = {place: number for number, place in known.items()}
    order: list[tuple[int | None, int | None]] = [
        (number_of.get(place), place) for place in range(onto) if place not in gone
    ]
    for number in range(after):
        if number not in known:  # after the one it follows
            above = [at for at, (other, _) in enumerate(order) if other is not None and other < number]
            order.insert(above[-1] + 1 if above else 0, (number, None))
    return order


def _carry_topic(before: DocumentTopic, after: DocumentTopic, onto: DocumentTopic) -> DocumentTopic:
    if before == after:
        return onto
    texts: dict[str, Any] = {
        name: getattr(after, name) for name in TEXTS if getattr(after, name) != getattr(before, name)
    }
    return replace(
        onto,
        **texts,
        next_steps=carry_steps(before.next_steps, after.next_steps, onto=onto.next_steps),
        links=carry_links(before.links, after.links, onto=onto.links),
    )


def carry_hosts(before: Hosts, after: Hosts, *, onto: Hosts) -> Hosts:
    """By name: the website of an organization is the same at all events, whichever document said so."""
    were, are = ({name.casefold() for name, _ in hosts} for hosts in (before, after))
    there = {name.casefold() for name, _ in onto}
    kept = [host for host in onto if host[0].casefold() in are or host[0].casefold() not in were]
    return (*kept, *(host for host in after if host[0].casefold() not in were | there))


def carry_steps(before: Sequence[str], after: Sequence[str], *, onto: Sequence[str]) -> tuple[str, ...]:
    """A step stands where it stood: its text changed, or it was taken out. New ones go below."""
    if list(before) == list(after):
        return tuple(onto)
    if list(before) == list(onto):
        return tuple(after)
    stood, stands = pair_reworded(before, onto), pair_reworded(before, after)
    merged: list[str] = list(onto)
    for was, place in stood.items():
        becomes = after[stands[was]] if was in stands else ""
        if becomes != before[was]:
            merged[place] = becomes
    new = [text for number, text in enumerate(after) if number not in stands.values()]
    return tuple(text for text in [*merged, *new] if text)


def carry_links(
    before: Sequence[DocumentLink], after: Sequence[DocumentLink], *, onto: Sequence[DocumentLink]
) -> tuple[DocumentLink, ...]:
    were, are = {link.url: link for link in before}, {link.url: link for link in after}
    merged = []
    for link in onto:
        was, now = were.get(link.url), are.get(link.url)
        if was is None or now is not None:  # otherwise it was taken out
            merged.append(now if now and now != was else link)
    there = {link.url for link in onto}
    return (*merged, *(link for link in after if link.url not in were and link.url not in there))
