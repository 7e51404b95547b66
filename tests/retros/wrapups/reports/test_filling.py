from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from retros.wrapups.document import DocumentLink, LinkKind
from retros.wrapups.document.links import name_link
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.filling import ReportRejected, ReportSavedMeanwhile, Seen, fill_report, version_of
from retros.wrapups.reports.merging import Version
from tests.clock import HACKING, REVIEW, VOTING, WRAP_UP
from tests.factories import AttendeeFactory, LinkFactory, ReportFactory, TopicFactory

pytestmark = pytest.mark.django_db

Kind = Link.Kind
ISSUE = name_link("https://github.com/gardener/gardener/issues/8023")
PULL = name_link("https://github.com/gardener/gardener/pull/8767")
TRACKED = DocumentLink(LinkKind.TRACKING, ISSUE.url, "GEP-21")
BOOTS, RUNS = Version("partly", achievements="It boots."), Version("achieved", achievements="It runs.")


def test_fill_report_writes_down_what_a_topic_came_to() -> None:
    topic = TopicFactory()
    author = AttendeeFactory(event=topic.event)
    filled = Version("partly", "Nearly.", "It boots.", "Thanks to Ada.", (PULL, ISSUE))

    fill_report(topic, filled, author=author, now=HACKING)

    report = Report.objects.get()
    assert (report.topic, report.written_by, report.updated_at) == (topic, author, HACKING)
    assert version_of(report) == filled


def test_fill_report_keeps_links_in_their_order_with_kind_and_title() -> None:
    report = fill_report(TopicFactory(), Version(links=(PULL, TRACKED)), now=HACKING)

    assert [(link.kind, link.title, link.url) for link in report.links.all()] == [
        (Kind.PULL_REQUEST, "gardener/gardener#8767", PULL.url),
        (Kind.TRACKING, "GEP-21", ISSUE.url),
    ]


def test_fill_report_again_replaces_the_links() -> None:
    topic = TopicFactory()
    fill_report(topic, Version(links=(PULL, ISSUE)), now=HACKING)

    fill_report(topic, Version("achieved", links=(TRACKED,)), now=REVIEW)

    assert [(link.kind, link.title, link.position) for link in Link.objects.all()] == [(Kind.TRACKING, "GEP-21", 1)]


def test_fill_report_takes_the_same_queries_however_many_links(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    links = tuple(name_link(f"https://github.com/ada/seeds/pull/{number}") for number in range(1, 201))

    with django_assert_max_num_queries(20):
        fill_report(TopicFactory(), Version(links=links), now=HACKING)


def test_fill_report_upon_the_version_that_is_there_replaces_it() -> None:
    topic = TopicFactory()
    first = fill_report(topic, BOOTS, seen=Seen(None), now=HACKING)

    fill_report(topic, RUNS, seen=Seen(first.updated_at, ()), now=REVIEW)

    assert Report.objects.get().achievements == "It runs."


@pytest.mark.parametrize("saved_at", [None, HACKING - timedelta(microseconds=1)])
def test_fill_report_upon_an_older_version_is_rejected(saved_at: datetime | None) -> None:
    topic = TopicFactory()
    fill_report(topic, BOOTS, now=HACKING)

    with pytest.raises(ReportSavedMeanwhile, match="Someone saved this report in the meantime"):
        fill_report(topic, RUNS, seen=Seen(saved_at), now=REVIEW)

    assert version_of(Report.objects.get()) == BOOTS


def test_fill_report_upon_other_links_than_those_that_are_there_is_rejected() -> None:
    report = ReportFactory(updated_at=HACKING)
    LinkFactory(report=report)

    with pytest.raises(ReportSavedMeanwhile):
        fill_report(report.topic, RUNS, seen=Seen(HACKING, ()), now=REVIEW)


def test_rejection_names_who_saved_meanwhile_and_that_it_was_oneself() -> None:
    topic = TopicFactory()
    ada, bob = AttendeeFactory.create_batch(2, event=topic.event)
    fill_report(topic, BOOTS, author=ada, now=HACKING)

    texts = []
    for author in (ada, bob):
        with pytest.raises(ReportSavedMeanwhile) as rejected:
            fill_report(topic, RUNS, author=author, seen=Seen(None), now=REVIEW)
        texts.append(str(rejected.value).partition(" saved")[0])

    assert texts == ["You", ada.name]


def test_rejection_merges_upon_the_version_that_was_seen() -> None:
    topic = TopicFactory()
    fill_report(topic, Version("partly", achievements="* a\n* b", links=(PULL, ISSUE)), now=HACKING)
    fill_report(topic, Version("partly", achievements="* a\n* b\n* c", links=(PULL,)), now=REVIEW)
    mine = Version("achieved", achievements="* a", links=(PULL, ISSUE))

    with pytest.raises(ReportSavedMeanwhile) as rejected:
        fill_report(topic, mine, seen=Seen(HACKING, (PULL, ISSUE)), now=WRAP_UP)

    assert rejected.value.merge.merged == Version("achieved", achievements="* a\n* c", links=(PULL,))


def test_rejection_upon_a_version_nobody_knows_keeps_what_both_wrote() -> None:
    report = ReportFactory(updated_at=None, achievements="* a\n* b")
    Report.history.all().delete()
    fill_report(report.topic, Version("achieved", achievements="* a\n* b\n* c", links=(PULL,)), now=REVIEW)

    with pytest.raises(ReportSavedMeanwhile) as rejected:
        fill_report(
            report.topic, Version("achieved", achievements="* a\n* d", links=(ISSUE,)), seen=Seen(None), now=WRAP_UP
        )

    assert rejected.value.merge.merged == Version("achieved", achievements="* a\n* b\n* c\n* d", links=(ISSUE, PULL))


def test_merged_version_saved_again_is_saved_unless_a_third_one_came() -> None:
    topic = TopicFactory()
    fill_report(topic, BOOTS, now=HACKING)
    with pytest.raises(ReportSavedMeanwhile) as first:
        fill_report(topic, Version("partly", achievements="It crawls."), seen=Seen(None), now=REVIEW)
    seen = Seen(first.value.report.updated_at, first.value.merge.theirs.links)
    fill_report(topic, Version("partly", achievements="It boots.\n\n* Twice."), now=REVIEW)

    with pytest.raises(ReportSavedMeanwhile) as second:
        fill_report(topic, first.value.merge.merged, seen=seen, now=WRAP_UP)

    assert second.value.merge.merged.achievements == "It boots.\n\n* Twice.\n\nIt crawls."


def test_fill_report_twice_with_the_same_is_saved_once() -> None:
    topic = TopicFactory()
    fill_report(topic, BOOTS, seen=Seen(None), now=HACKING)

    again = fill_report(topic, BOOTS, seen=Seen(None), now=REVIEW)

    assert again.updated_at == HACKING


def test_fill_report_upon_one_from_before_the_product_replaces_it() -> None:
    report = ReportFactory(updated_at=None)

    fill_report(report.topic, RUNS, seen=Seen(None), now=REVIEW)

    assert Report.objects.get().achievements == "It runs."


def test_fill_report_upon_one_that_is_gone_saves_it() -> None:
    fill_report(TopicFactory(), RUNS, seen=Seen(HACKING), now=REVIEW)

    assert Report.objects.get().achievements == "It runs."


def test_line_ends_of_browsers_are_no_difference() -> None:
    report = ReportFactory(achievements="* a\r\n* b", outcome="partly")

    assert version_of(report) == Version("partly", achievements="* a\n* b")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_report_at_once_one_is_told() -> None:
    topic = TopicFactory()

    def report(number: int) -> bool:
        now = HACKING + timedelta(minutes=number)
        try:
            fill_report(topic, Version("partly", achievements=str(number)), seen=Seen(None), now=now)
        except ReportSavedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as people:
        saved = list(people.map(report, range(2)))

    assert sorted(saved) == [False, True]


def test_fill_report_before_the_week_is_rejected() -> None:
    with pytest.raises(ReportRejected, match="hasn't begun"):
        fill_report(TopicFactory(), Version(), now=VOTING)
