"""What a wrap-up tells of the event: a list of facts on top, or a sentence or two."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from retros.wrapups.document.blocks import Block, follows_gap
from retros.wrapups.document.dates import NoSuchDay, around_years, read_days
from retros.wrapups.document.facts import DocumentRejected
from retros.wrapups.document.links import BARE_URL, MARKDOWN_LINK
from retros.wrapups.document.lists import add_below, trimmed

FACT = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:[^\w\s*\\]+\s*)?(?P<bold>\*\*|__)?(?P<name>[A-Za-z ]{3,30}?)\s*"
    r"(?::\s*(?:\*\*|__)?|(?:\*\*|__)\s*:)\s*(?P<value>.*)$"
)
NAMES = {
    **dict.fromkeys(("date", "dates", "when", "days"), "days"),
    **dict.fromkeys(("location", "venue", "where", "place"), "venue"),
    **dict.fromkeys(("organizer", "organizers", "organiser", "organisers", "organized by", "host", "hosts",
                     "hosted by"), "hosts"),
    **dict.fromkeys(("topics",), "topics_url"),
    **dict.fromkeys(("review meeting summary", "review meeting", "review"), "review_url"),
}  # fmt: skip
UNKNOWN = {"", "/", "-", "–", "?", "n/a", "none", "tbd"}
PLACE = r"[A-ZÄÖÜ][\w'’-]*(?: [A-ZÄÖÜ][\w'’-]*)*"
HELD_AT = re.compile(
    r"\b(?:held|met|meet|gathered|took place|happened)\b[^.\n]{0,60}?\b(?:at|in) (?:the )?"
    rf"({PLACE}(?:,? in {PLACE})?(?:, {PLACE})?)"
)
HOSTED_BY = re.compile(rf"\b(?:organi[sz]ed|hosted) by (?:the )?(\[[^\]\n]+\]\([^)\s]+\)|{PLACE}|[a-z][\w-]*)")
INVITED = re.compile(rf"\b({PLACE}) (?:has )?invited\b")


@dataclass
class Header:
    """`facts` are fields of a Document. `lines` tells where each was found, from 1; `rest` is all that is no fact."""

    facts: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def read_header(blocks: list[Block], lines: list[str], *, plain: bool) -> Header:
    """Take the facts out of what stands above the topics. Raises DocumentRejected for a day that does not exist."""
    header = Header()
    for block in blocks:
        numbered = [(at, lines[at]) for at in range(block.first, block.end)]
        kept = [line for at, line in numbered if not _take(header, block, at, line, plain=plain)]
        text = trimmed([f"### {block.text}".rstrip()] if block.kind == "heading" else kept)
        add_below(header.rest, text, after_gap=follows_gap(block, lines))
    _guess(header, "\n".join(header.rest))
    return header


def _take(header: Header, block: Block, at: int, line: str, *, plain: bool) -> bool:
    """Whether the line is a fact. In a paragraph of Markdown its name is in bold type."""
    match = FACT.match(line) if block.kind in {"list", "paragraph"} else None
    name = NAMES.get(match["name"].strip().lower()) if match else None
    if match is None or name is None or name in header.lines:
        return False
    if block.kind == "paragraph" and not (match["bold"] or plain):
        return False
    try:
        facts = _facts(name, match["value"].strip())
    except NoSuchDay as error:
        raise DocumentRejected(str(error), line=at + 1) from error
    if facts is None:
        return False
    header.facts |= facts
    header.lines[name] = at + 1
    return True


def _facts(name: str, value: str) -> dict[str, Any] | None:
    if value.lower() in UNKNOWN:
        return {}
    if name == "days":
        days = read_days(value)
        return {"starts_on": days[0], "ends_on": days[1]} if days else None
    if name == "venue":
        link = MARKDOWN_LINK.search(value)
        return {
            "venue": MARKDOWN_LINK.sub(lambda match: match["text"], value),
            "venue_url": link["url"] if link else "",
        }
    if name == "hosts":
        return {"hosts": read_hosts(value)}
    link = MARKDOWN_LINK.search(value) or BARE_URL.search(value)
    return {name: link["url"]} if link else None


def read_hosts(value: str) -> tuple[tuple[str, str], ...]:
    """Names with the address of their web site: `[SAP](https://…), metal-stack & STACKIT`."""
    addresses: list[str] = []

    def numbered(match: re.Match[str]) -> str:
        addresses.append(match["url"])
        return f"{match['text']}\0{len(addresses)}"

    hosts = []
    for piece in re.split(r",\s+|\s+&\s+|\s+and\s+", MARKDOWN_LINK.sub(numbered, value)):
        name, _, number = piece.partition("\0")
        if name.strip():
            hosts.append((name.strip(), addresses[int(number) - 1] if number.isdigit() else ""))
    return tuple(hosts)


def _guess(header: Header, prose: str) -> None:
    """Facts told in a sentence. The sentence stays."""
    if "days" not in header.lines and (days := _days_in(prose)):
        header.facts |= {"starts_on": days[0], "ends_on": days[1]}
    if "venue" not in header.lines and (match := HELD_AT.search(prose)):
        header.facts["venue"] = match[1].replace(", in ", ", ").replace(" in ", ", ")
    if "hosts" not in header.lines and (match := HOSTED_BY.search(prose) or INVITED.search(prose)):
        header.facts["hosts"] = read_hosts(match[1])


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
