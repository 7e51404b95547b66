from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection

from planning.outbox.models import Message
from retros.nextsteps.closing import assign, close
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.digests import decide
from retros.reminders.loading.due import load_due
from retros.reminders.loading.phases import new_nudges
from retros.reminders.models import Digest, Reminder
from retros.reminders.planning import plan_reminders, write_digest
from tests.factories import AttendeeFactory
from tests.retros.reminders.due_steps import DAY, NOW, TODAY, owned_step, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

State = NextStep.State


def test_step_put_off_closed_or_handed_over_while_reminders_are_planned_reminds_nobody() -> None:
    put_off, closed, handed_over = owned_step(), owned_step(), owned_step()
    for step in (put_off, closed, handed_over):
        step.owner = put_off.owner
        step.save()
    plan_reminders(now=NOW - DAY)
    due = load_due(new_nudges(NOW), now=NOW)
    (digest,) = decide(due, now=NOW)
    assert len(digest.steps) == 3
    assign(put_off, owner=put_off.owner, due_on=TODAY + DAY, now=NOW)
    close(closed, State.DONE, by=user_of(put_off.owner), now=NOW)
    assign(handed_over, owner=AttendeeFactory(event=handed_over.topic.event), due_on=TODAY, now=NOW)

    assert not write_digest(digest, due, now=NOW)

    assert not Digest.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_one_digest() -> None:
    step = owned_step()
    owned_step(owner=step.owner)
    plan_reminders(now=NOW - DAY)
    due = load_due(new_nudges(NOW), now=NOW)
    seen_by_both = [decide(due, now=NOW)[0] for _ in range(2)]

    def run(number: int) -> bool:
        with closing(connection):
            return write_digest(seen_by_both[number], due, now=NOW)

    with ThreadPoolExecutor(2) as runs:
        written = list(runs.map(run, range(2)))

    assert sorted(written) == [False, True]
    assert (Message.objects.count(), Digest.objects.count(), Reminder.objects.count()) == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_many_runs_at_once_remind_each_person_once() -> None:
    steps = [owned_step() for _ in range(5)]

    def run(_: int) -> int:
        with closing(connection):
            return plan_reminders(now=NOW)

    with ThreadPoolExecutor(4) as runs:
        written = sum(runs.map(run, range(4)))

    assert written == 5
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(user_of(step.owner).email for step in steps)
