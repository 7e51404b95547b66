"""Bringing in many documents: in the order the events happened, each as a whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.people.models import User
from planning.rejection import Rejected
from retros.wrapups.archive.completing import complete, with_missing_pictures
from retros.wrapups.archive.finding import Source
from retros.wrapups.archive.table import ArchiveRow, read_event_table
from retros.wrapups.document import DocumentRejected, Reading, decode, read_document
from retros.wrapups.importing import ImportPlan, import_wrap_up, month_of, plan_import


@dataclass(frozen=True)
class Brought:
    """What became of one file: the plan that was carried out, or why it was `refused`, or passed over as no wrap-up."""

    name: str
    plan: ImportPlan | None = None
    refused: str = ""
    passed_over: str = ""
    line: int = 1


@dataclass(frozen=True)
class Readable:
    source: Source
    text: str
    reading: Reading
    month: str


def bring_in(
    sources: Sequence[Source],
    *,
    month: str = "",
    dry_run: bool = False,
    takes_file: bool = False,
    by: User | None = None,
    now: datetime,
) -> Iterator[Brought]:
    """Import each in turn. A file that cannot be read keeps none of the others from it.

    `month` is for a single document that does not say which event it is about.
    """
    tables = {Path(source.name).name: text for source in sources if source.is_table and (text := _text_of(source))}
    rows = {name: read_event_table(text) for name, text in tables.items()}
    table, known = next(((name, found) for name, found in rows.items() if found), ("", {}))
    readable: list[Readable] = []
    for source in sources:
        read = Brought(source.name, passed_over=_about(rows, source)) if source.is_table else read_wrapup(source, month)
        if isinstance(read, Brought):
            yield read
            continue
        read = completed(read, known, table)
        begins = read.reading.document.starts_on
        if not source.is_chosen and begins and begins > timezone.localdate(now):
            yield Brought(source.name, passed_over=f"Its week begins on {begins:%d.%m.%Y}. There's nothing to wrap up.")
        else:
            readable.append(read)
    for each in sorted(readable, key=lambda each: (each.month, not each.source.is_named_by_month, each.source.name)):
        first = _first_of_month(each, readable)
        if first is not each:
            text = f"It's about {each.month}, as {first.source.name} is. Bring in only one of the two."
            yield Brought(each.source.name, refused=text)
        else:
            yield _import(each, dry_run=dry_run, takes_file=takes_file, by=by, now=now)


def _about(rows: Mapping[str, Mapping[str, ArchiveRow]], source: Source) -> str:
    count = len(rows.get(Path(source.name).name, {}))
    events = f"{count} event{pluralize(count)}"
    return f"It's a table of {events}, with no wrap-up of its own." if count else "It has no wrap-up."


def _text_of(source: Source) -> str:
    try:
        return decode(source.data)
    except DocumentRejected:
        return ""


def read_wrapup(source: Source, month: str) -> Readable | Brought:
    if source.error:
        return Brought(source.name, refused=source.error)
    try:
        text = decode(source.data)
        reading = read_document(text)
        stated = _month_of(reading, month or source.month)
    except Rejected as rejection:
        if not (source.is_chosen or source.month):
            return Brought(source.name, passed_over=f"It isn't a wrap-up: {rejection}")
        return Brought(source.name, refused=str(rejection), line=getattr(rejection, "line", 1))
    return Readable(source, text, reading, stated)


def _month_of(reading: Reading, month: str) -> str:
    """An event goes by the month of its file's name, if any of its days is in it."""
    days = (reading.document.starts_on, reading.document.ends_on)
    in_month = month and month in {f"{day:%Y-%m}" for day in days if day}
    return month if in_month else month_of(reading, month)


def completed(readable: Readable, rows: Mapping[str, ArchiveRow], table: str) -> Readable:
    named = replace(readable.reading, document=replace(readable.reading.document, slug=readable.month))
    reading = complete(named, rows.get(readable.month), table)
    return replace(readable, reading=with_missing_pictures(reading, readable.text, readable.source.folder))


def _first_of_month(readable: Readable, others: Sequence[Readable]) -> Readable:
    """The one that is named for the month, or else the first."""
    same = [other for other in others if other.month == readable.month]
    return min(same, key=lambda other: (not other.source.is_named_by_month, other.source.name))


def _import(readable: Readable, *, dry_run: bool, takes_file: bool, by: User | None, now: datetime) -> Brought:
    name, reading, month = readable.source.name, readable.reading, readable.month
    try:
        if dry_run:
            plan = plan_import(reading, month=month, takes_file=takes_file, now=now)
        else:
            plan = import_wrap_up(reading, text=readable.text, month=month, takes_file=takes_file, by=by, now=now)
    except Rejected as rejection:
        return Brought(name, refused=str(rejection), line=getattr(rejection, "line", 1))
    return Brought(name, plan)
