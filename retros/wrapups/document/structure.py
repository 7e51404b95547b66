"""Which blocks of a document are its title, its frame and its topics."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retros.wrapups.document.blocks import Block
from retros.wrapups.document.labels import CONCLUSION, Field, Label, is_frame, label_of, line_label, normalized
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
    left_out: list[Block] = field(default_factory=list)

    def divide(self, blocks: Sequence[Block]) -> None:
        """Hand each block to the part it belongs to. What stands after a framing heading frames, until a topic."""
        self.title = find_title(blocks)
        level, labelled = topic_level(blocks, self.lines, title=self.title, plain=self.plain)
        part, above_title = self.introduction, self.title is not None
        for block in blocks:
            if block is self.title:
                above_title = False
                continue
            if (
                block.kind == "heading"
                and block.level <= level
                and not (self.topics and self._is_label(block, labelled))
            ):
                frames = block.level < level or (is_frame(block.text) and block not in labelled)
                part = self._framing(block) if frames else self._topic(block)
            elif above_title and (block.kind == "comment" or self.plain):
                self.left_out.append(block)
            else:
                part.append(block)
        self._move_last_pictures()

    def _is_label(self, heading: Block, labelled: set[Block]) -> bool:
        return label_of(heading.text) is not None and heading not in labelled

    def _topic(self, heading: Block) -> list[Block]:
        self.topics.append(TopicPart(heading))
        return self.topics[-1].blocks

    def _framing(self, heading: Block) -> list[Block]:
        part = self.conclusion if self.topics else self.introduction
        if normalized(heading.text) not in CONCLUSION or part:
            part.append(heading)
        return part

    def _move_last_pictures(self) -> None:
        """Pictures below the links of the last topic, or below a line, are of the whole document."""
        if not self.topics:
            return
        blocks = self.topics[-1].blocks
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
        labels = [label for block in blocks for label in known_labels(block, self.lines, plain=self.plain)]
        return bool(labels) and labels[-1].field is Field.LINKS


def find_title(blocks: Sequence[Block]) -> Block | None:
    """The first heading, where it is alone on its level or names a hackathon."""
    headings = [block for block in blocks if block.kind == "heading"]
    if not headings or label_of(headings[0].text):
        return None
    first = headings[0]
    alone = first.level == 1 and not any(block.level == 1 for block in headings[1:])
    named = re.search(r"hack|wrap.?up", first.text, re.IGNORECASE)
    return first if alone or (named and all(block.level >= first.level for block in headings)) else None


def topic_level(
    blocks: Sequence[Block], lines: list[str], *, title: Block | None, plain: bool
) -> tuple[int, set[Block]]:
    """The level of the headings that labels stand below, with these headings.

    Without labels it is the highest level that has more than frames.
    """
    labelled: set[Block] = set()
    above: list[Block] = []
    for block in blocks:
        if any(known_labels(block, lines, plain=plain)):
            owners = [each for each in above if block.kind != "heading" or each.level < block.level]
            labelled.update(owner for owner in owners[-1:] if owner is not title)
        beside = not above or above[-1] is title or block.level <= above[-1].level
        if block.kind == "heading" and (beside or label_of(block.text) is None):
            above = [heading for heading in above if heading.level < block.level] + [block]
    if labelled:
        return Counter(owner.level for owner in labelled).most_common(1)[0][0], labelled
    topics = [block.level for block in blocks if block.kind == "heading" and block is not title
              and not is_frame(block.text) and label_of(block.text) is None]  # fmt: skip
    return min(topics, default=2), labelled


def known_labels(block: Block, lines: list[str], *, plain: bool) -> Iterator[Label]:
    """The labels that a heading is, that lines of a paragraph begin with, or the first line of a quote."""
    if block.kind == "heading" and (label := label_of(block.text)):
        yield label
    elif block.kind == "quote" and (found := line_label(unquoted(lines[block.first]), plain=plain)) and found[0].field:
        yield found[0]
    elif block.kind == "paragraph":
        labelled = (line_label(line, plain=plain) for line in prose(lines[block.first : block.end]))
        yield from (found[0] for found in labelled if found and found[0].field)


def unquoted(line: str) -> str:
    return line.strip().removeprefix(">").strip()
