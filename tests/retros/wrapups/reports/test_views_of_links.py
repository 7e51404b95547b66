import pytest
from django.test import Client

from retros.wrapups.models import Link, Report
from retros.wrapups.reports.forms import ReportForm
from tests.factories import ImportedTopicFactory, LinkFactory, ReportFactory, TopicFactory
from tests.pages import words
from tests.retros.wrapups.reports.reporting import address, fill, worked_on

pytestmark = pytest.mark.django_db


def test_report_form_recognises_links_however_they_are_pasted(client: Client) -> None:
    topic = worked_on(client)
    pasted = "Tracking: ada/seeds#1\r\n[Water – ada/seeds#2](https://github.com/ada/seeds/pull/2), https://hackmd.io/a"

    fill(client, topic, links=pasted)

    assert [(link.kind, link.title) for link in Link.objects.all()] == [
        (Link.Kind.TRACKING, "ada/seeds#1"),
        (Link.Kind.PULL_REQUEST, "Water – ada/seeds#2"),
        (Link.Kind.DOCUMENT, ""),
    ]


def test_report_saved_again_as_it_is_keeps_kind_and_title_of_each_link(client: Client) -> None:
    report = ReportFactory(topic=worked_on(client))
    LinkFactory(report=report, position=1, kind=Link.Kind.TRACKING, title="Water (them")
    LinkFactory(report=report, position=2, kind=Link.Kind.DOCUMENT, title="](https://example.org)")
    before = list(report.links.values_list("kind", "url", "title"))
    form = client.get(address(report.topic, "edit/")).context["form"]

    fill(client, report.topic, achievements="More.", links=form["links"].value(), seen_links=form["seen_links"].value())

    assert Report.objects.get().achievements == "More."
    assert list(report.links.values_list("kind", "url", "title")) == before


def test_report_form_shows_what_is_recognised_of_its_links(client: Client) -> None:
    report = ReportFactory(topic=worked_on(client))
    LinkFactory(report=report, title="Water them", kind=Link.Kind.TRACKING)

    page = words(client.get(address(report.topic, "edit/")))

    assert "1 link recognised tracking issue Water them" in page


def test_links_are_recognised_while_they_are_typed(client: Client) -> None:
    topic = TopicFactory()

    response = client.post(address(topic, "links/"), {"links": "\nada/seeds#1, <b> https://x.org\nhackmd"})

    page = words(response)
    assert "2 links recognised pull request ada/seeds#1 other link &lt;b&gt;" in page
    assert "Line 3 has no link: “hackmd”" in page


def test_link_that_is_pasted_twice_is_recognised_once(client: Client) -> None:
    pasted = {"links": "ada/seeds#1\nhttps://github.com/ada/seeds/pull/1"}

    assert "1 link recognised" in words(client.post(address(TopicFactory(), "links/"), pasted))


def test_links_that_the_report_has_are_recognised_as_they_are(client: Client) -> None:
    link = LinkFactory(title="](https://example.org)", kind=Link.Kind.DOCUMENT)
    lines = ReportForm(report=link.report)["links"].value()

    page = words(client.post(address(link.report.topic, "links/"), {"links": lines}))

    assert "1 link recognised document" in page


def test_links_are_recognised_without_a_sign_in_and_read_by_post_alone() -> None:
    client, topic = Client(enforce_csrf_checks=True), TopicFactory()

    statuses = [client.post(address(topic, "links/")).status_code, client.get(address(topic, "links/")).status_code]

    assert statuses == [200, 405]


def test_new_report_begins_with_the_issue_that_the_topic_came_from(client: Client) -> None:
    topic = worked_on(client)
    imported = ImportedTopicFactory(topic=topic)

    page = client.get(address(topic, "edit/"))

    assert page.context["form"]["links"].value() == f"Tracking: {imported.url}"
