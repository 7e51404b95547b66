from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from planning.events.models import Event
from retros.nextsteps.followup.plans import default_due_on
from retros.nextsteps.models import FollowUp
from tests.api import below, refusal, visitor, wrong_fields
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory

pytestmark = pytest.mark.django_db

USUAL = {
    "due_on": None,
    "days_before": 0,
    "repeat_days": 14,
    "escalate_after": 3,
    "end_after": 6,
    "grace_days": 14,
    "quiet_days": 42,
}


def said(plan: dict[str, Any]) -> dict[str, Any]:
    return {name: plan[name] for name in USUAL}


@pytest.fixture
def event() -> Event:
    return EventFactory()


def test_anyone_may_read_the_plan_and_its_defaults(event: Event) -> None:
    plan = visitor().get(below(event, "follow-up/")).json()

    assert said(plan) == USUAL
    assert plan["default_due_on"] == default_due_on(event, timezone.localdate()).isoformat()
    assert plan["summary"].startswith("First on the due date, then every 2 weeks; ")


def test_patch_changes_what_it_names(event: Event) -> None:
    organizer = visitor(OrganizerFactory(event=event))
    organizer.patch(below(event, "follow-up/"), {"grace_days": 3, "reason": "They ask."}, format="json")

    response = organizer.patch(below(event, "follow-up/"), {"repeat_days": 7, "reason": "Sooner."}, format="json")

    assert said(response.json()) == USUAL | {"grace_days": 3, "repeat_days": 7}
    assert FollowUp.history.latest().history_change_reason == "Sooner."


def test_put_makes_another_plan(event: Event) -> None:
    FollowUp.objects.create(event=event, grace_days=3)
    body = {"repeat_days": 7, "due_on": "2199-01-31", "reason": "Anew."}

    response = visitor(OrganizerFactory(event=event)).put(below(event, "follow-up/"), body, format="json")

    assert said(response.json()) == USUAL | {"repeat_days": 7, "due_on": "2199-01-31"}
    assert FollowUp.objects.get().due_on == date(2199, 1, 31)


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"end_after": 2}, {"non_field_errors"}),
        ({"due_on": "2001-01-01"}, {"due_on"}),
        ({"repeat_days": "often"}, {"repeat_days"}),
        ({"reason": ""}, {"reason"}),
    ],
)
def test_a_plan_that_makes_no_sense_is_a_400(event: Event, wrong: dict[str, Any], fields: set[str]) -> None:
    organizer = visitor(OrganizerFactory(event=event))

    response = organizer.patch(below(event, "follow-up/"), {"reason": "Slip."} | wrong, format="json")

    assert wrong_fields(response) == fields
    assert not FollowUp.objects.exists()


def test_only_organizers_change_the_plan(event: Event) -> None:
    visitors = [visitor(), visitor(AttendeeFactory(event=event)), visitor(OrganizerFactory())]

    refused = [
        refusal(each.patch(below(event, "follow-up/"), {"reason": "Mine."}, format="json"))[0] for each in visitors
    ]

    assert refused == [401, 403, 404]
