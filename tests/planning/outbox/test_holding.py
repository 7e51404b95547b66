from collections.abc import Callable

import pytest
from django.core import mail

from planning.outbox.delivery import deliver
from planning.outbox.holding import (
    MessageRejected,
    edit_message,
    hold_message,
    mark_sent,
    release_message,
    revive_message,
    revive_messages,
)
from planning.outbox.models import Message
from tests.clock import HACKING
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db

State = Message.State


def send_all() -> int:
    return deliver(clock=lambda: HACKING).taken


def in_doubt(**fields: object) -> Message:
    message: Message = MessageFactory(state=State.HELD, begun_at=HACKING, last_error="It may have arrived.", **fields)
    return message


def test_what_is_held_stays_until_it_is_released() -> None:
    message = MessageFactory()
    hold_message(message)
    assert send_all() == 0

    release_message(message, now=HACKING)
    assert send_all() == 1

    assert len(mail.outbox) == 1


def test_what_is_held_in_doubt_is_sent_when_it_is_released() -> None:
    message = in_doubt()

    release_message(message, now=HACKING)
    send_all()

    message.refresh_from_db()
    assert (message.state, message.begun_at, message.last_error) == (State.SENT, None, "")


def test_what_arrived_is_marked_as_sent_when_it_was_handed_over() -> None:
    message = in_doubt(key="account/1", text="Your code: QWERTY")

    mark_sent(message)

    assert (message.state, message.sent_at, message.is_in_doubt, message.text) == (State.SENT, HACKING, False, "")
    assert send_all() == 0


def test_what_was_given_up_is_tried_again_from_the_first_attempt_on() -> None:
    message = MessageFactory(state=State.DEAD, attempts=24, bounced_at=HACKING)

    revive_message(message, now=HACKING)

    assert (message.state, message.attempts, message.bounced_at) == (State.WAITING, 0, None)
    assert send_all() == 1


def test_all_that_was_given_up_is_tried_again() -> None:
    MessageFactory.create_batch(2, state=State.DEAD)
    MessageFactory(state=State.SENT, sent_at=HACKING)

    assert revive_messages(Message.objects.all(), now=HACKING) == 2
    assert send_all() == 2


@pytest.mark.parametrize(
    ("rule", "state", "words"),
    [
        (hold_message, State.SENDING, "It is being sent right now. Only what is waiting can be held back."),
        (hold_message, State.HELD, "It is already held back. Only what is waiting can be held back."),
        (
            lambda message: release_message(message, now=HACKING),
            State.WAITING,
            "It is waiting to be sent. Only what is held",
        ),
        (
            lambda message: revive_message(message, now=HACKING),
            State.HELD,
            "It is already held back. Only what was given",
        ),
        (mark_sent, State.HELD, "Only what is held because it may have arrived can be marked"),
        (mark_sent, State.DEAD, "It was given up on. Only what is held because it may have arrived can be marked"),
        (lambda message: edit_message(message, subject="Hi", text="Hi"), State.SENDING, "It is being sent right now."),
    ],
)
def test_rule_says_where_the_message_is(rule: Callable[[Message], None], state: State, words: str) -> None:
    message = MessageFactory(state=state, lease_until=HACKING if state == State.SENDING else None)

    with pytest.raises(MessageRejected) as refusal:
        rule(message)

    assert words in str(refusal.value)
    assert Message.objects.get().state == state


def test_message_deleted_meanwhile_is_said_so() -> None:
    message = MessageFactory()
    Message.objects.all().delete()

    with pytest.raises(MessageRejected, match="It was deleted"):
        hold_message(message)


def test_edited_text_goes_out_without_the_html_that_says_otherwise() -> None:
    message = MessageFactory(state=State.HELD, text="Helo.\n", html="<p>Helo.</p>")

    edit_message(message, subject="Hello\nBcc: everybody@example.org", text="Hello.\r\n")
    release_message(message, now=HACKING)
    send_all()

    (sent,) = mail.outbox
    assert (sent.subject, sent.body) == ("Hello Bcc: everybody@example.org", "Hello.\n")
    assert getattr(sent, "alternatives", []) == []


def test_message_keeps_its_html_when_only_a_browser_touched_the_text() -> None:
    message = MessageFactory(state=State.HELD, text="Hello.\n\nBye.\n", html="<p>Hello.</p>")

    edit_message(message, subject="Another subject", text="Hello.\r\n\r\nBye.")

    assert (message.subject, message.text, message.html) == ("Another subject", "Hello.\n\nBye.\n", "<p>Hello.</p>")


@pytest.mark.parametrize("fields", [{"subject": " \n", "text": "Hello."}, {"subject": "Hello", "text": " \n"}])
def test_message_is_not_edited_to_nothing(fields: dict[str, str]) -> None:
    with pytest.raises(MessageRejected, match="a subject and a text"):
        edit_message(MessageFactory(state=State.HELD), **fields)
