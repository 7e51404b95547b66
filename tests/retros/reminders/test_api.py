import pytest

from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from tests.api import refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    NextStepFactory,
    OrganizerFactory,
    ReminderFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reminder() -> Reminder:
    owner = AttendeeFactory()
    made: Reminder = ReminderFactory(step=NextStepFactory(topic__event=owner.event, owner=owner), to=owner.user)
    return made


def test_reminders_are_the_owners_and_the_organizers(reminder: Reminder) -> None:
    event = reminder.step.topic.event
    visitors = (reminder.step.owner, OrganizerFactory(event=event), AttendeeFactory(event=event), UserFactory())

    seen = [len(visitor(who).get("/api/v1/reminders/").json()["results"]) for who in visitors]
    read = [visitor(who).get(f"/api/v1/reminders/{reminder.pk}/").status_code for who in visitors]

    assert seen == [1, 1, 0, 0]
    assert read == [200, 200, 404, 404]


def test_reminders_are_nothing_for_the_anonymous() -> None:
    assert refusal(visitor().get("/api/v1/reminders/"))[0] == 401


def test_reminder_shows_its_step_and_no_address(reminder: Reminder) -> None:
    response = visitor(reminder.step.owner).get(f"/api/v1/reminders/{reminder.pk}/")

    shown = response.json()
    assert (shown["number"], shown["step"]["text"], shown["why"]) == (1, reminder.step.text, "owner")
    assert shown["due_on"] == "2026-12-24"
    assert "@" not in response.content.decode()


def test_reminders_filter_by_number_and_step(reminder: Reminder) -> None:
    second = ReminderFactory(step=reminder.step, number=2)
    client = visitor(reminder.step.owner)

    listed = client.get(f"/api/v1/reminders/?number=2&step={second.step.pk}").json()["results"]

    assert [reminder["id"] for reminder in listed] == [second.pk]
    assert wrong_fields(client.get("/api/v1/reminders/?number=never")) == {"number"}


def test_reminder_of_a_step_that_somebody_else_has_now_stays_with_whom_it_went_to(reminder: Reminder) -> None:
    reminder.step.owner = AttendeeFactory()
    reminder.step.save()

    assert visitor(reminder.to).get(f"/api/v1/reminders/{reminder.pk}/").status_code == 200


def test_reminders_cost_the_same_queries_however_many() -> None:
    owner = AttendeeFactory()

    def add(number: int) -> None:
        for _ in range(number):
            carried_on = {"state": NextStep.State.MOVED, "moved_to": TopicFactory()}
            ReminderFactory(step=NextStepFactory(topic__event=owner.event, owner=owner, **carried_on))

    same_queries_for_3_and_30(visitor(owner), "/api/v1/reminders/", add)
