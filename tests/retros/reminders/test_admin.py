from datetime import date

import pytest
from django.test import Client

from retros.reminders.models import Reminder
from retros.reminders.stages import Stage
from tests import clock
from tests.admin_pages import address
from tests.factories import MessageFactory, NextStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminder() -> Reminder:
    message = MessageFactory(to="ada@example.org", sent_at=clock.CLOSED, state="sent")
    return Reminder.objects.create(
        step=NextStepFactory(),
        stage=Stage.DUE,
        due_on=date(2026, 12, 18),
        message=message,
        planned_at=clock.CLOSED,
    )


def test_a_reminder_shows_to_whom_it_went(reminder: Reminder, admin_client: Client) -> None:
    page = admin_client.get(address(Reminder, "changelist")).content.decode()

    assert f'<td class="field-to">{reminder.message.to}</td><td class="field-sent">sent</td>' in page


def test_a_reminder_cannot_be_rewritten(reminder: Reminder, admin_client: Client) -> None:
    assert admin_client.post(address(Reminder, "change", reminder.pk), {}).status_code == 403
