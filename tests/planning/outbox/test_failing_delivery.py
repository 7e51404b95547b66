from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from planning.outbox.claiming import BATCH, MAX_ATTEMPTS
from planning.outbox.delivery import backoff
from planning.outbox.mail.letters import message_id
from planning.outbox.models import Message
from tests.clock import HACKING
from tests.factories import MessageFactory
from tests.mail_server import MailServer, free_port
from tests.planning.outbox.sending import send_all

pytestmark = pytest.mark.django_db

State = Message.State
HOLD = Message.InDoubt.HOLD
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("policy", Message.InDoubt)
@pytest.mark.parametrize(
    ("setting", "answer"),
    [
        ("answer", "451 Try again"),
        ("answer_to_recipient", "450 Mailbox busy"),
        ("answer_to_sender", "550 We do not know you"),  # mended in the settings, so the message is kept
    ],
)
def test_failing_server_is_asked_again_later(
    setting: str, answer: str, policy: Message.InDoubt, mail_server: MailServer
) -> None:
    MessageFactory(in_doubt=policy)
    setattr(mail_server, setting, answer)

    send_all()

    message = Message.objects.get()
    assert (message.state, message.attempts, message.takeovers) == (State.WAITING, 1, 0)
    assert (message.lease_until, message.claim, message.begun_at) == (None, None, None)
    assert timedelta(seconds=12) <= message.due_at - HACKING <= timedelta(seconds=18)
    assert answer[4:] in message.last_error


def test_server_that_is_down_is_asked_once_a_run_and_again_later(mail_server: MailServer, settings: Settings) -> None:
    MessageFactory.create_batch(2 * BATCH, in_doubt=HOLD)
    settings.EMAIL_PORT = free_port()

    assert send_all() == 1
    assert sorted(Message.objects.values_list("state", "attempts")) == [(State.WAITING, 0)] * 39 + [(State.WAITING, 1)]
    settings.EMAIL_PORT = mail_server.port
    send_all(HACKING + timedelta(minutes=2))

    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert len(mail_server.ids) == len(set(mail_server.ids)) == 2 * BATCH


@pytest.mark.parametrize(
    ("setting", "answer", "bounced_at"),
    [("answer_to_recipient", "550 No such person", HACKING), ("answer", "554 Not with that text", None)],
)
def test_refused_message_is_given_up(
    setting: str, answer: str, bounced_at: datetime | None, mail_server: MailServer
) -> None:
    MessageFactory()
    setattr(mail_server, setting, answer)

    send_all()

    message = Message.objects.get()
    assert (message.state, message.bounced_at) == (State.DEAD, bounced_at)
    assert answer[4:] in message.last_error


def test_failure_of_one_message_does_not_touch_the_next(mail_server: MailServer) -> None:
    MessageFactory(due_at=HACKING - 2 * SECOND)
    MessageFactory(to="no address at all\r", due_at=HACKING - SECOND)
    last = MessageFactory()
    mail_server.greylists, mail_server.greylisted = True, {last.to}

    send_all()

    assert mail_server.ids == [message_id(last)]


def test_broken_connection_after_the_text_is_tried_again_under_the_same_id(mail_server: MailServer) -> None:
    message, other = MessageFactory(due_at=HACKING - SECOND), MessageFactory()
    mail_server.hangs_up_after_taking = 1

    send_all()
    message.refresh_from_db()
    assert (message.state, message.takeovers) == (State.WAITING, 1)
    send_all(HACKING + timedelta(minutes=1))

    assert mail_server.ids == [message_id(message), message_id(other), message_id(message)]
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_broken_connection_after_the_text_holds_what_is_not_to_be_sent_twice(mail_server: MailServer) -> None:
    message = MessageFactory(in_doubt=HOLD, due_at=HACKING - SECOND)
    other = MessageFactory(in_doubt=HOLD)
    mail_server.hangs_up_after_taking = 1

    send_all()
    send_all(HACKING + timedelta(days=1))

    message.refresh_from_db()
    assert mail_server.ids == [message_id(message), message_id(other)]
    assert (message.state, message.is_in_doubt, message.begun_at) == (State.HELD, True, HACKING)
    assert "may have arrived" in message.last_error
    assert Message.objects.get(pk=other.pk).begun_at is None


@pytest.mark.parametrize("policy", Message.InDoubt)
def test_server_that_ends_a_connection_between_two_mails_is_called_again(
    policy: Message.InDoubt, mail_server: MailServer
) -> None:
    MessageFactory.create_batch(3, in_doubt=policy)
    mail_server.mails_a_connection = 1

    send_all()

    assert set(Message.objects.values_list("state", "attempts", "takeovers")) == {(State.SENT, 1, 0)}
    assert len(set(mail_server.connections)) == 3


@pytest.mark.parametrize("to", ["", "a@example.org\nBcc: everybody@example.org", "not an address at all\r"])
def test_message_to_no_proper_address_is_given_up(to: str, mail_server: MailServer) -> None:
    MessageFactory(to=to)

    send_all()

    assert Message.objects.get().state == State.DEAD
    assert mail_server.mails == []


def test_message_is_given_up_after_its_last_attempt(mail_server: MailServer) -> None:
    MessageFactory(attempts=MAX_ATTEMPTS - 2)
    mail_server.answer = "451 Try again"

    send_all()
    assert Message.objects.get().state == State.WAITING
    send_all(HACKING + timedelta(hours=5))

    assert Message.objects.get().state == State.DEAD


def test_attempts_outlast_a_weekend() -> None:
    assert sum((backoff(attempts) for attempts in range(1, MAX_ATTEMPTS)), timedelta()) > timedelta(days=2)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 0.25), (2, 0.5), (3, 1), (10, 128), (11, 240), (20, 240)])
def test_backoff_doubles_up_to_four_hours(attempts: int, minutes: float) -> None:
    waits = [backoff(attempts) for _ in range(50)]

    assert all(timedelta(minutes=0.8 * minutes) <= wait <= timedelta(minutes=1.2 * minutes) for wait in waits)
    assert len(set(waits)) > 1
