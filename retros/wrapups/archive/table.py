"""The table of events in a folder's `_index.md`. Pure: text in, rows out, and rows into text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retros.wrapups.document.dates import NoSuchDay, read_days
from retros.wrapups.document.header import read_hosts
from retros.wrapups.document.links import MARKDOWN_LINK, linked

CELL = re.compile(r"(?<!\\)\|")
MONTH = re.compile(r"(?<!\d)(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?!\d)")
TARGET = re.compile(r"\]\((?P<url>[^()\s]+)")
NAMES = {
    **dict.fromkeys(("date", "dates", "when", "days"), "days"),
    **dict.fromkeys(("location", "venue", "where", "place"), "venue"),
    **dict.fromkeys(("organizer", "organizers", "organiser", "organisers", "host", "hosts"), "hosts"),
    **dict.fromkeys(("wrap up", "wrap-up", "summary", "link", "event"), "page"),
}
HEAD = ("| Date | Location | Organizer | Wrap Up |", "| :-- | :-- | :-- | :-- |")
EMPTY = """\
---
title: "Hackathons"
weight: 30
prev: false
next: false
---

# Hackathons

## 📅 Events

"""


@dataclass(frozen=True)
class ArchiveRow:
    """What the table says about one event. `line` counts from 1; `organizer` is how the table has it."""

    month: str
    line: int = 1
    days: tuple[date, date] | None = None
    venue: str = ""
    venue_url: str = ""
    organizer: str = ""

    @property
    def hosts(self) -> tuple[tuple[str, str], ...]:
        return read_hosts(self.organizer)


def read_event_table(text: str) -> dict[str, ArchiveRow]:
    """The rows of every table with a column of dates or of wrap-ups, by month."""
    columns: list[str] = []
    rows: dict[str, ArchiveRow] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = _cells(line)
        if not cells:
            columns = []
        elif not columns:
            columns = _columns(line)
        elif row := _read_row(dict(zip(columns, cells, strict=False)), number):
            rows.setdefault(row.month, row)
    return rows


def _cells(line: str) -> list[str]:
    line = line.strip()
    return [cell.strip() for cell in CELL.split(line.strip("|"))] if line.startswith("|") else []


def _columns(head: str) -> list[str]:
    return [NAMES.get(cell.casefold().strip("*_ "), "") for cell in _cells(head)]


def _read_row(cells: Mapping[str, str], line: int) -> ArchiveRow | None:
    """None for a row without a month, such as the one below the heads."""
    try:
        days = read_days(cells.get("days", ""))
    except NoSuchDay:
        days = None
    target = TARGET.search(cells.get("page", ""))
    stated = MONTH.search(target["url"]) if target else None
    month = stated[0] if stated else f"{days[0]:%Y-%m}" if days else ""
    if not month:
        return None
    venue, link = cells.get("venue", ""), MARKDOWN_LINK.search(cells.get("venue", ""))
    return ArchiveRow(
        month,
        line,
        days,
        MARKDOWN_LINK.sub(lambda match: match["text"], venue),
        link["url"] if link else "",
        cells.get("hosts", ""),
    )


def write_row(row: ArchiveRow, columns: Sequence[str]) -> str:
    cells = {
        "days": f"{row.days[0]:%d.%m.%Y} – {row.days[1]:%d.%m.%Y}" if row.days else row.month,
        "venue": linked(_cell(row.venue), row.venue_url),
        "hosts": _cell(row.organizer),
        "page": f"[Summary](/community/hackathons/{row.month}/)",
    }
    return f"| {' | '.join(cells.get(column, '') for column in columns)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def write_table(rows: Sequence[ArchiveRow], *, page: str = "") -> str:
    """The page with these rows, newest first. Its other lines stay, and so do rows that say as much."""
    lines = (page or EMPTY).split("\n")
    said = read_event_table(page)
    first, end = _lines_of_table(lines, [row.line - 1 for row in said.values()])
    written = {month: lines[row.line - 1] for month, row in said.items()}
    head = lines[first : first + 2] if said else HEAD
    changed = [row for row in rows if row.month not in said or not _says(said[row.month], row)]
    written |= {row.month: write_row(row, _columns(head[0])) for row in changed}
    newest_first = [written[month] for month in sorted(written, reverse=True)]
    return "\n".join([*lines[:first], *head, *newest_first, *lines[end:]])


def _lines_of_table(lines: Sequence[str], rows: Sequence[int]) -> tuple[int, int]:
    """The first line of the table that the rows are in, and the end of it. Of a page without one, its own end."""
    if not rows:
        return len(lines) - 1, len(lines) - 1
    first = end = rows[0]
    while first > 0 and _cells(lines[first - 1]):
        first -= 1
    while end < len(lines) and _cells(lines[end]):
        end += 1
    return first, end


def _says(row: ArchiveRow, other: ArchiveRow) -> bool:
    """Whether a row says what the other one says, or more."""
    return (
        other.days in {None, row.days}
        and other.venue in {"", row.venue}
        and other.venue_url in {"", row.venue_url}
        and {name for name, _ in other.hosts} <= {name for name, _ in row.hosts}
    )
