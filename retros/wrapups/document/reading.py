"""Reading a wrap-up, in whatever form it was published."""

import re
from collections.abc import Iterator
from typing import Any

from planning.texts.emoji import split_heading
from retros.wrapups.document.blocks import Block, follows_gap, top_level_blocks
from retros.wrapups.document.completeness import missing_at_the_end, refuse_part, refuse_unfinished_topic
from retros.wrapups.document.dates import is_month, read_month
from retros.wrapups.document.escaping import unescaped
from retros.wrapups.document.facts import Document, DocumentRejected, Reading, ReadingWarning
from retros.wrapups.document.forms import form_of
from retros.wrapups.document.front import other_lines, split_front_matter
from retros.wrapups.document.header import Header, read_header
from retros.wrapups.document.lists import add_below, trimmed
from retros.wrapups.document.mending import mend
from retros.wrapups.document.plain import UNTITLED, plain_blocks
from retros.wrapups.document.sections import read_topic
from retros.wrapups.document.structure import Structure

WEIGHT = re.compile(r"^weight:\s*-?(\d{4})(\d{2})\s*$", re.MULTILINE)
FRONT_TITLE = re.compile(r"""^title:\s*["']?(.*?)["']?\s*$""", re.MULTILINE)
WRAP_UP = re.compile(r"(?:\ba\s+|\bthe\s+)?\bwrap[\s-]?up\s*$", re.IGNORECASE)
LONGEST_NAME = 100
SUBJECT = re.compile(r"hack[ -]the|hackathon|wrap[ -]?up", re.IGNORECASE)
COMMUNITY = re.compile(r"hack[ -]the|gardener", re.IGNORECASE)
OPENING = 600
"""Characters within which a document says what it is about."""


def read_document(text: str) -> Reading:
    """Read a wrap-up. Every line goes to a field, to the notes of its topic, to the frame, or into a warning.

    Raises DocumentRejected for anything that isn't a wrap-up, or is only part of one.
    """
    text, broken = mend(text)
    if not text.strip():
        raise DocumentRejected("It's empty.", line=1)
    front, body = split_front_matter(text)
    refuse_part(text, body)
    structure = _structure(body)
    header = read_header(structure.introduction, structure.lines, plain=structure.plain)
    refuse_other_texts(structure, header, front, body)
    refuse_unfinished_topic(structure)
    facts = header.facts | _title_and_frame(structure, front, header, body)
    document = Document(
        **facts,
        front_matter="\n".join(other_lines(front, facts["slug"])),
        topics=tuple(read_topic(part, structure.lines, plain=structure.plain) for part in structure.topics),
    )
    return Reading(
        document,
        tuple(sorted(warnings(structure, broken), key=lambda warning: warning.line)),
        tuple(part.heading.first + 1 for part in structure.topics),
        tuple(header.lines.items()),
        None if structure.plain else form_of(structure.labels.items(), structure.lines),
    )


def structure_of(text: str) -> Structure:
    """Where the parts of a document begin and end. Of one that was read, the same as then."""
    return _structure(split_front_matter(text)[1])


def _structure(body: str) -> Structure:
    blocks = top_level_blocks(body)
    structure = Structure(body.split("\n"), plain=not blocks)
    structure.divide(blocks or plain_blocks(structure.lines))
    return structure


def _title_and_frame(structure: Structure, front: str, header: Header, body: str) -> dict[str, Any]:
    """Month, name and frame."""
    named = FRONT_TITLE.search(front)
    title = structure.title.text if structure.title else named[1] if named and not is_month(named[1]) else ""
    title = name_in(title)
    starts_on = header.facts.get("starts_on")
    weight = WEIGHT.search(front)
    slug = (
        f"{weight[1]}-{weight[2]}" if weight else f"{starts_on:%Y-%m}" if starts_on
        else read_month(title) or read_month(front) or read_month(body)
    )  # fmt: skip
    introduction = list(header.rest)
    if not title or len(title) > LONGEST_NAME:
        introduction[:0] = [title] if title else []
        title = f"Hack The Garden {slug[5:]}/{slug[:4]}" if slug else "Hack The Garden"
    conclusion: list[str] = []
    for block in structure.conclusion:
        add_below(conclusion, _text(block, structure.lines), after_gap=follows_gap(block, structure.lines))
    return {
        "slug": slug,
        "name": title,
        "introduction": unescaped("\n\n".join(introduction)),
        "conclusion": unescaped("\n\n".join(conclusion)),
    }


def name_in(title: str) -> str:
    """The name of the event: the title without `Wrap Up`. One that is far too long for a name is left as it is."""
    name = title
    while len(title) <= 10 * LONGEST_NAME and (shorter := WRAP_UP.sub("", name).strip(" –—:-")) != name:
        name = shorter
    return name


def _text(block: Block, lines: list[str]) -> str:
    return f"### {block.text}".rstrip() if block.kind == "heading" else trimmed(lines[block.first : block.end])


def refuse_other_texts(structure: Structure, header: Header, front: str, body: str) -> None:
    """Without topics it is a wrap-up that no one has filled in yet, if it says for which event."""
    labelled = any(structure.labels[block] for part in structure.topics for block in part.blocks)
    opening = front + body.lstrip()[:OPENING]
    is_named = WEIGHT.search(front) or SUBJECT.search(opening)
    has_topics = structure.topics and (COMMUNITY.search(opening) or looks_like_topics(structure))
    if not (labelled or (is_named and (has_topics or (header.lines and not structure.topics)))):
        raise DocumentRejected(
            "This doesn't look like a wrap-up: it has no hackathon topics. "
            "They go under headings such as “## 🌱 Title”.",
            line=1,
        )


def looks_like_topics(structure: Structure) -> bool:
    """Another community's page about a hackathon has headings, too, such as “Our sponsors”."""
    return structure.plain or any(split_heading(part.heading.text)[0] for part in structure.topics)


def warnings(structure: Structure, broken: list[int]) -> Iterator[ReadingWarning]:
    for block in structure.left_out:
        yield ReadingWarning(block.first + 1, "Left out: " + _text(block, structure.lines))
    for part in structure.topics:
        if part.heading.text.startswith(UNTITLED):
            yield ReadingWarning(part.heading.first + 1, "The heading of this topic is missing.")
    if last := missing_at_the_end(structure):
        part, lacking = last
        text = f"“{part.heading.text}” has no {lacking}, but all other topics do. Is the rest of the document missing?"
        yield ReadingWarning(part.heading.first + 1, text)
    if not structure.topics:
        yield ReadingWarning(1, "It has no topics.")
    if broken:
        numbers = ", ".join(str(line) for line in broken)
        yield ReadingWarning(broken[0], f"Broken characters were repaired. Please check lines {numbers}.")
