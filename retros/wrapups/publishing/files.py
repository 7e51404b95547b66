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
    DocumentLink,
    DocumentRejected,
    Form,
    LinkKind,
    Reading,
    read_document,
    revise_document,
    write_document,
)
from retros.wrapups.document.blocks import HEADING
from retros.wrapups.document.facts import TODAY
from retros.wrapups.document.front import site_front_matter
from retros.wrapups.document.links import kind_and_name
from retros.wrapups.document.mending import BROKEN
from retros.wrapups.importing.carrying import carry
from retros.wrapups.importing.planning import last_seen_here
from retros.wrapups.models import ImportedWrapUp, Report, WrapUp
from retros.wrapups.publishing.summary import Numbers, summarize


def markdown_of(event: Event, wrap_ups: QuerySet[WrapUp], form: Form | None = None) -> str:
    """The whole wrap-up in the community's format, safe for any site to show.

    Without a form, an imported one is in the form it was published in, and any other in today's.
    """
    return defused(published_text(event, document_of(event, wrap_ups), form))


def form_named(name: str | None) -> Form | None:
    """By its year; none where nothing, or no such year, is asked for."""
    return Form(name) if name in set(Form) else None


def published_text(event: Event, document: Document, form: Form | None) -> str:
    """A document that was imported stays as it was published, but for what was edited here since."""
    imported = ImportedWrapUp.objects.filter(event=event).first()
    if imported and form is None and is_untouched(imported, document):
        return imported.text
    reading = read_or_none(imported.text) if imported else None
    if imported is None or reading is None:
        return write_document(as_published_today(document), form or TODAY)
    here = read_or_none(write_document(document))  # as what was last seen here was written and read
    before, after = last_seen_here(imported) or reading.document, here.document if here else document
    carried = carry(before, after, onto=reading.document)
    if form in {None, reading.form} and reading.form:
        return revise_document(imported.text, carried.document, carried.places)
    return write_document(carried.document, form or TODAY)


def is_untouched(imported: ImportedWrapUp, document: Document) -> bool:
    """Whether nothing was edited here since: then there is no need to read what was published, which takes long.

    A page that was copied as plain text, or has broken characters, is not published again as it is.
    """
    text = imported.text
    return HEADING.search(text) is not None and not BROKEN.search(text) and write_document(document) == imported.here


def read_or_none(text: str) -> Reading | None:
    try:
        return read_document(text)
    except DocumentRejected:
        return None


def as_published_today(document: Document) -> Document:
    """What the website has around a document of its own, and the tracking issue of each topic below its heading."""
    topics = tuple(
        replace(topic, links=tuple(sorted(map(with_name, topic.links), key=lambda link: not is_tracking(link))))
        for topic in document.topics
    )
    return replace(document, front_matter=document.front_matter or site_front_matter(document.slug), topics=topics)


def is_tracking(link: DocumentLink) -> bool:
    return link.kind is LinkKind.TRACKING


def with_name(link: DocumentLink) -> DocumentLink:
    """A link is called by its short name at least; a tracking issue by that of its repository alone."""
    name = kind_and_name(link.url)[1]
    if is_tracking(link) and link.text in {"", name}:
        return replace(link, text=name.partition("/")[2])
    return replace(link, text=link.text or name)


def summary_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> str:
    return defused(summarize(document_of(event, wrap_ups), published_numbers(event)))


def published_numbers(event: Event) -> Numbers:
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
