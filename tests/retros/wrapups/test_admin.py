from datetime import date

import pytest
from django.test import Client

from retros.wrapups.models import Link, Report, ReportRequest, WrapUp
from tests import clock
from tests.admin_pages import address
from tests.factories import LinkFactory, MessageFactory, ReportRequestFactory, WrapUpFactory

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

    assert "The report has this link already." in page.content.decode()


def test_wrap_ups_show_how_long_they_took(admin_client: Client) -> None:
    WrapUpFactory(published_on=date(2026, 12, 24))

    page = admin_client.get(address(WrapUp, "changelist")).content.decode()

    assert '<td class="field-days_after_the_event">20</td>' in page


def test_a_request_shows_whom_it_went_to_and_whether_it_did(admin_client: Client) -> None:
    ReportRequestFactory(to__name="Ada", message=MessageFactory(sent_at=clock.REVIEW, state="sent"))

    page = admin_client.get(address(ReportRequest, "changelist"), {"q": "Ada"}).content.decode()

    assert '<td class="field-to nowrap">Ada</td>' in page
    assert '<td class="field-sent">sent</td>' in page


def test_a_request_cannot_be_rewritten(admin_client: Client) -> None:
    assert admin_client.post(address(ReportRequest, "change", ReportRequestFactory().pk), {}).status_code == 403
