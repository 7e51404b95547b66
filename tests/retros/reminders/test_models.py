from datetime import timedelta

import pytest

from retros.reminders.models import Digest, Preference
from tests.clock import CLOSED
from tests.constraints import breaks
from tests.factories import DigestFactory, PhaseNudgeFactory, ReminderFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_reminder_once_a_number_due_date_and_person() -> None:
    first = ReminderFactory()
    same = {"step": first.step, "to": first.to}
    ReminderFactory(**same, number=2)
    ReminderFactory(**same, due_on=first.due_on + timedelta(weeks=1))
    ReminderFactory(step=first.step)

    with breaks("reminder_once_a_number"):
        ReminderFactory(**same)


def test_digest_once_a_day() -> None:
    digest = DigestFactory()

    with breaks("digest_once_a_day"):
        Digest.objects.create(user=digest.user, day=digest.day)


def test_phase_nudge_once_a_person() -> None:
    first = PhaseNudgeFactory()
    PhaseNudgeFactory(event=first.event)

    with breaks("phase_nudge_once"):
        PhaseNudgeFactory(event=first.event, to=first.to)


def test_a_reminder_goes_by_number_and_step() -> None:
    assert str(ReminderFactory(step__text="Write.", number=2)) == "Reminder 2: Write."


def test_a_digest_goes_by_day_and_person() -> None:
    assert str(DigestFactory(user=UserFactory(email="ada@example.org"))) == "2026-12-24 for ada@example.org"


def test_digest_that_is_yet_to_be_written_is_held_by_whoever_said_so() -> None:
    held = DigestFactory(written_at=None, held_at=CLOSED)

    assert [held.is_held, DigestFactory().is_held] == [True, False]


def test_hour_is_of_the_day() -> None:
    with breaks("preference_hour_is_of_the_day"):
        Preference.objects.create(user=UserFactory(), hour=24)
