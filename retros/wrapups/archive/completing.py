"""What the table and the folder add to a document that was read: facts it lacks, and what to look at. Pure, but for
whether a picture is there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from retros.wrapups.archive.table import ArchiveRow
from retros.wrapups.document import Document, Reading, ReadingWarning
from retros.wrapups.importing.refusing import agree

PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?(?P<url>[^()\s<>]+)")
OF_THE_SITE = re.compile(r"/(?:[\w-]+/)*hackathons/(?P<path>.+)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.IGNORECASE)


def complete(reading: Reading, row: ArchiveRow | None, table: str) -> Reading:
    """The document with what only the table knows. Where the two say different things, the document is right."""
    if row is None:
        return reading
    document, lines = reading.document, dict(reading.fact_lines)
    warnings = [
        ReadingWarning(
            lines.get(fact, 1), f"{said} here, but {told} in {table}, line {row.line}. The file is taken at its word."
        )
        for fact, said, told in _contradictions(document, row)
    ]
    known = replace(document, **_missing_facts(document, row))
    return replace(reading, document=known, warnings=(*reading.warnings, *warnings))


def _missing_facts(document: Document, row: ArchiveRow) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if row.days and not document.starts_on:
        facts |= {"starts_on": row.days[0], "ends_on": row.days[1]}
    if row.venue and not document.venue:
        facts |= {"venue": row.venue, "venue_url": row.venue_url}
    elif row.venue_url and not document.venue_url and row.venue == document.venue:
        facts["venue_url"] = row.venue_url
    if row.hosts and not document.hosts:
        facts["hosts"] = row.hosts
    return facts


def _contradictions(document: Document, row: ArchiveRow) -> Iterator[tuple[str, str, str]]:
    """The fact, what the document says, and what the table says."""
    days = (document.starts_on, document.ends_on)
    if row.days and all(days) and row.days != days:
        yield "days", _days_in_words(days), _days_in_words(row.days)
    if row.venue and document.venue and not agree("venue", [document.venue], [row.venue]):
        yield "venue", f"“{document.venue}”", f"“{row.venue}”"
    ours, theirs = ([name for name, _ in hosts] for hosts in (document.hosts, row.hosts))
    if ours and theirs and not agree("hosts", ours, theirs):
        yield "hosts", f"“{', '.join(ours)}”", f"“{', '.join(theirs)}”"


def _days_in_words(days: tuple[Any, Any]) -> str:
    return f"{days[0]:%d.%m.%Y} – {days[1]:%d.%m.%Y}"


def with_missing_pictures(reading: Reading, text: str, folder: Path | None) -> Reading:
    """A warning for each picture of the folder that is not there."""
    if folder is None:
        return reading
    missing = []
    for number, line in enumerate(text.splitlines(), start=1):
        for match in PICTURE.finditer(line):
            path = picture_path(match["url"])
            if path and not (folder / path).is_file():
                missing.append(ReadingWarning(number, f"The picture {path} isn't there."))
    return replace(reading, warnings=(*reading.warnings, *missing))


def picture_path(url: str) -> str:
    """Where a picture is within the folder of the wrap-ups. Empty for one that is elsewhere."""
    url = url.partition("?")[0].partition("#")[0]
    if match := OF_THE_SITE.match(url):
        return match["path"]
    return "" if ELSEWHERE.match(url) else url.removeprefix("./")
