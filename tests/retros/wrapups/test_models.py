from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from retros.wrapups.document import LinkKind
from retros.wrapups.models import Link, Report, WrapUp
from tests.constraints import breaks
from tests.factories import (
    EventFactory,
    LinkFactory,
    NextStepFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)

pytestmark = pytest.mark.django_db


def test_a_topic_has_one_report() -> None:
    report = ReportFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(topic=report.topic)


def test_of_loads_the_reports_of_an_event_in_the_order_of_topics(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    event = EventFactory()
    second, first = (ReportFactory(topic=TopicFactory(event=event, position=position)) for position in (2, 1))
    ReportFactory()
    link, step = LinkFactory(report=first), NextStepFactory(topic=first.topic)

    with django_assert_num_queries(3):
        reports = [
            (report, list(report.links.all()), list(report.topic.next_steps.all()))
            for report in Report.objects.of(event)
        ]

    assert reports == [(first, [link], [step]), (second, [], [])]


def test_kinds_of_links_are_those_of_the_document() -> None:
    assert [str(kind) for kind in Link.Kind] == [str(kind) for kind in LinkKind]


def test_link_once_per_report() -> None:
    link = LinkFactory()

    with breaks("link_once_per_report"):
        LinkFactory(report=link.report, url=link.url)


def test_a_link_goes_by_its_title_or_address() -> None:
    titled, bare = (LinkFactory.build(report=None, url="https://example.org", title=title) for title in ("Notes", ""))

    assert (str(titled), str(bare)) == ("Notes", "https://example.org")


def test_reports_and_links_are_known_by_their_topic() -> None:
    topic = TopicFactory(event__slug="2026-12", slug="seeds")
    link = LinkFactory(report__topic=topic, url="https://example.org")

    assert Report.objects.get_by_natural_key(*link.report.natural_key()) == link.report
    assert Link.objects.get_by_natural_key("2026-12", "seeds", "https://example.org") == link
    assert link.natural_key() == ("2026-12", "seeds", "https://example.org")


def test_wrap_up_publisher_needs_a_date() -> None:
    with breaks("wrap_up_publisher_needs_a_date"):
        WrapUpFactory(published_by=UserFactory())


def test_published_are_wrap_ups_with_a_date() -> None:
    published = WrapUpFactory(published_on=date(2026, 12, 24))
    WrapUpFactory()

    assert list(WrapUp.objects.published()) == [published]


def test_a_wrap_up_is_known_by_its_event() -> None:
    wrap_up = WrapUpFactory(event__slug="2026-12")

    assert WrapUp.objects.get_by_natural_key(*wrap_up.natural_key()) == wrap_up


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("published_on", "days"), [(date(2026, 12, 24), 20), (date(2026, 12, 4), 0), (date(2026, 12, 1), 0), (None, 27)]
)
def test_lag_in_days_runs_from_the_last_day_to_publication_or_today(published_on: date | None, days: int) -> None:
    wrap_up = WrapUpFactory(published_on=published_on)

    assert wrap_up.lag_in_days(date(2026, 12, 31)) == days


def test_lag_in_days_is_unknown_where_the_days_are() -> None:
    assert WrapUpFactory(event=PastEventFactory()).lag_in_days(date(2026, 12, 31)) is None


def test_wrap_up_of_the_past_is_published_even_where_the_day_is_not_known() -> None:
    assert WrapUpFactory(event=PastEventFactory()).is_published
    assert not WrapUpFactory().is_published
