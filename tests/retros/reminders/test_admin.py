import pytest
from django.test import Client

from retros.reminders.models import Digest, PhaseNudge, Reminder
from tests.admin_pages import address
from tests.factories import DigestFactory, PhaseNudgeFactory, ReminderFactory

pytestmark = pytest.mark.django_db


def test_a_reminder_shows_to_whom_it_went_and_why(admin_client: Client) -> None:
    reminder = ReminderFactory(number=3, why="unanswered")

    page = admin_client.get(address(Reminder, "changelist")).content.decode()

    assert reminder.to.email in page
    assert '<td class="field-why">unanswered</td>' in page


@pytest.mark.parametrize("made", [ReminderFactory, DigestFactory, PhaseNudgeFactory])
def test_what_was_sent_cannot_be_rewritten(made: type, admin_client: Client) -> None:
    row = made()

    assert admin_client.post(address(type(row), "change", row.pk), {}).status_code == 403


@pytest.mark.parametrize(("model", "made"), [(Digest, DigestFactory), (PhaseNudge, PhaseNudgeFactory)])
def test_what_was_sent_is_found_by_its_recipient(model: type, made: type, admin_client: Client) -> None:
    first, second = made(), made()
    recipient, other = (row.user if model is Digest else row.to for row in (first, second))

    page = admin_client.get(address(model, "changelist"), {"q": recipient.email}).content.decode()

    assert f">{recipient.email}<" in page
    assert f">{other.email}<" not in page
