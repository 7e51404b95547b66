"""Filling in a topic's report."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.topics.models import Topic
from retros.wrapups.document import DocumentLink, LinkKind
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.merging import Merge, Version, merge_versions

TEXTS = ("outcome", "outcome_note", "achievements", "notes")


class ReportRejected(Rejected):
    """A report that cannot be filled in."""


class ReportSavedMeanwhile(ReportRejected):
    """The form began from a version that is no longer current. Carries the current one and both merged."""

    def __init__(self, report: Report, merge: Merge, *, author: Attendee | None) -> None:
        who = "You" if author and author == report.written_by else report.written_by or "Someone"
        super().__init__(
            f"{who} saved this report in the meantime. Your changes aren't saved yet: look at both versions together, "
            "then save again."
        )
        self.report, self.merge = report, merge


@dataclass(frozen=True)
class Seen:
    """The version the form began from: its `updated_at`, None if there was none, and its links, if given."""

    saved_at: datetime | None
    links: tuple[DocumentLink, ...] | None = None


@transaction.atomic
def fill_report(
    topic: Topic, filled: Version, *, author: Attendee | None = None, seen: Seen | None = None, now: datetime
) -> Report:
    """Write down what came of the topic. The links replace those that were there.

    A version that was not `seen` is never overwritten; without `seen`, whatever is there is.
    """
    Topic.objects.select_for_update().get(pk=topic.pk)  # two people cannot both find the version they have seen
    if topic.event.phase_at(now).is_before(Phase.HACKING):
        raise ReportRejected("The week hasn't begun yet. There's nothing to report so far.")
    report = Report.objects.filter(topic=topic).select_related("written_by").prefetch_related("links").first()
    if report:
        stored = version_of(report)
        if stored == filled:
            return report  # a second click, or someone who wrote the same
        if seen and not _is_still(report, seen, stored):
            merge = merge_versions(_begun_from(report, seen), filled, stored)
            raise ReportSavedMeanwhile(report, merge, author=author)
    return _save(topic, filled, author=author, now=now)


def version_of(report: Report) -> Version:
    links = tuple(DocumentLink(LinkKind(link.kind), link.url, link.title) for link in report.links.all())
    return Version(**_texts(report), links=links)


def _texts(report: Report) -> dict[str, str]:
    """With the line endings of files: browsers send others."""
    return {name: getattr(report, name).replace("\r\n", "\n") for name in TEXTS}


def _is_still(report: Report, seen: Seen, stored: Version) -> bool:
    return report.updated_at == seen.saved_at and (seen.links is None or set(seen.links) == set(stored.links))


def _begun_from(report: Report, seen: Seen) -> Version:
    """The version that was seen, from the report's history. Nothing if it isn't there."""
    kept = report if report.updated_at == seen.saved_at else report.history.filter(updated_at=seen.saved_at).first()
    return Version(**_texts(kept) if kept else {}, links=seen.links or ())


def _save(topic: Topic, filled: Version, *, author: Attendee | None, now: datetime) -> Report:
    author = author if author and author.pk else None  # an admin without a seat: the history knows who
    columns = {name: getattr(filled, name) for name in TEXTS}
    report, _ = Report.objects.update_or_create(
        topic=topic, defaults=columns | {"written_by": author, "updated_at": now}
    )
    report.links.exclude(url__in=[link.url for link in filled.links]).delete()
    rows = [
        Link(report=report, position=position, kind=link.kind.value, url=link.url, title=link.text)
        for position, link in enumerate(filled.links, start=1)
    ]
    Link.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "url"],
        update_fields=["position", "kind", "title", "folded_title"],
    )
    return report
