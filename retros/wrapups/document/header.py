"""What a wrap-up says about the event: a list of facts at the top, or a sentence or two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import Any

from retros.wrapups.document.blocks import Block, follows_gap
from retros.wrapups.document.dates import NoSuchDay, around_years, find_days, read_days
from retros.wrapups.document.facts import DocumentRejected
from retros.wrapups.document.links import BARE_URL, MARKDOWN_LINK
from retros.wrapups.document.lists import add_below, trimmed

FACT = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:[^\w\s*\\]+\s*)?(?P<bold>\*\*|__)?(?P<name>[A-Za-z ]{3,30}?)\s*"
    r"(?::\s*(?:\*\*|__)?|(?:\*\*|__)\s*:)\s*(?P<value>.*)$"
)
NESTED = re.compile(r"\s+[-*+]\s+")
NAMES = {
    **dict.fromkeys(("date", "dates", "when", "days"), "days"),
    **dict.fromkeys(("location", "venue", "where", "place"), "venue"),
    **dict.fromkeys(("organizer", "organizers", "organiser", "organisers", "organized by", "host", "hosts",
                     "hosted by"), "hosts"),
    **dict.fromkeys(("topics",), "topics_url"),
    **dict.fromkeys(("review meeting summary", "review meeting", "review"), "review_url"),
}  # fmt: skip
UNKNOWN = {"", "/", "-", "–", "?", "n/a", "none"}
PLACE = r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
PLACE += r"[A-ZÄÖÜ][\w'’-]{0,60}(?: [A-ZÄÖÜ][\w'’-]{0,60}){0,9}"  # without these ends a long text takes hours
HELD_AT = re.compile(
    r"\b(?:held|met|meet|gathered|took place|happened)\b[^.\n]{0,60}?\b(?:at|in) (?:the )?"
    rf"({PLACE}(?:,? in {PLACE})?(?:, {PLACE})?)"
)
HOSTED_BY = re.compile(rf"\b(?:organi[sz]ed|hosted) by (?:the )?((?:{PLACE}|[a-z][\w-]*)(?:(?:, | and | & ){PLACE})*)")
INVITED = re.compile(rf"\b({PLACE}) (?:has )?invited\b")
END_OF_LINE = re.compile(r"\s*(?:<br\s*/?>|\\)\s*$")
WORD = re.compile(r"[^\W_]+")


@dataclass
class Header:
    """`facts` are fields of a Document. `lines` says where each was found, from 1; `rest` is everything else."""

    facts: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def read_header(blocks: list[Block], lines: list[str], *, plain: bool) -> Header:
    """Extract the facts from the part above the topics. Raises DocumentRejected for a day that does not exist."""
    header = Header()
    for block in blocks:
        kept = list(_read_block(header, block, lines, plain=plain))
        text = trimmed([f"### {block.text}".rstrip()] if block.kind == "heading" else kept)
        add_below(header.rest, text, after_gap=follows_gap(block, lines))
    _guess(header, "\n".join(header.rest))
    return header


def _read_block(header: Header, block: Block, lines: list[str], *, plain: bool) -> Iterator[str]:
    """The lines that are not facts. A fact may be in the bullets below its name."""
    at = block.first
    while at < block.end:
        below = list(takewhile(NESTED.match, lines[at + 1 : block.end])) if block.kind == "list" else []
        match = _fact(header, block, lines[at], plain=plain)
        if match and not match["value"].strip() and below:
            if not _take_fact(header, match, ", ".join(NESTED.sub("", line) for line in below), at):
                yield from lines[at : at + 1 + len(below)]
            at += 1 + len(below)
            continue
        if match is None or not _take_fact(header, match, END_OF_LINE.sub("", match["value"]).strip(), at):
            yield lines[at]
        at += 1


def _fact(header: Header, block: Block, line: str, *, plain: bool) -> re.Match[str] | None:
    """A line that may be a fact not yet known. In a Markdown paragraph its name is in bold."""
    match = FACT.match(line) if block.kind in {"list", "paragraph"} else None
    if match is None or (block.kind == "paragraph" and not (match["bold"] or plain)):
        return None
    name = NAMES.get(match["name"].strip().lower())
    return match if name and name not in header.lines else None


def _take_fact(header: Header, match: re.Match[str], value: str, at: int) -> bool:
    """Take the fact. False if the line says more than that, or something else: then it stays."""
    name = NAMES[match["name"].strip().lower()]
    if value.lower() in UNKNOWN:
        return True
    try:
        facts, rest = _facts_in(name, value)
    except NoSuchDay as error:
        raise DocumentRejected(str(error), line=at + 1) from error
    if not facts:
        return False
    header.facts |= facts
    header.lines[name] = at + 1
    said = " ".join(str(fact) for fact in facts.values())
    return set(WORD.findall(rest)) <= {*WORD.findall(said), "and"}


def _facts_in(name: str, value: str) -> tuple[dict[str, Any], str]:
    """The facts in a value, and the words they must contain."""
    link = MARKDOWN_LINK.search(value)
    if name == "days":
        found = find_days(value)
        return ({"starts_on": found[0][0], "ends_on": found[0][1]}, found[1]) if found else ({}, value)
    if name == "venue":
        venue = MARKDOWN_LINK.sub(lambda match: match["text"], value)
        return {"venue": venue, "venue_url": link["url"] if link else ""}, value
    if name == "hosts":
        return {"hosts": read_hosts(value)}, value
    bare = BARE_URL.search(MARKDOWN_LINK.sub("", value))
    found_url = bare or link
    return ({name: found_url["url"].rstrip(".,;")}, value) if found_url else ({}, value)


def read_hosts(value: str) -> tuple[tuple[str, str], ...]:
    """Names with the address of their website: `[SAP](https://…), metal-stack & STACKIT`."""
    addresses: list[str] = []

    def numbered(match: re.Match[str]) -> str:
        addresses.append(match["url"])
        return f"{match['text']}\0{len(addresses)} "

    hosts = []
    for piece in re.split(r",\s+|\s+&\s+|\s+and\s+", MARKDOWN_LINK.sub(numbered, value)):
        name, _, rest = piece.partition("\0")
        number, _, words = rest.partition(" ")
        if piece.strip():
            hosts.append((f"{name} {words}".strip(), addresses[int(number) - 1] if number.isdigit() else ""))
    return tuple(hosts)


def _guess(header: Header, prose: str) -> None:
    """Facts given in a sentence. The sentence stays."""
    if "days" not in header.lines and (days := _days_in(prose)):
        header.facts |= {"starts_on": days[0], "ends_on": days[1]}
    links = {match["text"]: match["url"] for match in MARKDOWN_LINK.finditer(prose)}
    prose = MARKDOWN_LINK.sub(lambda match: match["text"], prose) if links else prose
    if "venue" not in header.lines and (match := HELD_AT.search(prose)):
        header.facts |= {
            "venue": match[1].replace(", in ", ", ").replace(" in ", ", "),
            "venue_url": next((url for text, url in links.items() if text in match[1] or match[1] in text), ""),
        }
    if "hosts" not in header.lines and (match := HOSTED_BY.search(prose) or INVITED.search(prose)):
        header.facts["hosts"] = tuple((name, url or links.get(name, "")) for name, url in read_hosts(match[1]))


def _days_in(prose: str) -> tuple[date, date] | None:
    """The first range of days; a single one may be any day."""
    for piece in around_years(prose):
        try:
            days = read_days(piece)
        except NoSuchDay:
            continue
        if days and days[0] != days[1]:
            return days
    return None
