"""Merging the next version of a document into what is here. Pure: documents in, a document and its changes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from retros.wrapups.document import Document, DocumentTopic, Reading
from retros.wrapups.importing.changes import Change, Differences, ImportedChange
from retros.wrapups.importing.matching import pair_topics
from retros.wrapups.importing.order import order_topics
from retros.wrapups.importing.refusing import alike
from retros.wrapups.importing.topics import TopicHere, merge_topic

TEXTS = (
    "name", "venue", "venue_url", "topics_url", "review_url", "introduction", "conclusion", "front_matter",
)  # fmt: skip
Hosts = Sequence[tuple[str, str]]
Topics = Sequence[DocumentTopic]
Found = Callable[..., Differences]


@dataclass(frozen=True)
class MergedTopic:
    """A topic after the merge. `place` is its position among those here, None for a new one."""

    topic: DocumentTopic
    place: int | None = None
    gets_report: bool = False


@dataclass(frozen=True)
class Merged:
    """The event after the merge, and its topics in order. Their next steps begin with those here, in their order."""

    event: Document
    topics: tuple[MergedTopic, ...]
    changes: tuple[ImportedChange, ...]

    @property
    def writes(self) -> bool:
        return any(not change.stays for change in self.changes)


def merge(
    reading: Reading,
    *,
    base: Document,
    here: Document | None,
    topics: Sequence[TopicHere],
    takes_file: bool = False,
) -> Merged:
    """Merge what was read into the event and its topics here; `here` is None if there is no such event yet."""
    changes: list[ImportedChange] = []
    found = partial(Differences, changes=changes, takes_file=takes_file)
    if here is None:
        found().record(Change.ADDED, "event", in_file=reading.document.name)
    event = _merge_event(reading, base, here, found) if here else reading.document
    return Merged(event, _merge_topics(reading, base.topics, topics, found), tuple(changes))


def _merge_event(reading: Reading, base: Document, here: Document, found: Found) -> Document:
    in_file, lines = reading.document, dict(reading.fact_lines)
    texts: dict[str, Any] = {}
    for name in TEXTS:
        diff = found(line=lines.get(name) or lines.get(name.removesuffix("_url"), 1))
        texts[name] = diff.settle(name, *(getattr(each, name) for each in (base, here, in_file)))
    diff = found(line=lines.get("hosts", 1))
    merged = replace(here, **texts, hosts=merge_hosts(base.hosts, here.hosts, in_file.hosts, diff))
    diff = found(line=lines.get("days", 1))
    stated, ours = document_days(in_file), document_days(here)
    if stated and not ours:
        diff.record(Change.ADDED, "days", in_file=stated)
        return replace(merged, starts_on=in_file.starts_on, ends_on=in_file.ends_on)
    if stated not in {"", ours, document_days(base)}:
        diff.record(Change.KEPT, "days", ours, stated)
    return merged


def document_days(document: Document) -> str:
    return f"{document.starts_on} to {document.ends_on}" if document.starts_on and document.ends_on else ""


def merge_hosts(base: Hosts, here: Hosts, in_file: Hosts, diff: Differences) -> tuple[tuple[str, str], ...]:
    """Add hosts that are new in the file, unless it names entirely different ones.

    An organization's website is filled in, never changed.
    """
    theirs, ours = [name for name, _ in in_file], [name for name, _ in here]
    if theirs and ours and not base and not any(alike([name], [known]) for name in theirs for known in ours):
        diff.record(Change.KEPT, "organizers", ", ".join(ours), ", ".join(theirs))
        return tuple(here)
    known = {name.casefold(): url for name, url in base}
    merged = {name.casefold(): (name, url) for name, url in here}
    for name, url in in_file:
        key = name.casefold()
        known_as, ours_url = merged.get(key, ("", ""))
        if not known_as and key not in known:
            diff.record(Change.ADDED, "organizer", in_file=name)
            merged[key] = (name, url)
        elif known_as and not ours_url and url != known.get(key, ""):
            diff.record(Change.ADDED, f"website of {known_as}", in_file=url)
            merged[key] = (known_as, url)
    return tuple(merged.values())


def _merge_topics(reading: Reading, base: Topics, here: Sequence[TopicHere], found: Found) -> tuple[MergedTopic, ...]:
    in_file = reading.document.topics
    known, places, gone = which_is_which(in_file, base, [each.topic for each in here])
    merged = [MergedTopic(each.topic, place) for place, each in enumerate(here)]
    order: list[int | None] = []
    for number, (topic, line) in enumerate(zip(in_file, reading.topic_lines, strict=True)):
        before, place = base[known[number]] if number in known else None, places.get(number)
        diff = found(topic=(topic if place is None else here[place].topic).heading, line=line)
        if place is not None:
            becomes = merge_topic(before, here[place], topic, diff)
            merged[place] = MergedTopic(becomes, place, gets_report=before is None)
        elif before is None:
            diff.record(Change.ADDED, "topic", in_file=topic.heading)
            merged.append(MergedTopic(topic, gets_report=True))
        elif topic != before:
            diff.record(Change.KEPT, "topic", in_file=topic.heading)
        if place is not None or before is None:  # otherwise it was deleted here, and stays deleted
            order.append(place)
    for place in gone:
        heading = here[place].topic.heading
        found(topic=heading).record(Change.GONE, "topic", heading)
    known_here = {place: known[number] for number, place in places.items() if number in known}
    ranks = order_topics(order, len(here), known_here, found())
    return tuple(merged[rank] for rank in ranks)


def which_is_which(in_file: Topics, base: Topics, here: Topics) -> tuple[dict[int, int], dict[int, int], list[int]]:
    """The position in the base and here of each topic of the file that has one; the positions here of those gone.

    A topic with another title here is recognised by its title in the base.
    """
    known, places, kept = pair_topics(in_file, base), pair_topics(in_file, here), pair_topics(base, here)
    for number, before in known.items():
        place = kept.get(before)
        if number not in places and place is not None and place not in places.values():
            places[number] = place
    there = set(known.values())
    gone = [place for before, place in kept.items() if before not in there and place not in places.values()]
    return known, places, gone
