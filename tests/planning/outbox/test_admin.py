import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from planning.outbox.models import Message
from tests.admin_pages import act, address, export, sign_in, staff
from tests.clock import HACKING
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_what_was_given_up_is_sent_again(admin_client: Client) -> None:
    dead = MessageFactory(state=Message.State.DEAD, attempts=8, last_error="550 no such user")
    waiting = MessageFactory()

    messages = act(admin_client, "send_again", [dead, waiting])

    dead.refresh_from_db()
    assert messages == ["1 will be sent again."]
    assert (dead.state, dead.attempts) == (Message.State.WAITING, 0)


def test_nothing_given_up_is_said_so(admin_client: Client) -> None:
    assert act(admin_client, "send_again", [MessageFactory()]) == ["None of these was given up on."]


def test_sending_again_needs_its_right() -> None:
    dead = MessageFactory(state=Message.State.DEAD)

    act(sign_in(staff("view_message")), "send_again", [dead])
    dead.refresh_from_db()
    assert dead.state == Message.State.DEAD

    act(sign_in(staff("view_message", "change_message")), "send_again", [dead])
    dead.refresh_from_db()
    assert dead.state == Message.State.WAITING


def test_the_last_error_is_shown(admin_client: Client) -> None:
    MessageFactory(last_error="550 no such user")

    assert "550 no such user" in admin_client.get(address(Message, "changelist")).content.decode()


def test_a_sign_in_code_is_for_superusers(admin_client: Client) -> None:
    message = MessageFactory(key="account/1", text="Your code: QWERTY")
    page = address(Message, "change", message.pk)
    reader = sign_in(staff("view_message", "change_message", "delete_message"))

    assert "QWERTY" in admin_client.get(page).content.decode()
    assert "QWERTY" not in reader.get(page).content.decode()


def test_other_messages_can_be_read_by_staff() -> None:
    message = MessageFactory(key="seat/1", text="You have a seat.")

    page = sign_in(staff("view_message")).get(address(Message, "change", message.pk))

    assert "You have a seat." in page.content.decode()


@pytest.mark.parametrize("lookup", [{"text__startswith": "Y"}, {"html__startswith": "Y"}, {"q": "QWERTY"}])
def test_a_sign_in_code_cannot_be_guessed_by_filtering(lookup: dict[str, str]) -> None:
    MessageFactory(key="account/1", text="Your code: QWERTY")

    response = sign_in(staff("view_message")).get(address(Message, "changelist"), lookup)

    assert response.status_code == 400 or response.context["cl"].result_count == 0


def test_a_table_of_messages_holds_no_text(admin_client: Client) -> None:
    MessageFactory(text="Your code: QWERTY")

    assert "QWERTY" not in export(admin_client, Message)


def held_in_doubt(**fields: object) -> Message:
    message: Message = MessageFactory(
        state=Message.State.HELD, begun_at=HACKING, last_error="It may have arrived.", **fields
    )
    return message


@pytest.mark.parametrize(
    ("action", "before", "after", "done"),
    [
        ("hold_back", {}, "held", "held back until released."),
        ("release", {"state": "held"}, "waiting", "on the way."),
        ("mark_as_sent", {"state": "held", "begun_at": HACKING}, "sent", "marked as sent."),
    ],
)
def test_people_decide_about_messages_and_it_is_logged(
    action: str, before: dict[str, object], after: str, done: str, admin_client: Client
) -> None:
    message = MessageFactory(**before)

    messages = act(admin_client, action, [message])

    message.refresh_from_db()
    assert (messages, message.state) == ([f"{message}: {done}"], after)
    assert LogEntry.objects.get().get_change_message() == done.capitalize()


@pytest.mark.parametrize("action", ["hold_back", "release", "mark_as_sent", "send_again"])
def test_decision_that_makes_no_sense_is_refused_with_the_reason(action: str, admin_client: Client) -> None:
    sent = MessageFactory(state=Message.State.SENT, sent_at=HACKING)

    (messages,) = act(admin_client, action, [sent])

    assert messages == "None of these was given up on." or messages.startswith(f"{sent}: It was sent. Only what ")
    assert LogEntry.objects.count() == 0


def test_what_is_held_in_doubt_is_found_with_its_reason(admin_client: Client) -> None:
    held_in_doubt(subject="You have a seat")
    MessageFactory(subject="Another", state=Message.State.HELD)

    page = admin_client.get(address(Message, "changelist"), {"state": "held", "begun_at__isempty": "0"})

    assert page.context["cl"].result_count == 1
    assert "It may have arrived." in page.content.decode()


def test_held_message_is_edited_and_nothing_else_of_it() -> None:
    message = held_in_doubt(text="Helo.", html="<p>Helo.</p>", to="ada@example.org")
    page = address(Message, "change", message.pk)
    client = sign_in(staff("view_message", "change_message"))

    shown = client.get(page).content.decode()
    answer = client.post(page, {"subject": "Hello", "text": "Hello.", "to": "eve@example.org", "state": "sent"})

    message.refresh_from_db()
    assert "loses its HTML" in shown
    assert answer.status_code == 302
    assert (message.subject, message.text, message.html) == ("Hello", "Hello.", "")
    assert (message.to, message.state) == ("ada@example.org", Message.State.HELD)
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "rights"),
    [
        ({}, ("view_message", "change_message")),
        ({"state": "held"}, ("view_message",)),
        ({"state": "held", "key": "account/1"}, ("view_message", "change_message")),
    ],
)
def test_other_messages_are_not_edited(fields: dict[str, object], rights: tuple[str, ...]) -> None:
    message = MessageFactory(text="Helo.", **fields)

    answer = sign_in(staff(*rights)).post(address(Message, "change", message.pk), {"subject": "Hi", "text": "Hi."})

    message.refresh_from_db()
    assert (answer.status_code, message.text) == (403, "Helo.")
