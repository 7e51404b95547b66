"""Writing the documents of all events into a folder, so that a pull request is one `git diff`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from planning.defusing import defused
from planning.events.models import Event
from retros.wrapups.archive.table import ArchiveRow, write_table
from retros.wrapups.document import Form
from retros.wrapups.models import Report, WrapUp
from retros.wrapups.publishing.files import markdown_of

TABLE = "_index.md"


@dataclass(frozen=True)
class File:
    name: str
    text: str


def files_of(wrap_ups: QuerySet[WrapUp], *, form: Form | None = None, table: str = "", now: datetime) -> Iterator[File]:
    """Each event that is over or has a report, oldest first, then the table. `table` is the one there is so far."""
    rows = []
    for event in written_up(now):
        rows.append(archive_row(event))
        yield File(f"{event.slug}.md", markdown_of(event, wrap_ups, form))
    yield File(TABLE, defused(write_table(rows, page=table)))


def written_up(now: datetime) -> QuerySet[Event]:
    reported = Report.objects.values("topic__event")
    over = Event.objects.closed(now) | Event.objects.filter(pk__in=reported)
    return over.distinct().order_by("slug").prefetch_related("hosts")


def archive_row(event: Event) -> ArchiveRow:
    days = (event.starts_on, event.ends_on) if event.starts_on and event.ends_on else None
    hosts = ", ".join(host.name for host in event.hosts.all())
    return ArchiveRow(event.slug, days=days, venue=event.venue, venue_url=event.venue_url, organizer=hosts)
