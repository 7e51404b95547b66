"""`make demo` as it runs: one gunicorn with Celery in it, and nothing else."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.utils import timezone

from htg.serving.limits import RequestLimits
from planning.outbox.models import Message
from retros.reminders.models import Reminder
from tests.factories import MessageFactory
from tests.faults.people import owners_of_due_steps
from tests.faults.processes import Process, environment, running, wait_until
from tests.mail_server import MailServer, free_port

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def site(log: Path, mail_server: MailServer, port: int) -> Iterator[Process]:
    env = environment(PORT=str(port), EMAIL_URL=mail_server.url)
    with running("gunicorn", "-c", "python:htg.serving", "htg.wsgi", log=log, env=env) as process:
        wait_until(lambda: "is at http" in process.output or not process.is_any_left())
        yield process


def status(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_server_answers_and_logs_pages_but_no_static_files(log: Path, mail_server: MailServer) -> None:
    port = free_port()
    with site(log, mail_server, port) as process:
        assert status(port, "/static/htg/garden.css") == 200
        assert status(port, "/accounts/login/?next=secret") == 200

        assert status(port, "/next-steps/feed/1.secret.ics?key=secret") == 404
        assert status(port, "/r/secret/done/") == 404

        wait_until(lambda: "GET /r/…/done/ 404" in process.output)
        assert "GET /accounts/login/ 200" in process.output
        assert "GET /next-steps/feed/….ics 404" in process.output
        assert "secret" not in process.output
        assert "garden.css" not in process.output


def test_embedded_celery_sends_what_waited_and_what_became_due(log: Path, mail_server: MailServer) -> None:
    MessageFactory(key="waits", due_at=timezone.now())
    owners_of_due_steps(3)

    with site(log, mail_server, free_port()):
        wait_until(lambda: len(mail_server.ids) == 4)

    assert Reminder.objects.count() == 3
    assert sorted(mail["To"] for mail in mail_server.mails) == sorted(Message.objects.values_list("to", flat=True))


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHos",
        b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\na",
    ],
)
def test_fifty_slow_visitors_keep_nobody_waiting(log: Path, mail_server: MailServer, begun: bytes) -> None:
    port = free_port()
    with site(log, mail_server, port) as process, ExitStack() as visitors:
        assert status(port, "/") == 200  # the first page takes longer than others
        for _ in range(50):
            visitor = visitors.enter_context(socket.create_connection(("127.0.0.1", port)))
            visitor.sendall(begun)

        begun_at = time.monotonic()
        assert status(port, "/") == 200
        assert time.monotonic() - begun_at < RequestLimits.head_seconds  # before the first of them is sent away

        process.terminate()
        assert process.wait(10) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_server_ends_every_process_at_once(number: signal.Signals, log: Path, mail_server: MailServer) -> None:
    port = free_port()
    with site(log, mail_server, port) as process:
        assert status(port, "/") == 200

        process.send(number)

        assert process.wait(20) == 0
        wait_until(lambda: not process.is_any_left(), seconds=2)
        assert "Traceback" not in process.output
