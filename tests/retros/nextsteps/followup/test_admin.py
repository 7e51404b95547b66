from datetime import date
from typing import Any

import pytest
from django.test import Client

from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.loading.due import unplanned_steps
from tests.admin_pages import act, address, confirm_import, export, preview_import, refusals
from tests.clock import CLOSED
from tests.factories import EventFactory, ReminderPlanFactory

pytestmark = pytest.mark.django_db

DUE = date(2027, 2, 1)
USUAL: dict[str, Any] = {
    "due_on": "",
    "days_before": 0,
    "repeat_days": 14,
    "escalate_after": 3,
    "end_after": 6,
    "grace_days": 14,
    "quiet_days": 42,
}


@pytest.fixture
def step() -> NextStep:
    """One whose reminders are planned."""
    step: NextStep = ReminderPlanFactory(step__due_on=DUE, planned_for=DUE).step
    return step


def is_planned_anew(step: NextStep) -> bool:
    return list(unplanned_steps(CLOSED)) == [step]


def test_a_change_is_kept_with_its_reason_and_plans_anew(admin_client: Client, step: NextStep) -> None:
    data = USUAL | {"event": step.topic.event.pk, "repeat_days": 7, "reason": "Sooner."}

    admin_client.post(address(FollowUp, "add"), data)

    assert FollowUp.objects.get().repeat_days == 7
    assert FollowUp.history.get().history_change_reason == "Sooner."
    assert is_planned_anew(step)


def test_a_plan_that_makes_no_sense_is_refused(admin_client: Client, step: NextStep) -> None:
    data = USUAL | {"event": step.topic.event.pk, "due_on": "2001-01-01"}

    response = admin_client.post(address(FollowUp, "add"), data)

    assert b"before the event is over" in response.content
    assert not FollowUp.objects.exists()


def test_deleting_a_plan_goes_back_to_the_usual_and_plans_anew(admin_client: Client, step: NextStep) -> None:
    plan = FollowUp.objects.create(event=step.topic.event)

    admin_client.post(address(FollowUp, "delete", plan.pk), {"post": "yes"})

    assert not FollowUp.objects.exists()
    assert is_planned_anew(step)


def test_deleting_several_plans_anew(admin_client: Client, step: NextStep) -> None:
    act(admin_client, "delete_selected", [FollowUp.objects.create(event=step.topic.event)], post="yes")

    assert not FollowUp.objects.exists()
    assert is_planned_anew(step)


def test_a_table_goes_out_and_comes_back(admin_client: Client, step: NextStep) -> None:
    FollowUp.objects.create(event=step.topic.event, due_on=DUE)
    table = export(admin_client, FollowUp).replace(",14,3,6,", ",7,3,6,")

    confirm_import(admin_client, FollowUp, preview_import(admin_client, FollowUp, table))

    assert (FollowUp.objects.get().repeat_days, FollowUp.objects.get().due_on) == (7, DUE)
    assert is_planned_anew(step)


def test_a_table_with_a_plan_that_makes_no_sense_is_refused(admin_client: Client) -> None:
    event = EventFactory()

    preview = preview_import(admin_client, FollowUp, f"event,repeat_days\n{event.slug},0\n")

    assert "at most daily" in refusals(preview)[0]
