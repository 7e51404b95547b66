"""A page copied as plain text, or prose with headings: its outline, guessed from its lines."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from retros.wrapups.document.blocks import Block
from retros.wrapups.document.labels import CONCLUSION, Field, line_label, normalized
from retros.wrapups.document.lists import comment_lines, fence_after, is_rule

LONGEST_HEADING = 110
UNTITLED = "Untitled topic"
SENTENCE = re.compile(r"[.!?:;,…]$")
BYLINE = re.compile(r"^by\b|\b[12]\d{3}$|hackathon", re.IGNORECASE)
"""Who wrote it and when, or what a picture shows."""
NUMBERED = re.compile(
    r"\s*\d{1,3}[.)]\s+(?P<title>(?:\*\*|__)?[^:\n]{3,150}?)\s*(?:\*\*|__)?:(?:\*\*|__)?\s+(?P<text>\S.*)$"
)
CLOSING = re.compile(r"\s+#+$")  # Markdown's own, at the end of a heading
TITLE, TOPIC = 1, 2
"""Levels of headings."""


@dataclass(frozen=True)
class Paragraph:
    first: int
    end: int
    text: str

    @property
    def is_line(self) -> bool:
        return self.end - self.first == 1


def paragraphs(lines: list[str], commented: Collection[int]) -> list[Paragraph]:
    """The pieces between empty lines, rules and comments. Code blocks stay whole."""
    found, first, fence = [], 0, ""
    has_code = any("```" in line or "~~~" in line for line in lines)
    for at, line in enumerate([*lines, ""]):
        fence = fence_after(fence, line) if has_code and at not in commented else ""
        parts = not line.strip() or is_rule(line) or at in commented
        if not parts or (fence and at < len(lines)):
            continue
        if at > first:
            found.append(Paragraph(first, at, "\n".join(lines[first:at]).strip()))
        first = at + 1
    return found


def plain_blocks(lines: list[str]) -> list[Block]:
    """Blocks as in a document with headings: the title on level 1, topics and frames on level 2.

    If topics are a numbered list, its lines are given the label they lack.
    """
    commented = sorted(comment_lines(lines))
    parts = paragraphs(lines, set(commented))
    title = next((part for part in parts if part.is_line and re.search("hack", part.text, re.IGNORECASE)), None)
    title = title if title and len(title.text) <= LONGEST_HEADING else None
    comments = [Block("comment", at, at + 1) for at in commented]
    return sorted([*_outline(parts, title, lines), *comments], key=lambda block: block.first)


def _outline(parts: list[Paragraph], title: Paragraph | None, lines: list[str]) -> Iterator[Block]:
    if any(_opens_topic(part) for part in parts):
        return _with_headings(parts, title)
    numbered = sum(len(_numbers(part, lines)) for part in parts)
    return _numbered(parts, title, lines) if numbered >= 3 else _prose(parts, title)


def _numbers(part: Paragraph, lines: list[str]) -> list[int]:
    """The lines that begin with a number and a title."""
    if "```" in part.text or "~~~" in part.text:
        return []
    return [at for at in range(part.first, part.end) if NUMBERED.match(lines[at])]


def _opens_topic(part: Paragraph) -> bool:
    labelled = line_label(part.text.split("\n")[0], plain=True)
    return labelled is not None and labelled[0].field is Field.PROBLEM


def _with_headings(parts: list[Paragraph], title: Paragraph | None) -> Iterator[Block]:
    """The line above a problem statement is the heading of its topic. If that was lost, the topic has none."""
    untitled = 0
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        if part is title:
            yield _heading_block(part, TITLE)
        elif following and _opens_topic(following) and _may_be_heading(part):
            yield _heading_block(part, TOPIC)
        else:
            before = parts[at - 1] if at else None
            if _opens_topic(part) and (before is None or before is title or not _may_be_heading(before)):
                untitled += 1
                name = UNTITLED if untitled == 1 else f"{UNTITLED} {untitled}"
                yield Block("heading", part.first, part.first, TOPIC, name)
            yield Block("paragraph", part.first, part.end)


def _prose(parts: list[Paragraph], title: Paragraph | None) -> Iterator[Block]:
    """A short line without a full stop is a heading if prose follows; otherwise it says what a picture shows."""
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        if part is title:
            yield _heading_block(part, TITLE)
        elif (
            _may_be_heading(part)
            and not BYLINE.search(part.text)
            and (normalized(part.text) in CONCLUSION or (following and not _may_be_heading(following)))
        ):
            yield _heading_block(part, TOPIC)
        else:
            yield Block("paragraph", part.first, part.end)


def _numbered(parts: list[Paragraph], title: Paragraph | None, lines: list[str]) -> Iterator[Block]:
    """Each number is a topic: what's before the colon is its heading, what's after it was achieved."""
    begun = False
    for part in parts:
        numbers = _numbers(part, lines)
        if part is title:
            yield _heading_block(part, TITLE)
        elif numbers:
            begun = True
            yield from _numbered_topics(part, numbers, lines)
        elif begun:
            yield Block("heading", part.first, part.first, TOPIC, "Conclusion")
            begun = False
            yield Block("paragraph", part.first, part.end)
        else:
            yield Block("paragraph", part.first, part.end)


def _numbered_topics(part: Paragraph, numbers: list[int], lines: list[str]) -> Iterator[Block]:
    if part.first < numbers[0]:
        yield Block("paragraph", part.first, numbers[0])
    for at, end in zip(numbers, [*numbers[1:], part.end], strict=True):
        if match := NUMBERED.match(lines[at]):
            yield Block("heading", at, at, TOPIC, match["title"].strip("*_ "))
            lines[at] = f"Achievements: {match['text']}"
            yield Block("paragraph", at, end)


def _heading_block(part: Paragraph, level: int) -> Block:
    text = CLOSING.sub("", " ".join(part.text.split()))
    return Block("heading", part.first, part.end, level, text.strip("*_ ") if level == TOPIC else text)


def _may_be_heading(part: Paragraph) -> bool:
    return (
        part.is_line
        and len(part.text) <= LONGEST_HEADING
        and not SENTENCE.search(part.text)
        and line_label(part.text, plain=True) is None
        and not fence_after("", part.text)
        and re.search(r"\w", part.text) is not None
    )
