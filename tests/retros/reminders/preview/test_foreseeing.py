from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from planning.outbox.models import Message
from planning.people.models import User
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.deciding.reasons import Kind
from retros.reminders.models import Digest, Reminder, ReminderPlan
from retros.reminders.planning import plan_reminders
from retros.reminders.preview.foreseeing import PlannedDigest, preview_of
from retros.reminders.preview.holding import hold_digest, set_opening
from tests.clock import at
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizerFactory,
    PastEventFactory,
    PreferenceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = at(12, 18, hour=5)
TODAY = date(2026, 12, 18)
DAY = timedelta(days=1)

QUERIES = 17

Outline = tuple[int, date, list[tuple[int, int, str]]]


def past_step(*, days: int, **fields: object) -> NextStep:
    event = fields.pop("event", None) or PastEventFactory()
    owner = fields.pop("owner", None) or AttendeeFactory(event=event)
    step: NextStep = NextStepFactory(topic__event=event, owner=owner, due_on=TODAY + days * DAY, **fields)
    return step


def owner_account(step: NextStep) -> User:
    assert step.owner is not None
    assert step.owner.user is not None
    return step.owner.user


def in_short(planned: list[PlannedDigest]) -> list[Outline]:
    return sorted(
        (
            digest.recipient.pk,
            digest.day,
            [(item.step.pk, item.number, item.why.value) for item in digest.contents.steps],
        )
        for digest in planned
    )


def sent(days: int) -> list[Outline]:
    """What the planner really writes, every hour of so many days."""
    for number in range(24 * days):
        plan_reminders(now=NOW + timedelta(hours=number))
    digests = Digest.objects.exclude(written_at=None)
    return sorted(
        (
            digest.user_id,
            digest.day,
            list(digest.reminders.order_by("due_on", "step").values_list("step", "number", "why")),
        )
        for digest in digests
    )


def test_preview_is_what_goes_out() -> None:
    """People with quiet days, other hours and zones; steps that repeat daily, that nobody has, that are yet to come."""
    daily = past_step(days=-3)
    FollowUp.objects.create(event=daily.topic.event, repeat_days=1, escalate_after=2, end_after=4)
    OrganizerFactory(event=daily.topic.event)
    past_step(days=2, owner=daily.owner)
    far = past_step(days=1, owner=AttendeeFactory(user=UserFactory(time_zone="Pacific/Auckland")))
    quiet = past_step(days=1)
    PreferenceFactory(user=owner_account(quiet), hour=20, quiet_weekdays=[5, 6])
    away = past_step(days=0)
    PreferenceFactory(user=owner_account(away), away_until=TODAY + 2 * DAY)
    NextStepFactory(topic__event=far.topic.event, due_on=TODAY + DAY)
    past_step(days=20)

    ahead = in_short(preview_of(NOW, days=5))

    assert len(ahead) > 8
    assert ahead == [digest for digest in sent(6) if digest[1] < TODAY + 5 * DAY]


@pytest.mark.usefixtures("in_berlin")
def test_preview_writes_nothing_and_plans_nothing() -> None:
    past_step(days=1)

    (planned,) = preview_of(NOW)

    assert (planned.day, planned.at) == (TODAY + DAY, at(12, 19, hour=7))
    assert [model.objects.count() for model in (Digest, Reminder, ReminderPlan, Message)] == [0, 0, 0, 0]


@pytest.mark.usefixtures("in_berlin")
def test_preview_leaves_out_what_was_written_today() -> None:
    step = past_step(days=0)
    plan_reminders(now=NOW + timedelta(hours=4))
    past_step(days=0, owner=step.owner)

    assert [planned.day for planned in preview_of(NOW + timedelta(hours=5))] == [TODAY + DAY]


def test_preview_shows_what_is_held_and_worded() -> None:
    owner = owner_account(past_step(days=1))
    hold_digest(owner, TODAY + DAY, by=UserFactory(), now=NOW)
    set_opening(owner, TODAY + DAY, "Merry Christmas!", now=NOW)

    (planned,) = preview_of(NOW)

    assert (planned.is_held, planned.contents.opening) == (True, "Merry Christmas!")


def test_preview_of_an_event_shows_nothing_of_others() -> None:
    step = past_step(days=1)
    past_step(days=1, owner=step.owner)
    past_step(days=1)

    (planned,) = preview_of(NOW, event=step.topic.event)

    assert [item.step.pk for item in planned.contents.steps] == [step.pk]


@pytest.mark.usefixtures("in_berlin")
def test_preview_shows_nudges_once() -> None:
    voter = AttendeeFactory(event=EventFactory())  # voting closes on 15 October

    ahead = preview_of(at(10, 12))

    nudges = [(planned.recipient.pk, planned.day, item.kind) for planned in ahead for item in planned.contents.nudges]
    assert nudges == [(voter.user_id, date(2026, 10, 14), Kind.VOTE)]


@pytest.mark.parametrize("days", [1, 3, 31])
@pytest.mark.parametrize("people", [1, 10])
def test_preview_costs_the_same_for_one_and_for_many_and_for_any_days(
    people: int, days: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        past_step(days=1)
        OrganizerFactory(event=past_step(days=-2).topic.event)
    plan_reminders(now=NOW - 3 * DAY)

    with django_assert_num_queries(QUERIES):
        preview_of(NOW, days=days)
