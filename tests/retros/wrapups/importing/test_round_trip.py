"""A document goes into the database and comes out again as it was."""

import os
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from planning.events.models import Event
from retros.wrapups.assembling import document_of
from retros.wrapups.document import Document, Reading, decode, read_document
from retros.wrapups.importing import import_wrap_up, plan_import
from retros.wrapups.models import Report, WrapUp
from tests.clock import CLOSED
from tests.retros.wrapups.importing.documents import documents
from tests.test_fixtures import EVENTS

FOLDERS = [os.environ[name] for name in ("SOURCE_DOCUMENTS", "PUBLISHED_DOCUMENTS") if name in os.environ]
FILES = sorted(chain.from_iterable(Path(folder).glob("*.*") for folder in FOLDERS))
WRAP_UPS = [path for path in FILES if "agenda" not in path.name]

each_document = pytest.mark.parametrize("path", WRAP_UPS, ids=lambda path: path.name)
pytestmark = pytest.mark.django_db


def as_read(document: Document) -> Reading:
    return Reading(document, (), tuple(range(1, len(document.topics) + 1)))


def exported(slug: str) -> Document:
    return document_of(Event.objects.get(slug=slug), WrapUp.objects.all())


def by_name(document: Document) -> Document:
    """The database knows the hosts by name."""
    return replace(document, hosts=tuple(sorted(document.hosts)))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_generated_document_comes_out_as_it_went_in(document: Document) -> None:
    with transaction.atomic():
        import_wrap_up(as_read(document), text="generated", now=CLOSED)

        assert exported(document.slug) == document

        transaction.set_rollback(True)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), documents())
def test_second_import_of_what_an_event_had_or_got_changes_nothing(here: Document, document: Document) -> None:
    document = replace(document, slug=here.slug, starts_on=None, ends_on=None, venue="", hosts=())
    with transaction.atomic():
        import_wrap_up(as_read(here), text="generated", now=CLOSED)
        import_wrap_up(as_read(document), text="generated", now=CLOSED)

        assert not plan_import(as_read(document), now=CLOSED).merged.writes

        transaction.set_rollback(True)


@pytest.mark.parametrize("slug", EVENTS)
def test_past_event_comes_out_as_it_went_in(slug: str) -> None:
    call_command("loaddata", *EVENTS, verbosity=0)
    document = exported(slug)
    Event.objects.get(slug=slug).delete()

    import_wrap_up(as_read(document), text="exported", now=CLOSED)

    assert exported(slug) == document


@each_document
def test_published_document_comes_out_as_it_was_read(path: Path) -> None:
    text = decode(path.read_bytes())
    reading = read_document(text)

    import_wrap_up(reading, text=text, now=CLOSED)

    assert exported(reading.document.slug) == by_name(reading.document)
    assert plan_import(reading, now=CLOSED).changes == ()


@each_document
def test_published_document_leaves_the_past_events_as_they_were_entered(path: Path) -> None:
    call_command("loaddata", *EVENTS, verbosity=0)
    text = decode(path.read_bytes())
    reading = read_document(text)
    slug = reading.document.slug
    reports = {report.pk: report.achievements for report in Report.objects.filter(topic__event__slug=slug)}

    import_wrap_up(reading, text=text, now=CLOSED)

    assert plan_import(reading, now=CLOSED).changes == ()
    assert (
        reports.items()
        <= dict(Report.objects.filter(topic__event__slug=slug).values_list("pk", "achievements")).items()
    )


@each_document
def test_published_document_loses_no_link_and_no_topic_among_the_past_events(path: Path) -> None:
    call_command("loaddata", *EVENTS, verbosity=0)
    text = decode(path.read_bytes())
    reading = read_document(text)

    import_wrap_up(reading, text=text, now=CLOSED)

    topics = exported(reading.document.slug).topics
    assert all(
        {link.url for link in each.links} <= {link.url for topic in topics for link in topic.links}
        for each in reading.document.topics
    )
    assert len(topics) >= len(reading.document.topics)
