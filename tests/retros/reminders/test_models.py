from datetime import date, timedelta

import pytest
from django.db.models import ProtectedError

from retros.reminders.models import Reminder
from retros.reminders.stages import Stage
from tests.clock import CLOSED
from tests.constraints import breaks
from tests.factories import MessageFactory, NextStepFactory

DUE_ON = date(2026, 12, 18)

pytestmark = pytest.mark.django_db


def test_reminder_once_per_stage() -> None:
    step, message = NextStepFactory(), MessageFactory()
    Reminder.objects.create(step=step, stage=Stage.DUE, message=message, due_on=DUE_ON, planned_at=CLOSED)
    Reminder.objects.create(step=step, stage=Stage.LATE, message=message, due_on=DUE_ON, planned_at=CLOSED)
    put_off = DUE_ON + timedelta(weeks=1)
    Reminder.objects.create(step=step, stage=Stage.DUE, message=message, due_on=put_off, planned_at=CLOSED)

    with breaks("reminder_once_per_stage"):
        Reminder.objects.create(step=step, stage=Stage.DUE, message=MessageFactory(), due_on=DUE_ON, planned_at=CLOSED)


def test_a_message_that_reminded_someone_cannot_be_deleted() -> None:
    message = MessageFactory()
    Reminder.objects.create(step=NextStepFactory(), stage=Stage.DUE, message=message, due_on=DUE_ON, planned_at=CLOSED)

    with pytest.raises(ProtectedError):
        message.delete()


def test_a_reminder_goes_by_stage_and_step() -> None:
    assert str(Reminder(step=NextStepFactory(text="Write."), stage=Stage.LATE)) == "a week late: Write."
