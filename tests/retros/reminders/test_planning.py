from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from planning.outbox.models import Message
from planning.people.models import Attendee
from retros.nextsteps.closing import assign, close, reopen
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.loading.due import load_due
from retros.reminders.loading.phases import new_nudges
from retros.reminders.models import Digest, Reminder, ReminderPlan
from retros.reminders.planning import plan_reminders
from retros.reminders.replanning import replan_reminders
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizerFactory,
    PreferenceFactory,
    UserFactory,
)
from tests.retros.reminders.due_steps import DAY, NOW, TODAY, owned_step, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

State = NextStep.State
FINDING = 15
"""Queries: steps, plans, reminders, links, organizers, people, names, channels, digests, bounces, phases."""


def days_written(days: range) -> list[int]:
    """On which of these days, after today, something was written."""
    return [number for number in days if plan_reminders(now=NOW + number * DAY)]


def numbers(step: NextStep) -> list[int]:
    return list(step.reminders.order_by("planned_at", "number").values_list("number", flat=True))


def test_step_due_today_reminds_its_owner() -> None:
    step = owned_step(text="Write the proposal.")

    assert plan_reminders(now=NOW) == 1

    message, digest, reminder = Message.objects.get(), Digest.objects.get(), Reminder.objects.get()
    assert message.to == user_of(step.owner).email
    assert "Write the proposal." in message.text
    assert message.unsubscribe_url.startswith("http")
    assert (digest.user, digest.day, digest.written_at, list(digest.messages.all())) == (
        user_of(step.owner),
        TODAY,
        NOW,
        [message],
    )
    assert (reminder.step, reminder.number, reminder.due_on, reminder.why) == (step, 1, TODAY, "owner")


@pytest.mark.parametrize("due_on", [TODAY + DAY, None])
def test_step_not_due_reminds_nobody(due_on: date | None) -> None:
    owned_step(due_on=due_on)

    assert plan_reminders(now=NOW) == 0


def test_step_is_reminded_of_as_often_as_its_event_says_and_no_more() -> None:
    step = owned_step()
    FollowUp.objects.create(
        event=step.topic.event, days_before=2, repeat_days=5, escalate_after=1, end_after=3, grace_days=0
    )

    assert days_written(range(-5, 60)) == [-2, 3, 8]
    assert numbers(step) == [1, 2, 3]
    plan = ReminderPlan.objects.get(step=step)
    assert (plan.planned_for, plan.remind_on) == (TODAY, None)


def test_nothing_goes_out_in_the_grace_after_the_event() -> None:
    step = owned_step(due_on=date(2026, 12, 6))
    event = EventFactory()  # until 4 December, with two weeks of grace
    NextStep.objects.update(topic=NextStepFactory(topic__event=event).topic)

    assert days_written(range(-12, 3)) == [1]
    assert numbers(step) == [1]


@pytest.mark.parametrize("days_late", [1, 13, 14, 900])
def test_missed_days_bring_one_reminder_and_the_next_one_in_its_time(days_late: int) -> None:
    step = owned_step(due_on=TODAY - days_late * DAY)

    assert days_written(range(20)) == [0, 14]
    assert numbers(step) == [1, 2]


def test_numbers_go_on_after_an_outage() -> None:
    step = owned_step()
    plan_reminders(now=NOW)

    assert days_written(range(40, 60)) == [40, 54]
    assert numbers(step) == [1, 2, 3]


def test_step_with_a_new_due_date_is_reminded_of_anew() -> None:
    step = owned_step()
    days_written(range(100))
    assign(step, owner=step.owner, due_on=TODAY + 100 * DAY, now=NOW)

    assert days_written(range(100, 140)) == [100, 114, 128]
    assert numbers(step) == [1, 2, 3, 4, 5, 6, 1, 2, 3]


def test_due_date_that_is_changed_around_the_rules_is_planned_anew() -> None:
    step = owned_step()
    plan_reminders(now=NOW)
    NextStep.objects.update(due_on=TODAY + 3 * DAY)

    assert days_written(range(1, 10)) == [3]
    assert list(step.reminders.order_by("pk").values_list("number", "due_on")) == [(1, TODAY), (1, TODAY + 3 * DAY)]


@pytest.mark.parametrize("way", ["rule", "SQL"])
def test_reopened_step_is_reminded_of_in_a_new_round_though_all_were_sent(way: str) -> None:
    step = owned_step()
    organizer = OrganizerFactory(event=step.topic.event)
    assert days_written(range(72)) == [0, 14, 28, 42, 56, 70]
    if way == "rule":
        close(step, State.DROPPED, by=user_of(step.owner), now=NOW)
        reopen(step, now=NOW)
    else:
        NextStep.objects.update(state=State.DROPPED)
        plan_reminders(now=NOW + 73 * DAY)
        NextStep.objects.update(state=State.OPEN)

    assert days_written(range(74, 130)) == [84, 98, 112, 126]

    reminders = Reminder.objects.filter(number__gt=6).order_by("number", "pk").values_list("number", "to", "why")
    owner = user_of(step.owner).pk
    assert list(reminders) == [
        (7, owner, "owner"),
        (8, owner, "owner"),
        (9, owner, "owner"),
        (10, owner, "owner"),
        (10, organizer.user.pk, "unanswered"),
    ]


def test_another_plan_goes_on_with_the_next_number() -> None:
    step = owned_step()
    days_written(range(15))
    FollowUp.objects.create(event=step.topic.event, repeat_days=3, escalate_after=1, end_after=3)
    replan_reminders(step.topic.event)

    assert days_written(range(15, 60)) == [17]
    assert numbers(step) == [1, 2, 3]


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
def test_closed_step_reminds_nobody(state: NextStep.State) -> None:
    step = owned_step()
    close(step, state, by=user_of(step.owner), now=NOW)

    assert plan_reminders(now=NOW) == 0


def test_person_gets_one_digest_about_all_steps_also_of_several_events() -> None:
    first = owned_step()
    late = owned_step(owner=AttendeeFactory(user=user_of(first.owner)), due_on=TODAY - 8 * DAY)

    assert plan_reminders(now=NOW) == 1

    assert Message.objects.count() == 1
    assert set(Reminder.objects.values_list("step", flat=True)) == {first.pk, late.pk}


def test_step_that_is_due_later_on_a_day_waits_for_the_next() -> None:
    first = owned_step()
    plan_reminders(now=NOW)
    second = owned_step(owner=first.owner)

    written = [plan_reminders(now=NOW + timedelta(hours=hours)) for hours in (1, 10, 20, 24)]

    assert written == [0, 0, 1, 0]  # the day begins at eight: 07:00 in UTC
    assert Reminder.objects.get(step=second).digest.day == TODAY + DAY


def test_digest_comes_at_the_persons_hour_in_their_time_zone() -> None:
    user = UserFactory(time_zone="Pacific/Auckland")  # 13 hours ahead
    PreferenceFactory(user=user, hour=9)
    owned_step(owner=AttendeeFactory(user=user), due_on=TODAY)

    before, then = datetime(2026, 12, 17, 19, 59, tzinfo=UTC), datetime(2026, 12, 17, 20, tzinfo=UTC)

    assert [plan_reminders(now=before), plan_reminders(now=then)] == [0, 1]


@pytest.mark.parametrize("time_zone", ["Mars/Olympus", "Europe", "../UTC"])
def test_time_zone_that_does_not_exist_holds_nobody_up(time_zone: str) -> None:
    owned_step(owner=AttendeeFactory(user__time_zone=time_zone))

    assert plan_reminders(now=NOW) == 1


def test_digest_that_cannot_be_put_into_words_keeps_back_no_other(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("Ada", "Bo"):
        owned_step(owner=AttendeeFactory(name=name))
    broken = tmp_path / "retros/reminders/letters/digest.txt"
    broken.parent.mkdir(parents=True)
    broken.write_text('{{ lead }}{% if greeting == "Hello Ada," %}{% include "is/not/there.txt" %}{% endif %}')
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    assert plan_reminders(now=NOW) == 1

    assert [user_of(owner) for owner in Attendee.objects.filter(name="Bo")] == [Digest.objects.get().user]
    assert "was not written" in caplog.text


@pytest.mark.parametrize(
    "wish", [{"quiet_weekdays": [4, 5, 6]}, {"away_until": date(2026, 12, 20)}]
)  # the 18th is a Friday
def test_quiet_days_and_absences_put_the_digest_off(wish: dict[str, object]) -> None:
    step = owned_step()
    PreferenceFactory(user=user_of(step.owner), **wish)

    assert days_written(range(10)) == [3]


@pytest.mark.parametrize("hour", [0, 2, 3])
@pytest.mark.parametrize(
    ("midnight", "hours"), [(datetime(2026, 3, 27, 23, tzinfo=UTC), 71), (datetime(2026, 10, 23, 22, tzinfo=UTC), 73)]
)
def test_each_number_comes_once_over_daylight_saving(midnight: datetime, hours: int, hour: int) -> None:
    step = owned_step(due_on=midnight.date() + DAY)
    FollowUp.objects.create(event=step.topic.event, repeat_days=1)
    PreferenceFactory(user=user_of(step.owner), hour=hour)

    written = [plan_reminders(now=midnight + timedelta(hours=number)) for number in range(hours)]

    assert sum(written) == 3
    assert numbers(step) == [1, 2, 3]


def test_each_number_comes_once_though_the_clock_jumps() -> None:
    step = owned_step()
    FollowUp.objects.create(event=step.topic.event, repeat_days=1)

    for days in (0, 1, 0, 0.5, -1, 2, 1, 3, 2, 2.5):
        plan_reminders(now=NOW + days * DAY)

    assert numbers(step) == [1, 2, 3, 4]
    assert Digest.objects.count() == Message.objects.count() == 4


def test_digest_is_sent_as_a_mail_that_shows_html_and_can_be_unsubscribed() -> None:
    owned_step()

    plan_reminders(now=NOW)

    message = Message.objects.get()
    assert (message.key, message.state) == (f"digest/{Digest.objects.get().user_id}/2026-12-18", "waiting")


@pytest.mark.parametrize("people", [1, 12])
def test_finding_what_is_due_costs_the_same_for_one_and_for_many(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        step = owned_step()
        OrganizerFactory(event=step.topic.event)
        NextStepFactory(topic__event=step.topic.event, due_on=TODAY)
    plan_reminders(now=NOW - DAY)

    with django_assert_num_queries(FINDING):
        load_due(new_nudges(NOW), now=NOW)
