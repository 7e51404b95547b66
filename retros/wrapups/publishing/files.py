"""The wrap-up of an event and its summary, as files."""

from collections import Counter
from dataclasses import replace

from django.db.models import QuerySet

from planning.defusing import defused
from planning.events.models import Event
from planning.people.models import Attendee
from retros.nextsteps.models import NextStep
from retros.wrapups.assembling import document_of
from retros.wrapups.document import (
    Document,
    DocumentRejected,
    Form,
    LinkKind,
    Reading,
    read_document,
    revise_document,
    write_document,
)
from retros.wrapups.document.facts import TODAY
from retros.wrapups.document.front import site_front_matter
from retros.wrapups.importing.carrying import carry
from retros.wrapups.importing.planning import last_seen_here
from retros.wrapups.models import ImportedWrapUp, Report, WrapUp
from retros.wrapups.publishing.summary import Numbers, summarize


def markdown_of(event: Event, wrap_ups: QuerySet[WrapUp], form: Form | None = None) -> str:
    """The whole wrap-up in the community's format, safe for any site to show.

    Without a form, an imported one is in the form it was published in, and any other in today's.
    """
    return defused(published_text(event, document_of(event, wrap_ups), form))


def published_text(event: Event, document: Document, form: Form | None) -> str:
    """A document that was imported stays as it was published, but for what was edited here since."""
    imported = ImportedWrapUp.objects.filter(event=event).first()
    reading = reading_of(imported) if imported else None
    if imported is None or reading is None:
        return write_document(as_published_today(document), form or TODAY)
    carried = carry(last_seen_here(imported) or reading.document, document, onto=reading.document)
    if form in {None, reading.form} and reading.form:
        return revise_document(imported.text, carried.document, carried.places)
    return write_document(carried.document, form or TODAY)


def reading_of(imported: ImportedWrapUp) -> Reading | None:
    try:
        return read_document(imported.text)
    except DocumentRejected:
        return None


def as_published_today(document: Document) -> Document:
    """What the website has around a document of its own, and the tracking issue of each topic below its heading."""
    topics = tuple(
        replace(topic, links=tuple(sorted(topic.links, key=lambda link: link.kind is not LinkKind.TRACKING)))
        for topic in document.topics
    )
    return replace(document, front_matter=document.front_matter or site_front_matter(document.slug), topics=topics)


def summary_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> str:
    return defused(summarize(document_of(event, wrap_ups), numbers_of(event)))


def numbers_of(event: Event) -> Numbers:
    """For a historic event only some people are known by name, so they are not counted."""
    people = event.attendees.admitted() if event.wrap_up_due_at else Attendee.objects.none()
    names = set(event.organizations.values_list("name", flat=True))
    names |= set(people.exclude(organization=None).values_list("organization__name", flat=True))
    outcomes = Counter(Report.objects.filter(topic__event=event).values_list("outcome", flat=True))
    return Numbers(
        people=people.count(),
        organizations=tuple(sorted(names, key=str.casefold)),
        outcomes=tuple((outcome.label, outcomes[outcome]) for outcome in Report.Outcome),
        open_steps=NextStep.objects.filter(topic__event=event).open().count(),
    )
