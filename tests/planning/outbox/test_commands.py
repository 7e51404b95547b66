import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from planning.outbox.mail.letters import message_id
from planning.outbox.models import Message
from tests.commands import answer
from tests.factories import MessageFactory
from tests.faults.processes import environment
from tests.planning.outbox.mail.notifications import notification

pytestmark = pytest.mark.django_db

State = Message.State


def outbox(*arguments: str) -> Any:
    stdout = io.StringIO()
    call_command("outbox", *arguments, stdout=stdout)
    return json.loads(stdout.getvalue())


def in_doubt() -> Message:
    message: Message = MessageFactory(state=State.HELD, begun_at=timezone.now(), last_error="It may have arrived.")
    return message


def test_outbox_tells_how_it_stands_and_why() -> None:
    doubtful, held = in_doubt(), MessageFactory(state=State.HELD)
    dead = MessageFactory(state=State.DEAD, last_error="550 no such user", bounced_at=timezone.now())
    MessageFactory(takeovers=2)

    report = outbox()

    assert report["states"] == {"waiting": 1, "held": 2, "sending": 0, "sent": 0, "dead": 1}
    assert report["takeovers"] == 2
    assert [(one["id"], one["reason"]) for one in report["in_doubt"]] == [(doubtful.pk, "It may have arrived.")]
    assert [one["id"] for one in report["held"]] == [held.pk]
    assert [(one["id"], one["to"], one["bounced"], one["reason"]) for one in report["dead"]] == [
        (dead.pk, dead.to, True, "550 no such user")
    ]


def test_outbox_decides_about_messages_by_their_numbers() -> None:
    waiting, held, doubtful = MessageFactory(), MessageFactory(state=State.HELD), in_doubt()
    one, other = MessageFactory.create_batch(2, state=State.DEAD)

    options = ["--hold", waiting.pk, "--release", held.pk, "--mark-sent", doubtful.pk, "--revive", one.pk]
    outbox(*map(str, options))

    states = {message.pk: message.state for message in Message.objects.all()}
    assert states == {
        waiting.pk: State.HELD,
        held.pk: State.WAITING,
        doubtful.pk: State.SENT,
        one.pk: State.WAITING,
        other.pk: State.DEAD,
    }


def test_outbox_revives_all_that_was_given_up() -> None:
    MessageFactory.create_batch(3, state=State.DEAD)

    assert outbox("--revive")["states"]["waiting"] == 3


def test_outbox_only_tells_in_a_dry_run() -> None:
    MessageFactory(state=State.DEAD)

    assert outbox("--revive", "--dry-run")["states"]["waiting"] == 1

    assert Message.objects.get().state == State.DEAD


@pytest.mark.parametrize("number", [None, 999_999])
def test_outbox_decides_all_or_nothing(number: int | None) -> None:
    waiting, sent = MessageFactory(), MessageFactory(state=State.SENT, sent_at=timezone.now())

    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        outbox("--hold", str(waiting.pk), str(number or sent.pk))

    waiting.refresh_from_db()
    assert waiting.state == State.WAITING


def read_bounce(mail: bytes, *options: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """As a mail server's pipe does."""
    command = [sys.executable, "manage.py", "read_bounce", *options]
    done = subprocess.run(command, input=mail, capture_output=True, check=False, env=environment(**env))  # noqa: S603  # ours
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.django_db(transaction=True)
def test_read_bounce_marks_what_came_back() -> None:
    message = MessageFactory(state=State.SENT, sent_at=timezone.now())
    mail = notification(message_id(message))

    result = read_bounce(mail, "--dry-run", SITE_URL="http://testserver")
    assert (result.returncode, Message.objects.get().bounced_at) == (os.EX_OK, None)
    done = read_bounce(mail)

    assert (done.returncode, done.stderr) == (os.EX_OK, "")
    assert done.stdout.startswith(f"Message {message.pk} is marked as bounced: 5.1.1 smtp; 550")
    assert Message.objects.get().bounced_at


@pytest.mark.django_db(transaction=True)
def test_read_bounce_lets_the_mail_server_know_what_to_do_with_other_mail(tmp_path: Path) -> None:
    message = MessageFactory()
    late = read_bounce(notification(message_id(message), action="delayed", status="4.4.1"))
    answer = read_bounce(b"Subject: Re: Your seat\n\nThank you!\n")
    away = read_bounce(notification(message_id(message)), DATABASE_URL=f"sqlite:///{tmp_path}/none/none.sqlite3")

    assert (late.returncode, late.stdout) == (os.EX_OK, "Nothing bounced for good: it says “delayed 4.4.1”.\n")
    assert answer.returncode == os.EX_DATAERR
    assert answer.stderr == (
        "CommandError: This is not a delivery status notification (RFC 3464): it has no message/delivery-status part.\n"
    )
    assert (away.returncode, away.stderr.count("\n")) == (os.EX_TEMPFAIL, 1)
    assert Message.objects.get().bounced_at is None


def test_deliver_outbox_sends_what_is_due() -> None:
    MessageFactory.create_batch(2, due_at=timezone.now())
    MessageFactory(state=Message.State.DEAD)

    assert answer("deliver_outbox") == {
        "revived": 0,
        "taken": 2,
        "states": {"waiting": 0, "held": 0, "sending": 0, "sent": 2, "dead": 1},
    }

    assert len(mail.outbox) == 2


def test_deliver_outbox_tries_again_what_was_given_up_when_asked_to() -> None:
    MessageFactory(key="given up", state=Message.State.DEAD)

    assert [message["key"] for message in answer("deliver_outbox", "--revive", "--dry-run")] == ["given up"]
    assert answer("deliver_outbox", "--revive")["revived"] == 1

    assert len(mail.outbox) == 1


def test_deliver_outbox_only_tells_in_a_dry_run() -> None:
    message = MessageFactory(key="news", due_at=timezone.now())

    (listed,) = answer("deliver_outbox", "--dry-run")

    assert (listed["key"], listed["to"], listed["attempts"]) == ("news", message.to, 0)
    assert mail.outbox == []
    assert Message.objects.get().state == Message.State.WAITING
