from datetime import date

import pytest

from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reminders.stages import Stage
from tests.api import refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    MessageFactory,
    NextStepFactory,
    OrganizerFactory,
    TopicFactory,
    UserFactory,
)

DUE_ON = date(2026, 12, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminder() -> Reminder:
    owner = AttendeeFactory()
    return remind(NextStepFactory(topic__event=owner.event, owner=owner))


def remind(step: NextStep, stage: Stage = Stage.DUE) -> Reminder:
    return Reminder.objects.create(step=step, stage=stage, message=MessageFactory(), due_on=DUE_ON, planned_at=CLOSED)


def test_reminders_are_the_owners_and_the_organizers(reminder: Reminder) -> None:
    event = reminder.step.topic.event
    readers = (reminder.step.owner, OrganizerFactory(event=event), AttendeeFactory(event=event), UserFactory())

    seen = [len(visitor(who).get("/api/v1/reminders/").json()["results"]) for who in readers]
    read = [visitor(who).get(f"/api/v1/reminders/{reminder.pk}/").status_code for who in readers]

    assert seen == [1, 1, 0, 0]
    assert read == [200, 200, 404, 404]


def test_reminders_are_nothing_for_the_anonymous() -> None:
    assert refusal(visitor().get("/api/v1/reminders/"))[0] == 401


def test_reminder_tells_its_step_and_no_address(reminder: Reminder) -> None:
    response = visitor(reminder.step.owner).get(f"/api/v1/reminders/{reminder.pk}/")

    told = response.json()
    assert (told["stage"], told["step"]["text"], told["sent_at"]) == ("due", reminder.step.text, None)
    assert told["due_on"] == "2026-12-18"
    assert "@" not in response.content.decode()


def test_reminders_filter_by_stage_and_step(reminder: Reminder) -> None:
    late = remind(reminder.step, Stage.LATE)
    client = visitor(reminder.step.owner)

    listed = client.get(f"/api/v1/reminders/?stage=late&step={late.step.pk}").json()["results"]

    assert [told["id"] for told in listed] == [late.pk]
    assert wrong_fields(client.get("/api/v1/reminders/?stage=never")) == {"stage"}


def test_reminders_cost_the_same_queries_however_many() -> None:
    owner = AttendeeFactory()

    def add(number: int) -> None:
        for _ in range(number):
            carried_on = {"state": NextStep.State.MOVED, "moved_to": TopicFactory()}
            remind(NextStepFactory(topic__event=owner.event, owner=owner, **carried_on))

    same_queries_for_3_and_30(visitor(owner), "/api/v1/reminders/", add)
