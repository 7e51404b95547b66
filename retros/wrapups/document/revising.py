"""Writing a document anew where it changed, and leaving all else as it was published. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retros.wrapups.document.blocks import Block
from retros.wrapups.document.facts import TODAY, Document, DocumentRejected, DocumentTopic, Form, Reading
from retros.wrapups.document.labels import Field
from retros.wrapups.document.mending import mend
from retros.wrapups.document.parts import TopicSection, leading_tracking, parts_of, write_section, write_topic
from retros.wrapups.document.reading import read_document, structure_of
from retros.wrapups.document.structure import Structure, TopicPart
from retros.wrapups.document.writing import closing, fact_lines, title_line, write_document, write_introduction

ORDER = list(Field)
FIELDS = {
    "problem_statement": Field.PROBLEM,
    "motivation": Field.MOTIVATION,
    "outcome": Field.OUTCOME,
    "achievements": Field.ACHIEVEMENTS,
    "steps_introduction": Field.NEXT_STEPS,
    "next_steps": Field.NEXT_STEPS,
    "links": Field.LINKS,
}
"""What has a section of its own."""


@dataclass(frozen=True)
class LineEdit:
    """Lines `first` to `end`, counted from 0, become these blocks. A line of a list has no empty one around it."""

    first: int
    end: int
    blocks: Sequence[str]
    in_list: bool = False


class TooMuchChanged(Exception):
    """The document has to be written as a whole."""


def revise_document(text: str, becomes: Document, places: Sequence[int | None]) -> str:
    """The text with what differs from `becomes` written anew, or the whole of it if that is what it takes.

    `places` says which topic of the text each topic of `becomes` is; None for a new one.
    """
    mended, broken = mend(text)
    reading = read_document(mended)
    if reading.form and becomes == reading.document:
        return mended if broken else text
    form = reading.form or TODAY
    try:
        revised = _revised(mended, reading, becomes, places, form)
        if reading.form and read_document(revised).document == becomes:
            return revised
    except (TooMuchChanged, DocumentRejected):
        pass
    return write_document(becomes, form)


def _revised(text: str, reading: Reading, becomes: Document, places: Sequence[int | None], form: Form) -> str:
    published, structure = reading.document, structure_of(text)
    kept = [place for place in places if place is not None]
    if kept != sorted(kept) or published.front_matter != becomes.front_matter or not structure.topics:
        raise TooMuchChanged
    edits = [*_frame_edits(reading, becomes, structure, form)]
    edits += _topic_edits(published, becomes, structure, places, form)
    lines = text.split("\n")
    for _, edit in sorted(enumerate(edits), key=lambda each: (each[1].first, each[1].end, each[0]), reverse=True):
        lines[edit.first : _end_with_gap(lines, edit)] = _spaced(lines, edit)
    return "\n".join(lines).rstrip("\n") + "\n"


def _end_with_gap(lines: Sequence[str], edit: LineEdit) -> int:
    """What is taken out takes one of the two empty lines around it along."""
    around = [*lines[max(0, edit.first - 1) : edit.first], *lines[edit.end : edit.end + 1]]
    return edit.end + (not edit.blocks and len(around) == 2 and not any(line.strip() for line in around))


def _spaced(lines: Sequence[str], edit: LineEdit) -> list[str]:
    """The blocks with one empty line around each, as far as there is none yet."""
    if not edit.blocks or edit.in_list:
        return list(edit.blocks)
    new = "\n\n".join(block.strip("\n") for block in edit.blocks).split("\n")
    above = edit.first > 0 and lines[edit.first - 1].strip() != ""
    below = edit.end < len(lines) and lines[edit.end].strip() != ""
    return [*([""] if above else []), *new, *([""] if below else [])]


def _frame_edits(reading: Reading, becomes: Document, structure: Structure, form: Form) -> Iterator[LineEdit]:
    published, at = reading.document, dict(reading.fact_lines)
    if published.name != becomes.name:
        if structure.title is None:
            raise TooMuchChanged
        yield LineEdit(structure.title.first, structure.title.end, [title_line(becomes)])
    before, after = fact_lines(published), fact_lines(becomes)
    for name in before.keys() | after.keys():
        if before.get(name) != after.get(name):
            if name not in at or name not in after:
                raise TooMuchChanged
            yield LineEdit(at[name] - 1, at[name], [after[name]], in_list=True)
    topics = structure.topics
    if published.introduction != becomes.introduction:
        first = max(at.values(), default=structure.title.end if structure.title else 0)
        yield LineEdit(first, topics[0].heading.first, [write_introduction(becomes)] if becomes.introduction else [])
    if published.conclusion != becomes.conclusion:
        yield LineEdit(_end_of(topics[-1]), len(structure.lines), closing(becomes, form))


def _topic_edits(
    published: Document, becomes: Document, structure: Structure, places: Sequence[int | None], form: Form
) -> Iterator[LineEdit]:
    following = [*(part.heading.first for part in structure.topics[1:]), _end_of(structure.topics[-1])]
    for number, (part, end) in enumerate(zip(structure.topics, following, strict=True)):
        if number not in places:
            yield LineEdit(part.heading.first, end, [])
    above: int | None = None
    for topic, place in zip(becomes.topics, places, strict=True):
        is_last = topic is becomes.topics[-1]
        if place is None:
            at = structure.topics[0].heading.first if above is None else _end_of(structure.topics[above])
            yield LineEdit(at, at, [*write_topic(topic, form, is_last=is_last)])
            continue
        above = place
        if topic != published.topics[place]:
            yield from _within(structure.topics[place], published.topics[place], topic, structure, form)


def _end_of(part: TopicPart) -> int:
    return part.blocks[-1].end if part.blocks else part.heading.end


def _within(
    part: TopicPart, was: DocumentTopic, topic: DocumentTopic, structure: Structure, form: Form
) -> Iterator[LineEdit]:
    """Only the sections that changed, if each of them is there once; otherwise the whole topic."""
    changed = {name for name in ("title", "emoji", "notes", *FIELDS) if getattr(was, name) != getattr(topic, name)}
    sections = list(_sections(part, structure))
    fields = {FIELDS[name] for name in changed if name in FIELDS}
    times = [field for field, _, _ in sections if field in fields]
    by_part = form is Form.HEADINGS and "notes" not in changed and len(times) == len(set(times))
    if Field.LINKS in fields and leading_tracking(was.links) != leading_tracking(topic.links):
        by_part = False
    if not by_part:
        kept = replace(topic, steps_are_prose=was.steps_are_prose)
        yield LineEdit(part.heading.first, _end_of(part), [*write_topic(kept, form, is_last=False)])
        return
    if changed & {"title", "emoji"}:
        yield LineEdit(part.heading.first, part.heading.end, [f"## {topic.heading}"])
    written = list(parts_of(topic, form, tracked=len(leading_tracking(topic.links))))
    for field in sorted(fields, key=ORDER.index):
        yield _section_edit(field, [each for each in written if each.field is field], sections, _end_of(part), form)


def _section_edit(
    field: Field, parts: Sequence[TopicSection], sections: Sequence[tuple[Field, int, int]], end: int, form: Form
) -> LineEdit:
    blocks = [block for part in parts for block in write_section(part, form)]
    for known, first, last in sections:
        if known is field:
            return LineEdit(first, last, blocks)
    below = (first for known, first, _ in sections if ORDER.index(known) > ORDER.index(field))
    at = next(below, end)
    return LineEdit(at, at, blocks)


def _sections(part: TopicPart, structure: Structure) -> Iterator[tuple[Field, int, int]]:
    """Field, first line and end of each section that has a heading."""
    headings = [block for block in part.blocks if block.kind == "heading"]
    outer = [block for block in headings if structure.labels[block] or not _is_inside(block, headings, structure)]
    ends = [*(block.first for block in outer[1:]), _end_of(part)]
    for block, end in zip(outer, ends, strict=False):  # without headings, the end is alone
        for label in structure.labels[block]:
            if label.field:
                yield label.field, block.first, end


def _is_inside(block: Block, headings: Sequence[Block], structure: Structure) -> bool:
    """Whether it is below the heading of a section."""
    above = [other for other in headings if other.first < block.first and structure.labels[other]]
    return bool(above) and block.level > above[-1].level
