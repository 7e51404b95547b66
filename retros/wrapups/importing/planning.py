"""Planning an import: what would change, without changing it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from planning.events.models import Event, Organization
from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.assembling import document_of, document_topic
from retros.wrapups.document import Document, DocumentRejected, Reading, ReadingWarning, read_document
from retros.wrapups.importing.changes import ImportedChange
from retros.wrapups.importing.merging import Merged, merge
from retros.wrapups.importing.refusing import month_of, refuse_misfits, refuse_other_facts
from retros.wrapups.importing.topics import TopicHere
from retros.wrapups.models import ImportedWrapUp, Report, WrapUp


@dataclass(frozen=True)
class ImportPlan:
    """What was read, and what it would change in the event and its topics. `event` is None for one to be created.

    `here` is the event as it was.
    """

    document: Document
    warnings: tuple[ReadingWarning, ...]
    event: Event | None
    topics: Sequence[Topic]
    merged: Merged
    here: Document | None = None

    @property
    def changes(self) -> tuple[ImportedChange, ...]:
        return self.merged.changes

    @property
    def changes_by_topic(self) -> list[tuple[str, str, list[ImportedChange]]]:
        """The changes to the event, then those to each topic: its heading, how many of each kind, and all of them."""
        parts = [(heading, list(changes)) for heading, changes in groupby(self.changes, lambda change: change.topic)]
        return [(heading, count_changes(changes), changes) for heading, changes in parts]

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what was looked at is what is written."""
        return hashlib.sha256(repr((self.document, self.changes)).encode()).hexdigest()


def count_changes(changes: Iterable[ImportedChange]) -> str:
    return ", ".join(f"{number} {what}" for what, number in Counter(change.what for change in changes).items())


def plan_import(reading: Reading, *, month: str = "", takes_file: bool = False, now: datetime) -> ImportPlan:
    """Compare what was read with what is here. `month` names the event if the document does not.

    Where both say something else, what is here stays, unless it `takes_file`.

    Raises DocumentRejected for a document that cannot be imported.
    """
    reading = replace(reading, document=replace(reading.document, slug=month_of(reading, month)))
    refuse_misfits(reading, longest=LONGEST)
    event = Event.objects.filter(slug=reading.document.slug).first()
    if event is None:
        merged = merge(reading, base=NEVER_IMPORTED, here=None, topics=())
        return ImportPlan(reading.document, reading.warnings, None, (), merged)
    refuse_before_the_week(event, now=now)
    base, here = imported_before(event), document_of(event, WrapUp.objects.all())
    refuse_other_facts(reading, base=base, here=here)
    topics = load_topics(event)
    is_retold = event.wrap_up_due_at is None and base is NEVER_IMPORTED
    found = [topic_here(topic, is_retold=is_retold) for topic in topics]
    merged = merge(reading, base=base, here=here, topics=found, takes_file=takes_file)
    return ImportPlan(reading.document, reading.warnings, event, topics, merged, here)


def refuse_before_the_week(event: Event, *, now: datetime) -> None:
    if event.wrap_up_due_at and event.phase_at(now).is_before(Phase.HACKING):
        raise DocumentRejected(f"The week of {event} hasn't begun yet. There's nothing to wrap up so far.", line=1)


def imported_before(event: Event) -> Document:
    """The version imported last; an empty one if there was none, or none that can still be read."""
    imported = ImportedWrapUp.objects.filter(event=event).first()
    try:
        return read_document(imported.text).document if imported else NEVER_IMPORTED
    except DocumentRejected:
        return NEVER_IMPORTED


def last_seen_here(imported: ImportedWrapUp) -> Document | None:
    """The event as it was here after that import. None where it was not kept, or can no longer be read."""
    try:
        return read_document(imported.here or imported.text).document
    except DocumentRejected:
        return None


def load_topics(event: Event) -> list[Topic]:
    """The event's topics with everything a wrap-up says about them: four queries."""
    topics = Topic.objects.filter(event=event).select_related("report").prefetch_related("report__links", "next_steps")
    return list(topics.order_by("position", "pk"))


def topic_here(topic: Topic, *, is_retold: bool) -> TopicHere:
    report = report_of(topic)
    loose = {
        step.text
        for step in topic.next_steps.all()
        if step.state == NextStep.State.OPEN and not (step.owner_id or step.owner_organization_id)
    }
    here = document_topic(topic, report)
    return TopicHere(here, has_report=report is not None, loose_steps=loose, is_retold=is_retold)


def report_of(topic: Topic) -> Report | None:
    return getattr(topic, "report", None)


def length(model: type[Event | Organization | Topic], name: str) -> int:
    return int(getattr(model._meta.get_field(name), "max_length", 0))


NEVER_IMPORTED = Document(slug="", name="")
LONGEST = {name: length(Event, name) for name in ("name", "venue", "venue_url", "topics_url", "review_url")} | {
    "host": length(Organization, "name"),
    "host_url": length(Organization, "url"),
    "title": length(Topic, "title"),
    "emoji": length(Topic, "emoji"),
}
