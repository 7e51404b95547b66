"""Links as people paste them into a report: a line has one or more, and may begin with their kind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from retros.wrapups.document.facts import DocumentLink, LinkKind
from retros.wrapups.document.labels import Field, label_of, normalized
from retros.wrapups.document.links import kind_and_name, read_links, write_link

BULLET = re.compile(r"(?:(?:[-+•]|\*(?!\*)|\d{1,3}[.)](?=\s)|#{1,6}(?=\s))\s*)?(?:\[[ xX]\]\s+)?")
LABEL = re.compile(r"(?:\*\*|__)?(?P<said>[^\W\d_][\w &/-]{0,40}?)(?:\*\*|__)?\s*:(?!//)\s*(?:\*\*|__)?\s*(?P<rest>.*)")
SCHEME = re.compile(r"\bhttps?://", re.IGNORECASE)  # phones begin a line with a capital letter
EXACT = {"pull request": LinkKind.PULL_REQUEST, "pr": LinkKind.PULL_REQUEST, "other": LinkKind.OTHER}
"""Kinds without a heading of their own in a wrap-up: people use them to correct what was recognised."""


@dataclass(frozen=True)
class PastedLine:
    """One line with something in it, numbered from 1. Without links it is not one a report can use."""

    number: int
    text: str
    links: tuple[DocumentLink, ...]


def read_lines(text: str, *, known: Iterable[DocumentLink] = ()) -> Iterator[PastedLine]:
    """Read what was pasted. A line with only a label names the kind of those below it, up to an empty one.

    A line as `write_line` makes it from a known link is that link, whatever its title.
    """
    as_written = {write_line(link): link for link in known}
    heading: LinkKind | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            heading = None
        elif line in as_written:
            yield PastedLine(number, line, (as_written[line],))
        else:
            is_label, kind, rest = _split_label(line)
            if is_label and not rest:
                heading = kind
            else:
                yield PastedLine(number, line, _links(rest, kind, heading))


def pasted_links(lines: Iterable[PastedLine]) -> tuple[DocumentLink, ...]:
    return distinct(link for line in lines for link in line.links)


def distinct(links: Iterable[DocumentLink]) -> tuple[DocumentLink, ...]:
    """In order. Of two with the same address the first counts."""
    by_address: dict[str, DocumentLink] = {}
    for link in links:
        by_address.setdefault(link.url, link)
    return tuple(by_address.values())


def write_line(link: DocumentLink) -> str:
    """The line that reads as this link, with its kind in front if the address would suggest another."""
    line = write_link(replace(link, kind=kind_and_name(link.url)[0]))
    return line if _links(line, None, None) == (link,) else f"{kind_in_words(link.kind)}: {line}"


def write_lines(links: Iterable[DocumentLink]) -> str:
    return "\n".join(write_line(link) for link in links)


def kind_in_words(kind: LinkKind) -> str:
    return kind.replace("_", " ").capitalize()


def _split_label(line: str) -> tuple[bool, LinkKind | None, str]:
    """Whether a known label comes first, the kind it gives, and the rest of the line."""
    line = line[_end_of_bullet(line) :]
    match = LABEL.match(line)
    said, rest = (match["said"], match["rest"]) if match else (line.strip("*_ "), "")
    kind = EXACT.get(normalized(said).removesuffix("s"))
    if kind:
        return True, kind, rest
    label = label_of(said)
    if label and label.field is Field.LINKS:
        return True, label.kind, rest
    return False, None, line


def _end_of_bullet(line: str) -> int:
    match = BULLET.match(line)
    return match.end() if match else 0


def _links(line: str, kind: LinkKind | None, heading: LinkKind | None) -> tuple[DocumentLink, ...]:
    """The links of a line. A kind before them was typed on purpose; a heading knows less than most addresses."""
    line = SCHEME.sub(lambda match: match[0].lower(), line)
    links = read_links(line, label=kind or heading)
    return tuple(replace(link, kind=kind) for link in links) if kind else links
