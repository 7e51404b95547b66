"""Production's way: a worker and a beat, processes of their own, on a Redis."""

import pytest

from planning.outbox.models import Message
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.faults.people import owners_of_due_steps
from tests.faults.processes import wait_until
from tests.faults.production import Production
from tests.faults.reckoning import all_sent, reckon
from tests.faults.sizes import PATIENCE
from tests.mail_server import MailServer

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]


def test_each_due_step_brings_one_mail_however_often_it_is_planned(
    production: Production, all_mail: MailServer
) -> None:
    addresses = owners_of_due_steps(6)
    closed = NextStep.objects.order_by("pk").last()
    assert closed
    NextStep.objects.filter(pk=closed.pk).update(state=NextStep.State.DONE, closed_on=CLOSED.date())

    production.start_workers(1)
    production.start_beats(1)
    production.run_until(lambda: all_sent(5), seconds=PATIENCE, wake=False)  # beat begins with all its tasks
    production.come_to_rest()

    found = reckon(addresses[:5], all_mail)
    assert (found.lost, found.doubled, found.raw) == (0, 0, 0)
    assert Message.objects.count() == 5


def test_worker_at_rest_ends_at_once_when_told(production: Production) -> None:
    production.start_workers(1)
    production.start_beats(1)
    processes = [*production.workers, *production.beats]

    for process in processes:
        process.terminate()

    assert [process.wait(10) for process in processes] == [0, 0]
    for process in processes:
        wait_until(lambda left=process.is_any_left: not left())  # type: ignore[misc]
