"""Production's way: a worker and a beat, processes of their own, on a Redis."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from planning.outbox.models import Message
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, MessageFactory, NextStepFactory
from tests.faults.processes import Process, environment, running, wait_until
from tests.mail_server import MailServer

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

PLAN = "retros.reminders.tasks.plan_reminders"
DELIVER = "planning.outbox.tasks.deliver_waiting"


class Production:
    """The processes of one deployment."""

    def __init__(self, log: Path, mail_server: MailServer, redis_url: str) -> None:
        self.log = log
        self.mail_server = mail_server
        self.env = environment(REDIS_URL=redis_url, EMAIL_URL=mail_server.url)

    @contextmanager
    def worker(self) -> Iterator[Process]:
        arguments = ("worker", "--concurrency", "1", "--loglevel", "INFO", "--without-mingle", "--without-gossip")
        with running("celery", "-A", "htg", *arguments, log=self.log, env=self.env) as process:
            wait_until(lambda: "ready." in process.output)
            yield process

    @contextmanager
    def beat(self) -> Iterator[Process]:
        command = ("celery", "-A", "htg", "beat", "--loglevel", "INFO")
        with running(*command, log=self.log.with_name("beat.txt"), env=self.env) as process:
            wait_until(lambda: "Starting" in process.output)
            yield process

    def call(self, task: str) -> None:
        with running("celery", "-A", "htg", "call", task, log=self.log.with_name("call.txt"), env=self.env) as process:
            assert process.wait(20) == 0

    def is_settled(self) -> bool:
        """Whether all that was asked of the worker is done: it takes one task after the other, and this one is last."""
        last = MessageFactory(key=f"last/{Message.objects.count()}", due_at=timezone.now())
        self.call(DELIVER)
        wait_until(lambda: Message.objects.filter(pk=last.pk, state=Message.State.SENT).exists())
        return True

    def reminders(self) -> list[str]:
        """The addresses mails about next steps went to, one for each mail that arrived."""
        return sorted(mail["To"] for mail in self.mail_server.mails if "ext step" in mail["Subject"])


@pytest.fixture
def production(log: Path, mail_server: MailServer, redis_url: str) -> Production:
    return Production(log, mail_server, redis_url)


def steps_due(number: int) -> list[NextStep]:
    return [NextStepFactory(owner=AttendeeFactory(), due_on=timezone.localdate()) for _ in range(number)]


def owners(steps: list[NextStep]) -> list[str]:
    return sorted(step.owner.email for step in steps if step.owner)


def test_each_due_step_brings_one_mail_however_often_it_is_planned(production: Production) -> None:
    steps = steps_due(5)
    closed = steps_due(1)[0]
    NextStep.objects.filter(pk=closed.pk).update(state=NextStep.State.DONE, closed_on=timezone.localdate())

    with production.worker(), production.beat():
        wait_until(lambda: len(production.reminders()) == len(steps))
        production.call(PLAN)
        production.call(PLAN)
        assert production.is_settled()

    assert production.reminders() == owners(steps)
    assert len(set(production.mail_server.ids)) == len(production.mail_server.ids)


def test_worker_that_was_killed_loses_no_mail(production: Production) -> None:
    steps = steps_due(8)
    production.mail_server.seconds_for_each = 0.2

    with production.worker() as worker, production.beat():
        wait_until(lambda: len(production.mail_server.ids) >= 3)
        worker.send(signal.SIGKILL)
        wait_until(lambda: not worker.is_any_left())
    assert Message.objects.exclude(state=Message.State.SENT).exists()
    # What it had in hand is free when its lease ends: five minutes later, or now.
    Message.objects.filter(state=Message.State.SENDING).update(lease_until=timezone.now() - timedelta(seconds=1))
    with production.worker(), production.beat():
        wait_until(lambda: not Message.objects.exclude(state=Message.State.SENT).exists())

    assert sorted(set(production.reminders())) == owners(steps)
    # The one in hand may have left already: it arrives twice, under one id.
    assert len(set(production.mail_server.ids)) == len(steps)
    assert len(production.mail_server.ids) <= len(steps) + 1


def test_worker_at_rest_ends_at_once_when_told(production: Production) -> None:
    with production.worker() as worker, production.beat() as beat:
        assert production.is_settled()  # beat begins with all its tasks

        for process in (worker, beat):
            process.terminate()

        assert worker.wait(10) == 0
        assert beat.wait(10) == 0
        wait_until(lambda: not worker.is_any_left())
