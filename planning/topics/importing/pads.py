"""The Markdown list of a pad: an entry is a topic, and what is indented below it its text. Pure.

Without any list, headings are the topics.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from planning.texts.cleaning import line, lines
from planning.topics.importing.bodies import BULLET, FENCE, HEADING, heading_text, track_named
from planning.topics.importing.facts import SourceTopic

ISSUE = re.compile(r"https?://[^\s/()<>]+/[^\s/()<>]+/[^\s/()<>]+/issues/(?P<number>\d{1,9})(?![\w/])\S*?(?=[)>\s]|$)")
LINKED = re.compile(r"\[(?P<text>[^\[\]\n]+)\]\(<?(?P<url>[^\s()<>]+)>?\)")
NUMBERED = re.compile(r"#(?P<number>[1-9]\d{0,8})[:\s]\s*(?=\S)")
AUTHOR = re.compile(r"(?:\(|(?<!\w))(?:by\s+)?@(?P<handle>[a-z\d-]{1,39})\)?$", re.IGNORECASE)
BOLD_TITLE = re.compile(r"(?:\*\*|__)(?P<title>[^*\n]+?):?(?:\*\*|__)(?:\s*[:–—-]\s*|\s+)(?P<rest>\S.*)$")
EDGES = " \t,;:–—-"


@dataclass
class PadEntry:
    first: str
    track: str = ""
    below: list[str] = field(default_factory=list)


def read_pad(text: str) -> list[SourceTopic]:
    """Empty if there is neither a list nor a heading."""
    rows = text.expandtabs(4).split("\n")
    found = list(listed(rows)) or list(headed(rows))
    return [read_entry(entry) for entry in found]


def listed(rows: Sequence[str]) -> Iterator[PadEntry]:
    top = min((indent(row) for row, is_code in outside_code(rows) if not is_code and BULLET.match(row)), default=0)
    entry, track = None, ""
    for row, is_code in outside_code(rows):
        heading = None if is_code else HEADING.match(row)
        is_entry = not is_code and BULLET.match(row) and indent(row) == top
        if not (heading or is_entry):
            if entry:
                entry.below.append(row)
            continue
        if entry:
            yield entry
        track = track_named(heading_text(heading)) if heading else track
        entry = PadEntry(BULLET.sub("", row, count=1), track) if is_entry else None
    if entry:
        yield entry


def headed(rows: Sequence[str]) -> Iterator[PadEntry]:
    """The headings of the level that has most of them; those above are groups of topics, or the pad's own title."""
    levels = Counter(
        len(found["marks"]) for row, is_code in outside_code(rows) if not is_code and (found := HEADING.match(row))
    )
    most = max(levels, key=lambda level: (levels[level], -level), default=0)
    entry, track = None, ""
    for row, is_code in outside_code(rows):
        heading = None if is_code else HEADING.match(row)
        if heading and len(heading["marks"]) <= most:
            if entry:
                yield entry
            is_topic = len(heading["marks"]) == most
            track = track if is_topic else track_named(heading_text(heading))
            entry = PadEntry(heading_text(heading), track) if is_topic else None
        elif entry:
            entry.below.append(row)
    if entry:
        yield entry


def outside_code(rows: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each row, and whether it is code."""
    fence = ""
    for row in rows:
        fenced = FENCE.match(row.lstrip())
        yield row, bool(fence or fenced)
        if fenced:
            fence = "" if fence and fenced[1].startswith(fence) else fence or fenced[1]


def indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def read_entry(entry: PadEntry) -> SourceTopic:
    """`[Title](https://…/issues/12): text`, `**Title**: text`, `#12 Title (@ada)`."""
    first, url, number, author = entry.first.strip(), "", None, ""
    if by := AUTHOR.search(first):
        first, author = first[: by.start()].rstrip(EDGES), by["handle"]
    if linked := next((each for each in LINKED.finditer(first) if ISSUE.fullmatch(each["url"])), None):
        url, first = linked["url"], f"{first[: linked.start()]}{linked['text']}{first[linked.end() :]}"
    elif bare := ISSUE.search(first):
        url, first = bare[0], f"{first[: bare.start()].rstrip('(<' + EDGES)} {first[bare.end() :].lstrip(')>' + EDGES)}"
    if issue := ISSUE.fullmatch(url):
        number = int(issue["number"])
    elif numbered := NUMBERED.match(first):
        number, first = int(numbered["number"]), first[numbered.end() :]
    titled = BOLD_TITLE.match(first.strip())
    title, rest = (titled["title"], titled["rest"]) if titled else (first.strip().strip("*_"), "")
    body = lines("\n\n".join(part for part in (rest, dedent("\n".join(entry.below)).strip("\n")) if part.strip()))
    labels = (entry.track,) if entry.track else None
    return SourceTopic(line(title.strip(EDGES)), body or None, number, url, labels, author)
