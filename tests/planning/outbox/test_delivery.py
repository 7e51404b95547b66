from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from pytest_django import Settings

from planning.outbox import delivery
from planning.outbox.delivery import LEASE, MAX_ATTEMPTS, backoff, deliver_next, message_id, revive, send
from planning.outbox.models import Message
from tests.clock import HACKING
from tests.factories import MessageFactory
from tests.mail_server import MailServer, free_port

pytestmark = pytest.mark.django_db

State = Message.State
SECOND = timedelta(seconds=1)


def test_deliver_next_sends_the_message_that_is_due_longest() -> None:
    MessageFactory(subject="Second", due_at=HACKING)
    MessageFactory(subject="First", due_at=HACKING - SECOND)

    assert deliver_next(now=HACKING)

    assert [sent.subject for sent in mail.outbox] == ["First"]
    assert Message.objects.get(subject="First").sent_at == HACKING


def test_deliver_next_leaves_what_is_not_due() -> None:
    MessageFactory(due_at=HACKING + SECOND)

    assert not deliver_next(now=HACKING)

    assert mail.outbox == []


def test_deliver_next_sends_a_message_once() -> None:
    MessageFactory()

    assert [deliver_next(now=HACKING), deliver_next(now=HACKING + 2 * LEASE)] == [True, False]

    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_each_message_once() -> None:
    messages = MessageFactory.create_batch(20)

    def work(_number: int) -> None:
        try:
            while deliver_next(now=HACKING):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(message.to for message in messages)
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_claim_is_given_to_one_of_many_workers() -> None:
    message = MessageFactory()

    def claim(_number: int) -> bool:
        try:
            return Message.objects.get(pk=message.pk).claim(now=HACKING, lease=LEASE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        claims = list(workers.map(claim, range(8)))

    assert sum(claims) == 1


def test_claim_is_refused_while_another_worker_sends() -> None:
    message = MessageFactory()
    message.claim(now=HACKING, lease=LEASE)

    assert not Message.objects.get(pk=message.pk).claim(now=HACKING + LEASE, lease=LEASE)


def test_claim_is_refused_when_another_worker_tried_in_vain() -> None:
    seen_before = MessageFactory()
    Message.objects.update(due_at=HACKING + SECOND)

    assert not seen_before.claim(now=HACKING, lease=LEASE)


def test_message_of_a_dead_worker_is_sent_when_its_lease_ends() -> None:
    MessageFactory().claim(now=HACKING, lease=LEASE)

    assert not deliver_next(now=HACKING + LEASE)
    assert deliver_next(now=HACKING + LEASE + SECOND)

    assert Message.objects.get().attempts == 2


def test_slow_worker_does_not_overwrite_what_came_after_it(mail_server: MailServer) -> None:
    slow = MessageFactory()
    slow.claim(now=HACKING, lease=LEASE)
    assert deliver_next(now=HACKING + LEASE + SECOND)
    mail_server.answer = "550 No"

    send(slow, now=HACKING)

    assert Message.objects.get().state == State.SENT


def test_mail_carries_an_id_that_stays_and_asks_for_no_absence_notes(mail_server: MailServer) -> None:
    message = MessageFactory(subject="Grüße 🌱", text="Schöne Grüße\n")
    for _ in range(2):
        Message.objects.update(state=State.WAITING, sent_at=None)
        deliver_next(now=HACKING)

    assert mail_server.ids == [message_id(message)] * 2
    assert message_id(message) != message_id(MessageFactory())
    assert mail_server.mails[0]["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("setting", "answer"),
    [
        ("answer", "451 Try again"),
        ("answer_to_recipient", "450 Mailbox busy"),
        ("answer_to_sender", "550 We do not know you"),  # mended in the settings, so the message is kept
    ],
)
def test_failing_server_is_asked_again_later(setting: str, answer: str, mail_server: MailServer) -> None:
    MessageFactory()
    setattr(mail_server, setting, answer)

    deliver_next(now=HACKING)

    message = Message.objects.get()
    assert (message.state, message.attempts, message.lease_until) == (State.WAITING, 1, None)
    assert timedelta(seconds=12) <= message.due_at - HACKING <= timedelta(seconds=18)
    assert answer[4:] in message.last_error


def test_server_that_is_down_is_asked_again_later(mail_server: MailServer, settings: Settings) -> None:
    MessageFactory()
    settings.EMAIL_PORT = free_port()

    deliver_next(now=HACKING)
    settings.EMAIL_PORT = mail_server.port
    deliver_next(now=HACKING + timedelta(minutes=2))

    assert Message.objects.get().state == State.SENT
    assert len(mail_server.ids) == 1


@pytest.mark.parametrize(
    ("setting", "answer"),
    [("answer_to_recipient", "550 No such person"), ("answer", "554 Not with that text")],
)
def test_refused_message_is_given_up(setting: str, answer: str, mail_server: MailServer) -> None:
    MessageFactory()
    setattr(mail_server, setting, answer)

    deliver_next(now=HACKING)

    message = Message.objects.get()
    assert message.state == State.DEAD
    assert answer[4:] in message.last_error


def test_log_names_no_recipient(mail_server: MailServer, caplog: pytest.LogCaptureFixture) -> None:
    message = MessageFactory(to="ada@example.org")
    mail_server.answer_to_recipient = "550 No such person"

    deliver_next(now=HACKING)

    logged = [record.getMessage() for record in caplog.records if record.name == delivery.__name__]
    assert logged == [f"Message {message.pk} was not sent: SMTPRecipientsRefused"]


def test_text_with_a_sign_in_code_is_kept_until_it_is_sent(mail_server: MailServer) -> None:
    MessageFactory(key="account/1", text="Your code: QWERTY")
    mail_server.answer = "451 Try again"
    deliver_next(now=HACKING)
    kept = Message.objects.get().text
    mail_server.answer = "250 OK"

    deliver_next(now=HACKING + timedelta(minutes=1))

    assert "QWERTY" in mail_server.mails[-1].as_string()
    assert (kept, Message.objects.get().text) == ("Your code: QWERTY", "")


def test_text_of_other_messages_stays() -> None:
    MessageFactory(key="reminder/1", text="Merge it.")

    deliver_next(now=HACKING)

    assert Message.objects.get().text == "Merge it."


@pytest.mark.parametrize("to", ["", "a@example.org\nBcc: everybody@example.org", "not an address at all\r"])
def test_message_to_no_proper_address_is_given_up(to: str, mail_server: MailServer) -> None:
    MessageFactory(to=to)

    deliver_next(now=HACKING)

    assert Message.objects.get().state == State.DEAD
    assert mail_server.mails == []


def test_message_is_given_up_after_its_last_attempt(mail_server: MailServer) -> None:
    MessageFactory(attempts=MAX_ATTEMPTS - 2)
    mail_server.answer = "451 Try again"

    deliver_next(now=HACKING)
    assert Message.objects.get().state == State.WAITING
    deliver_next(now=HACKING + timedelta(hours=5))

    assert Message.objects.get().state == State.DEAD


def test_message_that_ends_each_worker_is_given_up() -> None:
    MessageFactory(state=State.SENDING, lease_until=HACKING - SECOND, attempts=MAX_ATTEMPTS)

    deliver_next(now=HACKING)

    assert Message.objects.get().state == State.DEAD
    assert mail.outbox == []


def test_revive_tries_what_was_given_up_again() -> None:
    MessageFactory(state=State.DEAD, attempts=MAX_ATTEMPTS)
    MessageFactory(state=State.SENT, sent_at=HACKING)

    assert revive(Message.objects.all(), now=HACKING) == 1
    deliver_next(now=HACKING)

    assert len(mail.outbox) == 1


def test_attempts_outlast_a_weekend() -> None:
    assert sum((backoff(attempts) for attempts in range(1, MAX_ATTEMPTS)), timedelta()) > timedelta(days=2)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 0.25), (2, 0.5), (3, 1), (10, 128), (11, 240), (20, 240)])
def test_backoff_doubles_up_to_four_hours(attempts: int, minutes: float) -> None:
    waits = [backoff(attempts) for _ in range(50)]

    assert all(timedelta(minutes=0.8 * minutes) <= wait <= timedelta(minutes=1.2 * minutes) for wait in waits)
    assert len(set(waits)) > 1


def test_lease_outlasts_one_run_of_the_server(settings: Settings) -> None:
    # Greeting, EHLO, STARTTLS, EHLO, AUTH, MAIL, RCPT, DATA, text, QUIT.
    assert timedelta(seconds=10 * settings.EMAIL_TIMEOUT) < delivery.LEASE
