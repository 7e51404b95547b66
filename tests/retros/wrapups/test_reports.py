from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from retros.wrapups.models import Link, Report
from retros.wrapups.reports import ReportRejected, ReportSavedMeanwhile, fill_report
from tests.clock import HACKING, REVIEW, VOTING
from tests.factories import AttendeeFactory, ReportFactory, TopicFactory

pytestmark = pytest.mark.django_db

Kind = Link.Kind
ISSUE = "https://github.com/gardener/gardener/issues/8023"
PULL = "https://github.com/gardener/gardener/pull/8767"


def test_fill_report_writes_down_what_a_topic_came_to() -> None:
    topic = TopicFactory()
    author = AttendeeFactory(event=topic.event)

    fill_report(topic, outcome="partly", achievements="It boots.", author=author, now=HACKING)

    report = Report.objects.get()
    assert (report.topic, report.outcome, report.achievements, report.written_by, report.updated_at) == (
        topic,
        Report.Outcome.PARTLY,
        "It boots.",
        author,
        HACKING,
    )


def test_fill_report_recognises_links_and_keeps_their_order() -> None:
    report = fill_report(TopicFactory(), outcome="", achievements="", urls=[PULL, ISSUE, PULL], now=HACKING)

    assert [(link.kind, link.title, link.url) for link in report.links.all()] == [
        (Kind.PULL_REQUEST, "gardener/gardener#8767", PULL),
        (Kind.ISSUE, "gardener/gardener#8023", ISSUE),
    ]


def test_fill_report_again_replaces_the_links_and_keeps_what_is_known_of_one() -> None:
    topic = TopicFactory()
    report = fill_report(topic, outcome="", achievements="", urls=[PULL, ISSUE], now=HACKING)
    report.links.filter(url=ISSUE).update(kind=Kind.TRACKING, title="GEP-21")

    fill_report(topic, outcome="achieved", achievements="Done.", urls=[ISSUE], now=REVIEW)

    assert [(link.kind, link.title, link.position) for link in Link.objects.all()] == [(Kind.TRACKING, "GEP-21", 1)]


def test_fill_report_upon_the_version_that_is_there_replaces_it() -> None:
    topic = TopicFactory()
    first = fill_report(topic, outcome="partly", achievements="It boots.", seen=None, now=HACKING)

    fill_report(topic, outcome="achieved", achievements="It runs.", seen=first.updated_at, now=REVIEW)

    assert Report.objects.get().achievements == "It runs."


@pytest.mark.parametrize("seen", [None, HACKING - timedelta(microseconds=1)])
def test_fill_report_upon_an_older_version_is_rejected(seen: datetime | None) -> None:
    topic = TopicFactory()
    fill_report(topic, outcome="partly", achievements="It boots.", urls=[PULL], now=HACKING)

    with pytest.raises(ReportSavedMeanwhile, match="Somebody saved this report meanwhile"):
        fill_report(topic, outcome="achieved", achievements="It runs.", seen=seen, now=REVIEW)

    report = Report.objects.get()
    assert (report.achievements, [link.url for link in report.links.all()]) == ("It boots.", [PULL])


def test_fill_report_upon_one_from_before_the_product_replaces_it() -> None:
    report = ReportFactory(updated_at=None)

    fill_report(report.topic, outcome="achieved", achievements="It runs.", seen=None, now=REVIEW)

    assert Report.objects.get().achievements == "It runs."


@pytest.mark.django_db(transaction=True)
def test_of_two_who_report_at_once_one_is_told() -> None:
    topic = TopicFactory()

    def report(number: int) -> bool:
        now = HACKING + timedelta(minutes=number)
        try:
            fill_report(topic, outcome="partly", achievements=str(number), seen=None, now=now)
        except ReportSavedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as people:
        saved = list(people.map(report, range(2)))

    assert sorted(saved) == [False, True]


def test_fill_report_before_the_week_is_rejected() -> None:
    with pytest.raises(ReportRejected, match="has not begun"):
        fill_report(TopicFactory(), outcome="", achievements="", now=VOTING)
