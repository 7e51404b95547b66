"""One topic: from the blocks below its heading to its fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from textwrap import dedent

from planning.texts.emoji import split_heading
from retros.wrapups.document.blocks import Block, follows_gap
from retros.wrapups.document.escaping import unescaped, with_blocks_closed
from retros.wrapups.document.facts import LEADS, DocumentLink, DocumentTopic
from retros.wrapups.document.labels import Field, Label, label_of, line_label
from retros.wrapups.document.links import LINK, kind_and_name, name_link, read_links, title_before_name
from retros.wrapups.document.lists import BULLET, entries, fence_after, trimmed
from retros.wrapups.document.structure import IMAGE, TopicPart, unquoted

TEXTS = {Field.PROBLEM, Field.MOTIVATION, Field.OUTCOME, Field.ACHIEVEMENTS}
NOTHING = re.compile(r"[\W_]*(?:none|n/?a|nothing|tbd|tba)?[\W_]*$", re.IGNORECASE)


@dataclass
class Section:
    """`level` is that of the heading it is under, 0 if its label is on a line."""

    label: Label | None = None
    level: int = 0
    in_list: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def is_unknown(self) -> bool:
        return self.label is not None and self.label.field is None

    def add(self, lines: list[str], *, after_gap: bool = True) -> None:
        if self.lines and lines and after_gap:
            self.lines.append("")
        self.lines += lines


@dataclass
class Fields:
    """What has been read so far: texts by field, next steps, and links by address."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    next_steps: list[str] = field(default_factory=list)
    links: dict[str, DocumentLink] = field(default_factory=dict)
    steps_are_prose: bool = False

    def text(self, name: str) -> str:
        return "\n\n".join(self.texts.get(name, ()))

    def write(self, name: str, text: str) -> None:
        if text:
            self.texts.setdefault(name, []).append(unescaped(text))


def read_topic(part: TopicPart, lines: list[str], *, plain: bool) -> DocumentTopic:
    fields = Fields()
    # Those with unknown labels come last: they do not take what is already in a section of links.
    for section in sorted(sections(part, lines, plain=plain), key=lambda section: section.is_unknown):
        _read_section(section, fields)
    emoji, title = split_heading(part.heading.text)
    return DocumentTopic(
        title=title,
        emoji=emoji,
        problem_statement=fields.text(Field.PROBLEM),
        motivation=fields.text(Field.MOTIVATION),
        achievements=fields.text(Field.ACHIEVEMENTS),
        steps_introduction=" ".join(fields.text("steps_introduction").split()),
        next_steps=tuple(fields.next_steps),
        links=tuple(fields.links.values()),
        outcome=fields.text(Field.OUTCOME),
        notes=fields.text("notes"),
        steps_are_prose=fields.steps_are_prose,
    )


def sections(part: TopicPart, lines: list[str], *, plain: bool) -> list[Section]:
    """The lines below each label, in order. Anything above the first label gets a section without one."""
    found = [Section()]
    for block in part.blocks:
        text = lines[block.first : block.end]
        while text and not text[-1].strip():
            text.pop()
        after_gap = follows_gap(block, lines)
        if block.kind == "heading":
            _add_heading(found, block, block.level - part.heading.level)
        elif block.kind == "quote" and (labelled := line_label(unquoted(text[0]), plain=plain)) and labelled[0].field:
            quoted = [labelled[1], *(unquoted(line) for line in text[1:])]
            found.insert(len(found) - 1, Section(labelled[0], lines=quoted))
        elif block.kind == "paragraph" or (block.kind == "list" and _are_sections(found, text)):
            _paragraph(found, text, plain=plain, after_gap=after_gap)
        else:
            found[-1].add(text, after_gap=after_gap)
    return found


def _add_heading(found: list[Section], block: Block, depth: int) -> None:
    """Our own headings are on level 3, so those within a section begin on level 4."""
    above = found[-1]
    if label := label_of(block.text):
        found.append(Section(label, block.level))
    elif above.label and above.label.field in TEXTS and block.level > above.level > 0:
        above.add([_heading_line(block.text, 3 + block.level - above.level)])
    else:
        found.append(Section(Label(block.text), block.level, lines=[_heading_line(block.text, 2 + depth)]))


def _heading_line(heading: str, level: int) -> str:
    return f"{'#' * min(6, level)} {heading}".rstrip()


def _are_sections(found: list[Section], text: list[str]) -> bool:
    """Whether the bullets of a list are the sections of a topic that has no others."""
    labelled = [line_label(without_bullet(line), plain=False) for line in text if BULLET.match(line)]
    is_first = found[-1].label is None or found[-1].in_list
    return is_first and any(each and each[0].field in {Field.PROBLEM, Field.ACHIEVEMENTS} for each in labelled)


def _paragraph(found: list[Section], text: list[str], *, plain: bool, after_gap: bool) -> None:
    """A known label counts on any line, an unknown one only on the first, and not below headings."""
    start, fence = 0, ""
    for at, line in enumerate(text):
        fence = fence_after(fence, line)
        bullet = re.match(r"[-*+]\s+(?=\*\*|__)", line)
        labelled = line_label(line[bullet.end() :] if bullet else line.strip(), plain=plain)
        may_be_new = at == 0 and bullet is None and found[-1].level == 0 and (after_gap or not found[-1].lines)
        if fence or labelled is None or (labelled[0].field is None and not may_be_new):
            continue
        found[-1].add(text[start:at], after_gap=after_gap and start == 0)
        label, rest = labelled
        found.append(Section(label, in_list=bullet is not None, lines=[rest] if label.field else [line]))
        start = at + 1
    if start == 0:
        found[-1].add(text, after_gap=after_gap)
    else:
        found[-1].lines += text[start:]
    for section in found:
        if section.in_list and len(section.lines) > 1:
            section.lines[1:] = dedent("\n".join(section.lines[1:])).split("\n")


def _read_section(section: Section, fields: Fields) -> None:
    label = section.label
    if label is None:
        fields.write("notes", trimmed(section.lines))
    elif label.field is Field.NEXT_STEPS:
        _read_steps(section.lines, fields)
    elif label.field is Field.LINKS:
        _read_link_lines(section, fields)
    elif label.field:
        fields.write(label.field, trimmed(section.lines))
    elif not _read_unknown_links(section, label, fields):
        fields.write("notes", trimmed(section.lines))


def _read_steps(lines: list[str], fields: Fields) -> None:
    """A paragraph that only introduces the list is not a step, nor is a picture or a footnote."""
    steps = entries(lines)
    fields.steps_are_prose = not any(step.is_bullet for step in steps)
    for step, following in zip_longest(steps, steps[1:]):
        leads = following is not None and following.is_bullet and step.text.endswith(":")
        if leads and not step.is_bullet and step is steps[0] and re.fullmatch(LEADS, " ".join(step.text.split())):
            fields.write("steps_introduction", step.text)
        elif not step.is_bullet and (leads or IMAGE.match(step.text) or step.text.startswith(("#", "[^"))):
            fields.write("notes", step.text)
        elif not NOTHING.match(step.text):
            fields.next_steps.append(with_blocks_closed(step.text))


def _read_link_lines(section: Section, fields: Fields) -> None:
    rest: list[str] = []
    kind = section.label.kind if section.label else None
    fence = ""
    for line in _unbroken(section.lines):
        fence = fence_after(fence, line)
        links = () if fence else read_links(without_bullet(line), label=kind)
        if (not links or not _add_links(links, fields)) and (fence or line.strip() or (rest and rest[-1].strip())):
            rest.append(line)
    text = trimmed(rest).lstrip()
    if not NOTHING.match(text):
        fields.write("notes", text)


def _unbroken(lines: list[str]) -> Iterator[str]:
    """The lines, with an address on the line after a bullet moved behind it."""
    held = ""
    for line in lines:
        if held and line.startswith(" ") and not BULLET.match(line.lstrip(" ")):
            held += f" {line.strip()}"
            continue
        if held:
            yield held
        held = line if BULLET.match(line) and not LINK.search(line) else ""
        if not held:
            yield line
    if held:
        yield held


def _add_links(links: tuple[DocumentLink, ...], fields: Fields) -> bool:
    """Add the links that are new. False if two say different things about one address: a report has each once."""
    named = {link.url: link for link in links}
    if any(named[link.url] != link or fields.links.get(link.url, link) != link for link in links):
        return False
    fields.links |= named
    return True


def _read_unknown_links(section: Section, label: Label, fields: Fields) -> bool:
    """An unknown label with nothing but links below it: it is what they are called."""
    first, *others = trimmed(section.lines).split("\n")
    found = line_label(first.strip(), plain=False)
    lines = [without_bullet(line) for line in [found[1] if found else "", *others] if line.strip()]
    if not lines or any(LINK.sub("", line).strip(" \t,;<>.") or not read_links(line) for line in lines):
        return False
    named = []
    for link in (link for line in lines for link in read_links(line)):
        name = kind_and_name(link.url)[1]
        said = title_before_name(f"{label.said}: {link.text}" if link.text else label.said, name)
        named.append(name_link(link.url, said=said))
    return bool(named) and _add_links(tuple(named), fields)


def without_bullet(line: str) -> str:
    """A line without its bullet."""
    return re.sub(r"^\s*(?:[-*+•]|\d{1,9}[.)])\s+", "", line)
