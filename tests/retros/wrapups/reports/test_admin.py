import pytest
from django.test import Client

from retros.wrapups.models import Link, Report
from retros.wrapups.reports.forms import instant
from tests import clock
from tests.admin_pages import address
from tests.factories import LinkFactory, ReportFactory

pytestmark = pytest.mark.django_db


def test_a_report_is_shown_with_its_links(admin_client: Client) -> None:
    link = LinkFactory()

    page = admin_client.get(address(Report, "change", link.report.pk)).content.decode()

    assert link.url in page


def test_a_report_is_found_by_a_link(admin_client: Client) -> None:
    link = LinkFactory(url="https://github.com/gardener/gardener/pull/42")
    LinkFactory()

    page = admin_client.get(address(Report, "changelist"), {"q": "gardener/pull/42"})

    assert list(page.context["cl"].queryset) == [link.report]


def test_the_same_link_twice_is_refused_in_the_words_of_the_rule(admin_client: Client) -> None:
    link = LinkFactory()
    form = {"report": link.report.pk, "position": 2, "kind": link.kind, "url": link.url}

    page = admin_client.post(address(Link, "add"), form)

    assert "The report already has this link." in page.content.decode()


def filled(report: Report, **changes: str) -> dict[str, object]:
    """The report's form in the admin, without its links."""
    present = {"topic": report.topic.pk, "outcome": report.outcome, "seen": instant(report)}
    return present | {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0} | changes


def test_a_report_changed_in_the_admin_is_another_version_for_its_page(admin_client: Client) -> None:
    report = ReportFactory(updated_at=clock.HACKING)

    admin_client.post(address(Report, "change", report.pk), filled(report, achievements="It runs."))

    changed = Report.objects.get()
    assert (changed.achievements, instant(changed) != instant(report)) == ("It runs.", True)


def test_a_report_saved_meanwhile_is_not_written_over_in_the_admin(admin_client: Client) -> None:
    report = ReportFactory(updated_at=clock.HACKING)
    form = filled(report, achievements="Mine.")
    Report.objects.update(achievements="Theirs.", updated_at=clock.REVIEW)

    page = admin_client.post(address(Report, "change", report.pk), form).content.decode()

    assert "Someone saved this report meanwhile." in page
    assert "Mine." in page
    assert Report.objects.get().achievements == "Theirs."


def test_an_earlier_version_of_a_report_is_brought_back_in_the_admin(admin_client: Client) -> None:
    report = ReportFactory(achievements="First.", updated_at=clock.HACKING)
    first = report.history.get()
    report.achievements, report.updated_at = "Second.", clock.REVIEW
    report.save()
    version = address(Report, "simple_history", report.pk, first.pk)
    seen = admin_client.get(version).context["adminform"].form["seen"].value()

    admin_client.post(version, filled(report, achievements="First.", seen=seen))

    assert Report.objects.get().achievements == "First."
