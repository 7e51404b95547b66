import pytest
from django.core import mail

from planning.outbox.tasks import deliver_waiting
from retros.reminders.tasks import plan_reminders
from tests.factories import DueStepFactory

pytestmark = pytest.mark.django_db


def test_reminders_planned_now_leave_through_the_outbox() -> None:
    step = DueStepFactory()

    assert [plan_reminders(), plan_reminders()] == [1, 0]
    assert [deliver_waiting(), deliver_waiting()] == [1, 0]

    assert [sent.to for sent in mail.outbox] == [[step.owner.email]]
