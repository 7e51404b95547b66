from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from planning.outbox import delivery
from planning.outbox.claiming import BATCH, lease
from planning.outbox.delivery import Run, deliver
from planning.outbox.mail.letters import message_id
from planning.outbox.models import Message
from tests.clock import HACKING
from tests.factories import MessageFactory
from tests.mail_server import MailServer
from tests.planning.outbox.sending import at, send_all

pytestmark = pytest.mark.django_db

State = Message.State
SECOND = timedelta(seconds=1)


def test_mail_that_somebody_waits_for_goes_before_all_others() -> None:
    for number in range(BATCH + 1):
        MessageFactory(subject=f"Digest {number}", due_at=HACKING - SECOND)
    MessageFactory(subject="Code", due_at=HACKING, is_urgent=True)

    send_all()

    assert [sent.subject for sent in mail.outbox][:2] == ["Code", "Digest 0"]


def test_messages_are_sent_in_the_order_they_are_due() -> None:
    MessageFactory(subject="Second", due_at=HACKING)
    MessageFactory(subject="First", due_at=HACKING - SECOND)

    assert send_all() == 2

    assert [sent.subject for sent in mail.outbox] == ["First", "Second"]
    assert set(Message.objects.values_list("state", "sent_at", "attempts")) == {(State.SENT, HACKING, 1)}


@pytest.mark.parametrize(
    "address", ['"', "<>", ".<ada@example.org", "ada@[);\\[example.org", "Sprout, Ada <ada@example.org>"]
)
def test_address_that_cannot_be_read_is_given_up_and_holds_up_no_other(address: str, mail_server: MailServer) -> None:
    for to in ("a@example.org", address, "b@example.org"):
        MessageFactory(to=to)

    assert send_all() == 3

    assert [sent["To"] for sent in mail_server.mails] == ["a@example.org", "b@example.org"]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [State.SENT, State.DEAD, State.SENT]


def test_what_is_not_due_is_left() -> None:
    MessageFactory(due_at=HACKING + SECOND)

    assert send_all() == 0

    assert mail.outbox == []


def test_message_is_sent_once() -> None:
    MessageFactory()

    assert [send_all(), send_all(HACKING + 2 * lease())] == [1, 0]

    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_each_message_once(mail_server: MailServer) -> None:
    messages = MessageFactory.create_batch(5 * BATCH)

    def work(_number: int) -> int:
        try:
            return send_all()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        taken = list(workers.map(work, range(4)))

    assert sum(taken) == len(messages)
    assert sorted(sent["To"] for sent in mail_server.mails) == sorted(message.to for message in messages)
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


def test_mails_of_a_run_share_a_connection(mail_server: MailServer) -> None:
    MessageFactory.create_batch(BATCH + 5)

    send_all()

    assert len(set(mail_server.connections)) == 1
    assert len(mail_server.mails) == BATCH + 5


def test_a_mail_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    MessageFactory.create_batch(BATCH)

    # Look for what was abandoned; claim in a transaction, and again when all is sent; one for each mail.
    with django_assert_num_queries(1 + 4 + 3 + BATCH):
        send_all()


def test_mail_carries_an_id_that_stays_and_asks_for_no_absence_notes(mail_server: MailServer) -> None:
    message = MessageFactory(subject="Grüße 🌱", text="Schöne Grüße\n")
    for _ in range(2):
        Message.objects.update(state=State.WAITING, sent_at=None)
        send_all()

    assert mail_server.ids == [message_id(message)] * 2
    assert message_id(message) != message_id(MessageFactory())
    assert mail_server.mails[0]["Auto-Submitted"] == "auto-generated"


def test_log_names_no_recipient(mail_server: MailServer, caplog: pytest.LogCaptureFixture) -> None:
    message = MessageFactory(to="ada@example.org")
    mail_server.answer_to_recipient = "550 No such person"

    send_all()

    logged = [record.getMessage() for record in caplog.records if record.name == delivery.__name__]
    assert logged == [f"Message {message.pk} was not sent: SMTPRecipientsRefused"]


def test_text_with_a_sign_in_code_is_kept_until_it_is_sent(mail_server: MailServer) -> None:
    MessageFactory(key="account/1", text="Your code: QWERTY", html="<p>Your code: QWERTY</p>")
    mail_server.answer = "451 Try again"
    send_all()
    kept = Message.objects.get().text
    mail_server.answer = "250 OK"

    send_all(HACKING + timedelta(minutes=1))

    sent = Message.objects.get()
    assert "QWERTY" in mail_server.mails[-1].as_string()
    assert (kept, sent.text, sent.html) == ("Your code: QWERTY", "", "")


def test_text_of_other_messages_stays() -> None:
    MessageFactory(key="reminder/1", text="Merge it.")

    send_all()

    assert Message.objects.get().text == "Merge it."


def test_run_ends_when_its_time_is_up_and_gives_back_what_it_did_not_begin(
    monkeypatch: pytest.MonkeyPatch, mail_server: MailServer
) -> None:
    MessageFactory.create_batch(3)
    mail_server.seconds_for_each = 0.2

    assert deliver(clock=at(HACKING), seconds=0.1) == Run(taken=1, is_through=False)

    assert sorted(Message.objects.values_list("state", "claim", "attempts")) == [
        (State.SENT, None, 1),
        (State.WAITING, None, 0),
        (State.WAITING, None, 0),
    ]


@pytest.mark.django_db(transaction=True)
def test_what_was_sent_is_written_down_before_the_next_text_leaves(mail_server: MailServer) -> None:
    """Else more than one mail would come twice when a worker dies."""
    MessageFactory.create_batch(4)
    unwritten: list[int] = []

    def count() -> int:
        try:
            return Message.objects.filter(state=State.SENT).count()
        finally:
            connection.close()

    def look() -> None:
        with ThreadPoolExecutor(1) as thread:  # the server's own may not wait for a database
            unwritten.append(len(mail_server.mails) - thread.submit(count).result())

    mail_server.before_taking = look
    deliver(clock=lambda: HACKING)

    assert unwritten == [0, 0, 0, 0]


def test_mail_that_cannot_be_written_is_given_up_in_its_turn(mail_server: MailServer) -> None:
    MessageFactory(to="ada@example.org")
    MessageFactory(to="@")
    MessageFactory(to="bob@example.org")

    deliver(clock=lambda: HACKING)

    assert [sent["To"] for sent in mail_server.mails] == ["ada@example.org", "bob@example.org"]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [State.SENT, State.DEAD, State.SENT]
