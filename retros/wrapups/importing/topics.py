"""Merging one topic of a document into the topic that is here. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from retros.wrapups.document import DocumentLink, DocumentTopic, LinkKind
from retros.wrapups.document.plain import UNTITLED
from retros.wrapups.importing.changes import Change, Differences
from retros.wrapups.importing.matching import pair_reworded, pair_texts

TEXTS = (
    "emoji", "title", "problem_statement", "motivation", "outcome", "achievements", "steps_introduction", "notes",
)  # fmt: skip
NOTHING = DocumentTopic(title="")


@dataclass(frozen=True)
class TopicHere:
    """A topic as the database has it. `loose_steps` are open and have no owner.

    `is_retold`: it was entered from the event's documents, in other words.
    """

    topic: DocumentTopic
    has_report: bool = True
    loose_steps: Collection[str] = ()
    is_retold: bool = False


def merge_topic(
    base: DocumentTopic | None, here: TopicHere, in_file: DocumentTopic, diff: Differences
) -> DocumentTopic:
    if base is None and not here.has_report:
        diff.record(Change.ADDED, "report")
    before, ours = base or NOTHING, here.topic
    if in_file.title.startswith(UNTITLED):
        in_file = replace(in_file, title=ours.title)
    texts: dict[str, Any] = {
        name: diff.settle(name, *(getattr(each, name) for each in (before, ours, in_file))) for name in TEXTS
    }
    return replace(
        ours,
        **texts,
        links=merge_imported_links(before.links, ours.links, in_file.links, diff),
        next_steps=merge_steps(before.next_steps, here, in_file.next_steps, diff),
    )


def merge_imported_links(
    base: Sequence[DocumentLink], here: Sequence[DocumentLink], in_file: Sequence[DocumentLink], diff: Differences
) -> tuple[DocumentLink, ...]:
    """Both sides' links. Those removed from the file go, unless they were edited here; those deleted here stay gone."""
    known, merged = {link.url: link for link in base}, {link.url: link for link in here}
    addresses = {link.url for link in in_file}
    for link in here:
        if link.url not in addresses and known.get(link.url) == link:
            diff.record(Change.REMOVED, "link", link.url)
            del merged[link.url]
    for link in in_file:
        if link.url in merged:
            merged[link.url] = _merge_link(known.get(link.url), merged[link.url], link, diff)
        elif link.url not in known:
            diff.record(Change.ADDED, "link", in_file=link.url)
            merged[link.url] = link
    return tuple(merged.values())


def _merge_link(
    base: DocumentLink | None, here: DocumentLink, in_file: DocumentLink, diff: Differences
) -> DocumentLink:
    text = diff.settle(f"text of {here.url}", base.text if base else "", here.text, in_file.text)
    kind = diff.settle(f"kind of {here.url}", base.kind if base else "", here.kind, in_file.kind)
    return DocumentLink(LinkKind(kind), here.url, text)


def merge_steps(base: Sequence[str], here: TopicHere, in_file: Sequence[str], diff: Differences) -> tuple[str, ...]:
    """Those here in their positions, with their texts as corrected in the file; then those that are new there."""
    if diff.takes_file:
        return take_steps(here, in_file, diff)
    merged = list(here.topic.next_steps)
    is_retold = here.is_retold and not base
    pair = pair_reworded if is_retold else pair_texts
    places, known = pair(in_file, merged), pair_texts(in_file, base)
    unmatched = [text for number, text in enumerate(in_file) if number not in places and number not in known]
    left = [text for place, text in enumerate(here.topic.next_steps) if place not in places.values()]
    in_other_words = bool(is_retold and unmatched and left)
    for number, text in enumerate(in_file):
        before = base[known[number]] if number in known else ""
        if number in places:
            merged[places[number]] = diff.settle("next step", before, merged[places[number]], text)
        elif not before and not in_other_words:
            diff.record(Change.ADDED, "next step", in_file=text)
            merged.append(text)
        elif before and text != before:
            diff.record(Change.KEPT, "next step", in_file=text)
    if in_other_words:  # added, they would be there twice
        diff.record(Change.KEPT, "next steps", "\n".join(left), "\n".join(unmatched))
    for text in base:
        if text in left and text in here.loose_steps:
            diff.record(Change.GONE, "next step", text)
    return tuple(merged)


def take_steps(here: TopicHere, in_file: Sequence[str], diff: Differences) -> tuple[str, ...]:
    """Those here in the words of the file, then what else it has. None goes: somebody may be at work on it."""
    merged = list(here.topic.next_steps)
    places = pair_reworded(in_file, merged)
    for number, text in enumerate(in_file):
        if number in places:
            merged[places[number]] = diff.settle("next step", "", merged[places[number]], text)
        else:
            diff.record(Change.ADDED, "next step", in_file=text)
            merged.append(text)
    return tuple(merged)
