from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from retros.nextsteps.followup.plans import (
    agreed_due_on,
    change_follow_up,
    default_due_on,
    follow_up_of,
    plan_in_words,
)
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.loading.due import unplanned_steps
from tests.clock import CLOSED
from tests.factories import (
    EventFactory,
    NextStepFactory,
    OrganizerFactory,
    PastEventFactory,
    ReminderPlanFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DUE = date(2027, 2, 1)


def test_follow_up_of_gives_the_defaults_where_the_event_has_no_plan() -> None:
    follow_up = follow_up_of(EventFactory())

    assert (follow_up.repeat_days, follow_up.end_after) == (14, 6)
    assert not FollowUp.objects.exists()


def test_follow_ups_of_gives_each_event_its_plan_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    planned, without = EventFactory.create_batch(2)
    FollowUp.objects.create(event=planned, repeat_days=7)

    with django_assert_num_queries(1):
        plans = FollowUp.objects.of([planned, without, planned])

    assert {pk: plan.repeat_days for pk, plan in plans.items()} == {planned.pk: 7, without.pk: 14}


def test_change_follow_up_changes_what_is_said_and_keeps_the_rest() -> None:
    organizer = OrganizerFactory()
    change_follow_up(organizer.event, by=organizer.user, reason="Holidays.", due_on=DUE, grace_days=21)

    change_follow_up(organizer.event, by=organizer.user, reason="Too often.", repeat_days=28)

    plan = FollowUp.objects.get()
    assert (plan.due_on, plan.grace_days, plan.repeat_days) == (DUE, 21, 28)


def test_change_follow_up_is_kept_with_who_and_why() -> None:
    organizer = OrganizerFactory()

    change_follow_up(organizer.event, by=organizer.user, reason="Too often.", repeat_days=28)

    found = [(record.history_user, record.history_change_reason) for record in FollowUp.history.all()]
    assert found == [(organizer.user, "Too often.")]


def test_change_follow_up_has_the_open_steps_of_the_event_planned_anew() -> None:
    step = NextStepFactory(due_on=DUE)
    closed = NextStepFactory(topic=step.topic, state=NextStep.State.DONE, due_on=DUE)
    elsewhere = NextStepFactory(topic__event=PastEventFactory(), due_on=DUE)
    for each in (step, closed, elsewhere):
        ReminderPlanFactory(step=each, planned_for=DUE)

    change_follow_up(step.topic.event, by=UserFactory(), reason="Too often.", repeat_days=28)

    assert list(unplanned_steps(CLOSED)) == [step]
    assert set(NextStep.objects.filter(reminder_plan__planned_for=DUE)) == {closed, elsewhere}


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"repeat_days": 0}, "at most daily"),
        ({"end_after": 2}, "choose a later end"),
        ({"quiet_days": 0}, "go quiet after a day"),
        ({"repeat_days": 367}, "at most a year"),
        ({"end_after": 101}, "a hundred reminders"),
        ({"due_on": date(2026, 12, 3)}, r"before the event is over, on 04\.12\.2026"),
    ],
)
def test_change_follow_up_refuses_a_plan_that_makes_no_sense(said: dict[str, Any], reason: str) -> None:
    event = EventFactory()  # ends on 4 December 2026

    with pytest.raises(ValidationError, match=reason):
        change_follow_up(event, by=UserFactory(), reason="Slip.", **said)

    assert not FollowUp.objects.exists()


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        (date(2026, 12, 9), date(2027, 1, 29)),
        (date(2027, 1, 15), date(2027, 1, 29)),
        (date(2027, 1, 20), date(2027, 2, 3)),
    ],
)
def test_default_due_date_is_eight_weeks_after_the_event_and_two_weeks_ahead(today: date, due_on: date) -> None:
    event = EventFactory()  # ends on 4 December 2026

    assert default_due_on(event, today) == due_on


def test_default_due_date_of_an_event_without_days_is_eight_weeks_ahead() -> None:
    assert default_due_on(PastEventFactory(), date(2026, 12, 9)) == date(2027, 2, 3)


def test_default_due_date_is_the_one_the_event_says() -> None:
    plan = FollowUp.objects.create(event=EventFactory(), due_on=DUE)

    days = [default_due_on(plan.event, today) for today in (date(2026, 12, 9), date(2027, 3, 1))]

    assert days == [DUE, date(2027, 3, 15)]


def test_agreed_due_date_is_none_until_the_organizers_choose_one() -> None:
    assert agreed_due_on(EventFactory(), date(2026, 12, 9)) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {},
            (
                "First on the due date, then every 2 weeks; after the 3rd the organizers are asked too; "
                "reminders end after the 6th. None for 2 weeks after the event."
            ),
        ),
        (
            {"days_before": 7, "repeat_days": 1, "escalate_after": 2, "end_after": 2, "grace_days": 0},
            "First 1 week before the due date, then every day; reminders end after the 2nd.",
        ),
        (
            {"days_before": 3, "escalate_after": 1, "end_after": 1, "grace_days": 1},
            "One reminder, 3 days before the due date, and no more. None for 1 day after the event.",
        ),
        (
            {"repeat_days": 10, "escalate_after": 1, "end_after": 3, "grace_days": 0},
            (
                "First on the due date, then every 10 days; after the 1st the organizers are asked too; "
                "reminders end after the 3rd."
            ),
        ),
    ],
)
def test_plan_is_put_into_words(said: dict[str, int], words: str) -> None:
    assert plan_in_words(FollowUp(**said)) == words
