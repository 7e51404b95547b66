"""Delivering what waits, against handing the same mails to the same server and nothing else."""

import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from planning.outbox.mail.letters import as_mail
from planning.outbox.models import Message
from planning.outbox.tasks import deliver_waiting
from retros.reminders.planning import plan_reminders
from tests.bench.ratios import best_of, judged
from tests.bench.scratch import kinds, scratch
from tests.databases import using_database
from tests.faults.people import owners_of_due_steps
from tests.faults.processes import wait_until
from tests.mail_server import free_port

LEAST = 0.15
"""The rate of one worker, of what a bare loop over smtplib reaches."""


@contextmanager
def another_process_taking_mail() -> Iterator[int]:
    """Return the port. It forgets what it receives."""
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    with subprocess.Popen(command) as server:  # noqa: S603  # our own
        try:
            wait_until(lambda: answers(port))
            with apart_from(server.pid):
                yield port
        finally:
            server.terminate()


@contextmanager
def apart_from(pid: int) -> Iterator[None]:
    """A mail server has a machine of its own. Here it has a core of its own, where there is one."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if len(cores) < 2:
        yield
        return
    os.sched_setaffinity(pid, {max(cores)})
    os.sched_setaffinity(0, cores - {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def answers(port: int) -> bool:
    try:
        smtplib.SMTP("127.0.0.1", port).quit()
    except OSError:
        return False
    return True


def loop(mails: list[tuple[str, bytes]], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for to, mail in mails:
            server.sendmail(settings.DEFAULT_FROM_EMAIL, [to], mail)


def deliver(number: int) -> None:
    taken = deliver_waiting()
    assert taken == number, taken


def measure(*, full: bool) -> bool:
    """Return whether it is fast enough with each database."""
    number, rounds = (1_000, 7) if full else (20, 1)
    print(f"Delivering {number:,} digests, as a rate in times of a bare loop over smtplib (at least {LEAST}):")
    backend = "planning.outbox.mail.smtp.EmailBackend"
    with (
        another_process_taking_mail() as port,
        override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port),
    ):
        holding = [measure_with(kind, number, port, rounds=rounds) for kind in kinds()]
    return all(holding)


def measure_with(kind: str, number: int, port: int, *, rounds: int) -> bool:
    with scratch(kind) as url, using_database(url):
        owners_of_due_steps(number)
        plan_reminders(now=timezone.now())
        mails = [(message.to, as_sent(message)) for message in Message.objects.all()]
        bare, ours = partial(loop, mails, port), partial(deliver, number)
        found = best_of(rounds, bare, ours, clock=perf_counter, prepare=have_all_wait)
    line, holds = judged(found, least=LEAST)
    print(f"  {kind:<26}{line}", flush=True)
    return holds


def as_sent(message: Message) -> bytes:
    return as_mail(message, now=timezone.now()).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's


def have_all_wait() -> None:
    Message.objects.update(state=Message.State.WAITING, due_at=timezone.now(), sent_at=None, attempts=0)
