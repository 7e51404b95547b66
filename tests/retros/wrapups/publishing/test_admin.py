from datetime import date

import pytest
from django.test import Client

from retros.wrapups.models import WrapUp
from tests.admin_pages import address
from tests.factories import WrapUpFactory

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("in_berlin")
def test_wrap_ups_show_how_long_they_took(admin_client: Client) -> None:
    WrapUpFactory(published_on=date(2026, 12, 24))

    page = admin_client.get(address(WrapUp, "changelist")).content.decode()

    assert '<td class="field-days_after_the_event">20</td>' in page
