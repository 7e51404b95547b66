"""Which blocks of a document are its title, its frame and its topics."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from retros.wrapups.document.blocks import Block
from retros.wrapups.document.labels import (
    CONCLUSION,
    Field,
    Label,
    is_frame,
    is_group,
    label_of,
    line_label,
    normalized,
)
from retros.wrapups.document.lists import prose

IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")


@dataclass(frozen=True)
class TopicPart:
    """The heading of a topic, and the blocks below it."""

    heading: Block
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Structure:
    lines: list[str]
    plain: bool
    title: Block | None = None
    introduction: list[Block] = field(default_factory=list)
    topics: list[TopicPart] = field(default_factory=list)
    conclusion: list[Block] = field(default_factory=list)
    has_conclusion: bool = False
    left_out: list[Block] = field(default_factory=list)
    labels: dict[Block, list[Label]] = field(default_factory=dict)

    def divide(self, blocks: Sequence[Block]) -> None:
        """Assign each block to the part it belongs to. Whatever follows a framing heading is frame, until a topic."""
        self.title = find_title(blocks)
        self.labels = {block: list(known_labels(block, self.lines, plain=self.plain)) for block in blocks}
        topics = topic_headings(self.labels, title=self.title)
        part, above_title, level = self.introduction, self.title is not None, 0
        for block in blocks:
            is_heading = block.kind == "heading"
            if block is self.title:
                above_title = False
            elif block in topics:
                self.topics.append(TopicPart(block))
                part, level = self.topics[-1].blocks, block.level
            elif is_heading and not (level and block.level > level) and label_of(block.text) is None:
                part, level = self._framing(block), 0
            elif above_title and (block.kind == "comment" or self.plain):
                self.left_out.append(block)
            else:
                part.append(block)
        self._move_last_pictures()

    def _framing(self, heading: Block) -> list[Block]:
        part = self.conclusion if self.topics else self.introduction
        if normalized(heading.text) in CONCLUSION and self.topics and not self.has_conclusion:
            self.has_conclusion = True
        else:
            part.append(heading)
        return part

    def _move_last_pictures(self) -> None:
        """Pictures below the links of the last topic, or below a line, belong to the whole document."""
        if not self.topics:
            return
        blocks = self.topics[-1].blocks
        while blocks and blocks[-1].kind == "heading" and self.labels[blocks[-1]]:
            blocks.pop()  # an empty section
        tail = len(blocks)
        while tail and (blocks[tail - 1].kind == "rule" or self._is_picture(blocks[tail - 1])):
            tail -= 1
        after_line = next((at for at in range(tail, len(blocks)) if blocks[at].kind == "rule"), len(blocks))
        start = tail if self._ends_with_links(blocks[:tail]) else after_line
        self.conclusion[:0] = [block for block in blocks[start:] if block.kind != "rule"]
        del blocks[start:]

    def _is_picture(self, block: Block) -> bool:
        return block.kind == "paragraph" and all(IMAGE.match(self.lines[at]) for at in range(block.first, block.end))

    def _ends_with_links(self, blocks: Sequence[Block]) -> bool:
        labels = [label for block in blocks if block.kind != "quote" for label in self.labels[block]]
        return bool(labels) and labels[-1].field is Field.LINKS


def find_title(blocks: Sequence[Block]) -> Block | None:
    """The first heading, if it is alone on its level or names a hackathon."""
    headings = [block for block in blocks if block.kind == "heading"]
    if not headings or label_of(headings[0].text):
        return None
    first = headings[0]
    alone = first.level == 1 and not any(block.level == 1 for block in headings[1:])
    named = re.search(r"hack|wrap.?up", first.text, re.IGNORECASE)
    return first if alone or (named and all(block.level >= first.level for block in headings)) else None


def topic_headings(labels: Mapping[Block, list[Label]], *, title: Block | None) -> set[Block]:
    """The headings of topics: those with labels below them, on any level, and others beside them.

    Without any labels, all on the highest level; if those are merely groups, the ones below them.
    """
    blocks = list(labels)
    headings = [block for block in blocks if block.kind == "heading" and block is not title]
    others = [block for block in headings if label_of(block.text) is None]
    below, labelled = _below(headings), _labelled(labels, title=title)
    if labelled:
        levels = {block.level for block in labelled}
        beside = {block for block in others if block.level in levels and not is_frame(block.text)}
        groups = {block for block in others if below[block] & labelled}
        topics = (labelled | beside) - (groups - labelled)
        return topics - {inner for outer in topics for inner in below[outer]}
    level = min((block.level for block in others if not is_frame(block.text) or is_group(block.text)), default=2)
    others = [block for block in others if block.level == level]
    topics = {block for block in others if not is_frame(block.text)}
    groups = _groups(blocks) & set(others)
    named = {block for block in groups if is_group(block.text)}
    parts = groups if groups and groups == topics | named else named
    inside = {block for group in parts for block in below[group] if not is_frame(block.text)}
    highest = min((block.level for block in inside), default=0)
    return {block for block in inside if block.level == highest} or topics


def _labelled(labels: Mapping[Block, list[Label]], *, title: Block | None) -> set[Block]:
    """The nearest heading above each label, on a higher level than the label if that is a heading itself."""
    labelled: set[Block] = set()
    above: list[Block] = []
    for block, own in labels.items():
        if own:
            owners = [each for each in above if block.kind != "heading" or each.level < block.level]
            labelled.update(owner for owner in owners[-1:] if owner is not title)
        beside = not above or above[-1] is title or block.level <= above[-1].level
        if block.kind == "heading" and (beside or label_of(block.text) is None):
            above = [heading for heading in above if heading.level < block.level] + [block]
    return labelled


def _below(headings: Sequence[Block]) -> dict[Block, set[Block]]:
    """For each heading those below it, up to the next one on its own level."""
    below: dict[Block, set[Block]] = {heading: set() for heading in headings}
    above: list[Block] = []
    for heading in headings:
        above = [outer for outer in above if outer.level < heading.level]
        for outer in above:
            below[outer].add(heading)
        above.append(heading)
    return below


def _groups(blocks: Sequence[Block]) -> set[Block]:
    """The headings with another one right below them, or anywhere below the words used for groups of topics."""
    headings = [block for block in blocks if block.kind == "heading"]
    right_below = {upper for upper, lower in pairwise(blocks) if upper.kind == lower.kind == "heading"}
    return {
        upper
        for upper, lower in pairwise(headings)
        if lower.level > upper.level and (upper in right_below or is_group(upper.text))
    }


def known_labels(block: Block, lines: list[str], *, plain: bool) -> Iterator[Label]:
    """The labels in headings, at the start of a paragraph's lines, or in the first line of a quote."""
    if block.kind == "heading" and (label := label_of(block.text)):
        yield label
    elif block.kind == "quote" and (found := line_label(unquoted(lines[block.first]), plain=True)) and found[0].field:
        yield found[0]
    elif block.kind == "paragraph":
        labelled = (line_label(line, plain=plain) for line in prose(lines[block.first : block.end]))
        yield from (found[0] for found in labelled if found and found[0].field)


def unquoted(line: str) -> str:
    return line.strip().removeprefix(">").strip()
