import pytest
from django.test import Client

from retros.wrapups.models import ReportRequest
from tests import clock
from tests.admin_pages import address
from tests.factories import MessageFactory, ReportRequestFactory

pytestmark = pytest.mark.django_db


def test_a_request_shows_whom_it_went_to_and_whether_it_did(admin_client: Client) -> None:
    ReportRequestFactory(to__name="Ada", message=MessageFactory(sent_at=clock.REVIEW, state="sent"))

    page = admin_client.get(address(ReportRequest, "changelist"), {"q": "Ada"}).content.decode()

    assert '<td class="field-to nowrap">Ada</td>' in page
    assert '<td class="field-sent">sent</td>' in page


def test_a_request_cannot_be_rewritten(admin_client: Client) -> None:
    assert admin_client.post(address(ReportRequest, "change", ReportRequestFactory().pk), {}).status_code == 403
