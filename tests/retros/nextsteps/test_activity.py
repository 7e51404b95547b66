"""What counts as something done about a step, so that it has not gone quiet."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from retros.nextsteps.activity import note_activity
from retros.nextsteps.closing import add_step, assign, close, put_off, reopen, take
from retros.nextsteps.evidence.links import add_link
from retros.nextsteps.models import QUIET_DAYS, NextStep, quiet_by
from tests.clock import CLOSED
from tests.factories import AttendeeFactory, NextStepFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER = CLOSED + timedelta(days=200)


def reopen_closed(step: NextStep) -> None:
    close(step, NextStep.State.DONE, by=UserFactory(), now=CLOSED)
    reopen(step, now=LATER)


ACTS: dict[str, Callable[[NextStep], object]] = {
    "assign": lambda step: assign(step, owner=AttendeeFactory(), due_on=None, now=LATER),
    "take": lambda step: take(step, AttendeeFactory(), now=LATER),
    "put off": lambda step: put_off(step, date(2028, 1, 1), now=LATER),
    "reopen": reopen_closed,
    "link": lambda step: add_link(step, "https://hackmd.io/abc", now=LATER),
}


@pytest.mark.parametrize("act", ACTS)
def test_whatever_people_do_about_a_step_keeps_it_from_going_quiet(act: str) -> None:
    step = NextStepFactory()
    today = timezone.localdate(LATER)
    assert NextStep.objects.filter(quiet_by(today)).get() == step

    ACTS[act](step)

    assert not NextStep.objects.filter(quiet_by(today + timedelta(days=QUIET_DAYS - 1))).exists()
    assert NextStep.objects.filter(quiet_by(today + timedelta(days=QUIET_DAYS))).get() == step


def test_a_step_that_is_noted_long_after_the_event_is_not_quiet_at_once() -> None:
    add_step(TopicFactory(), "Merge it.", now=LATER)

    assert not NextStep.objects.filter(quiet_by(timezone.localdate(LATER))).exists()


def test_older_activity_does_not_hide_the_latest() -> None:
    step = NextStepFactory(active_on=date(2027, 2, 1))

    note_activity([step], date(2027, 1, 1))

    step.refresh_from_db()
    assert step.active_on == date(2027, 2, 1)


def test_activity_is_not_kept_in_the_history() -> None:
    step = NextStepFactory()

    note_activity([step], date(2027, 1, 1))

    assert step.history.count() == 1
