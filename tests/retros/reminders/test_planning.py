from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from planning.outbox.models import Message
from planning.people.models import Attendee
from retros.nextsteps.closing import assign, close, reopen
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reminders.planning import nudges_by_person, plan_reminders, remind
from retros.reminders.stages import Stage
from tests.clock import CLOSED, at
from tests.factories import AttendeeFactory, NextStepFactory, OrganizationFactory, OrganizerFactory, TopicFactory

pytestmark = pytest.mark.django_db

NOW = at(12, 18)
TODAY = date(2026, 12, 18)
DAY = timedelta(days=1)


def stages() -> list[str]:
    return list(Reminder.objects.order_by("planned_at").values_list("stage", flat=True))


def owned_step(*, due_on: date | None = TODAY, **fields: object) -> NextStep:
    step: NextStep = NextStepFactory(owner=AttendeeFactory(name="Ada"), due_on=due_on, **fields)
    return step


def run_daily(days: int, *, after: int = 0) -> list[int]:
    return [plan_reminders(now=NOW + number * DAY) for number in range(after, after + days)]


def test_step_due_today_reminds_its_owner() -> None:
    step = owned_step(text="Write the proposal.")

    assert plan_reminders(now=NOW) == 1

    message = Message.objects.get()
    assert step.owner is not None
    assert (message.to, message.subject) == (step.owner.email, "Next step due today: Write the proposal.")
    assert message.text.startswith("Hello Ada,\n")
    assert f"* Write the proposal.\n  {step.topic} ({step.topic.event}), due today\n" in message.text
    assert f"Done, dropped or handed over? http://testserver/next-steps/{step.pk}/\n" in message.text


def test_reminder_names_markdown_in_plain_words() -> None:
    owned_step(text="Move `vpn2` over.", topic=TopicFactory(emoji="🚛", title="Rework [Flux](https://fluxcd.io)"))

    plan_reminders(now=NOW)

    message = Message.objects.get()
    assert message.subject == "Next step due today: Move vpn2 over."
    assert "  🚛 Rework Flux (" in message.text


@pytest.mark.parametrize("due_on", [TODAY + DAY, None])
def test_step_not_due_reminds_nobody(due_on: date | None) -> None:
    owned_step(due_on=due_on)

    assert plan_reminders(now=NOW) == 0


def test_day_begins_where_the_hackathon_is() -> None:
    owned_step(due_on=TODAY)

    before_midnight, after_midnight = at(12, 17, 22), at(12, 17, 23)  # 23:00 and 00:00 in Berlin

    assert [plan_reminders(now=before_midnight), plan_reminders(now=after_midnight)] == [0, 1]


def test_step_is_reminded_of_once_at_each_stage() -> None:
    owned_step()

    written = run_daily(60)

    assert [number for number, messages in enumerate(written) if messages] == [0, 7, 28]
    assert stages() == [Stage.DUE, Stage.LATE, Stage.ESCALATED]


@pytest.mark.parametrize(
    ("days_late", "stage"),
    [(1, Stage.DUE), (6, Stage.DUE), (7, Stage.LATE), (27, Stage.LATE), (28, Stage.ESCALATED), (900, Stage.ESCALATED)],
)
def test_missed_runs_are_made_up_for_by_one_mail_of_the_latest_stage(days_late: int, stage: Stage) -> None:
    owned_step(due_on=TODAY - days_late * DAY)

    assert [plan_reminders(now=NOW), plan_reminders(now=NOW)] == [1, 0]

    assert stages() == [stage]


def test_step_with_a_new_due_date_is_reminded_of_anew() -> None:
    step = owned_step()
    run_daily(60)
    assert step.owner is not None
    assert step.owner.user is not None
    close(step, NextStep.State.DROPPED, by=step.owner.user, now=NOW + 60 * DAY)
    reopen(step, now=CLOSED)
    assign(step, owner=step.owner, due_on=TODAY + 70 * DAY, now=CLOSED)

    written = run_daily(120, after=60)

    assert [number for number, messages in enumerate(written, start=60) if messages] == [70, 77, 98]
    assert stages() == [Stage.DUE, Stage.LATE, Stage.ESCALATED] * 2


def test_step_put_off_while_reminders_are_planned_reminds_nobody() -> None:
    step = owned_step()
    (nudges,) = nudges_by_person(TODAY)
    assign(step, owner=step.owner, due_on=TODAY + DAY, now=CLOSED)

    assert not remind(nudges, today=TODAY, now=NOW)

    assert Message.objects.count() == 0


@pytest.mark.parametrize("state", [NextStep.State.DONE, NextStep.State.DROPPED])
def test_closed_step_reminds_nobody(state: NextStep.State) -> None:
    step = owned_step()
    assert step.owner is not None
    assert step.owner.user is not None
    close(step, state, by=step.owner.user, now=NOW)

    assert plan_reminders(now=NOW) == 0


def test_step_closed_while_reminders_are_planned_reminds_nobody() -> None:
    step = owned_step()
    (nudges,) = nudges_by_person(TODAY)
    assert step.owner is not None
    assert step.owner.user is not None
    close(step, NextStep.State.DONE, by=step.owner.user, now=NOW)

    assert not remind(nudges, today=TODAY, now=NOW)

    assert Message.objects.count() == 0


def test_person_gets_one_mail_about_all_steps_also_of_several_events() -> None:
    first = owned_step(due_on=TODAY)
    assert first.owner is not None
    elsewhere = AttendeeFactory(user=first.owner.user)
    late = NextStepFactory(owner=elsewhere, due_on=TODAY - 8 * DAY)

    assert plan_reminders(now=NOW) == 1

    message = Message.objects.get()
    assert message.subject == "2 next steps wait for you"
    assert [first.text in message.text, late.text in message.text] == [True, True]
    assert "due 10.12.2026, 8 days ago" in message.text
    assert Reminder.objects.filter(message=message).count() == 2


def test_step_reminded_of_before_does_not_hold_up_another_one() -> None:
    first = owned_step()
    NextStepFactory(owner=first.owner, due_on=TODAY + DAY)

    assert [plan_reminders(now=NOW), plan_reminders(now=NOW + DAY)] == [1, 1]


def test_reminder_that_was_deleted_is_written_again_and_holds_up_no_other_step() -> None:
    first = owned_step()
    plan_reminders(now=NOW)
    Reminder.objects.all().delete()
    other = NextStepFactory(owner=first.owner, due_on=TODAY + DAY)

    assert plan_reminders(now=NOW + DAY) == 1

    assert set(Reminder.objects.values_list("step", flat=True)) == {first.pk, other.pk}


def test_closed_step_is_not_among_what_is_due() -> None:
    owned_step(state=NextStep.State.DONE, closed_on=TODAY)

    assert nudges_by_person(TODAY) == []


def test_each_person_gets_a_mail_of_their_own() -> None:
    steps = [owned_step() for _ in range(3)]

    assert plan_reminders(now=NOW) == 3

    assert {message.to for message in Message.objects.all()} == {step.owner.email for step in steps if step.owner}


def test_step_without_reachable_owner_is_put_to_an_organizer() -> None:
    organizer: Attendee = OrganizerFactory()
    topic_here = {"topic__event": organizer.event, "due_on": TODAY}
    NextStepFactory(**topic_here)
    NextStepFactory(**topic_here, owner=AttendeeFactory(user=None))
    NextStepFactory(**topic_here, owner_organization=OrganizationFactory())

    assert plan_reminders(now=NOW) == 1

    message = Message.objects.get()
    assert message.to == organizer.email
    assert message.text.count("It needs an owner, or an end:") == 3


def test_step_nobody_can_be_told_of_reminds_nobody() -> None:
    OrganizerFactory()  # of another event
    step = NextStepFactory(due_on=TODAY, owner=AttendeeFactory(user=None))
    OrganizerFactory(event=step.topic.event, user=None)

    assert plan_reminders(now=NOW) == 0


def test_planning_costs_the_same_for_one_organizer_and_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(2):
        NextStepFactory(due_on=TODAY, topic__event=OrganizerFactory().event)
    with django_assert_num_queries(4):
        nudges_by_person(TODAY)

    for _ in range(10):
        NextStepFactory(due_on=TODAY, topic__event=OrganizerFactory().event)
    with django_assert_num_queries(4):
        nudges_by_person(TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_one_mail() -> None:
    step = owned_step()
    NextStepFactory(owner=step.owner, due_on=TODAY - 8 * DAY)
    seen_by_both = [nudges_by_person(TODAY)[0], nudges_by_person(TODAY)[0]]

    def run(number: int) -> bool:
        try:
            return remind(seen_by_both[number], today=TODAY, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as runs:
        written = list(runs.map(run, range(2)))

    assert sorted(written) == [False, True]
    assert (Message.objects.count(), Reminder.objects.count()) == (1, 2)


def test_reminder_that_cannot_be_noted_is_not_posted_either() -> None:
    step = owned_step()
    (nudges,) = nudges_by_person(TODAY)
    Reminder.objects.create(
        step=step,
        stage=Stage.DUE,
        due_on=TODAY,
        planned_at=NOW,
        message=Message.objects.create(key="other", written_at=NOW, due_at=NOW),
    )

    with transaction.atomic():
        assert not remind(nudges, today=TODAY, now=NOW)

    assert [message.key for message in Message.objects.all()] == ["other"]
