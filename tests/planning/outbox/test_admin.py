import pytest
from django.test import Client

from planning.outbox.models import Message
from tests.admin_pages import act, address, export, sign_in, staff
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


def test_what_was_given_up_is_sent_again(admin_client: Client) -> None:
    dead = MessageFactory(state=Message.State.DEAD, attempts=8, last_error="550 no such user")
    waiting = MessageFactory()

    told = act(admin_client, "send_again", [dead, waiting])

    dead.refresh_from_db()
    assert told == ["1 go out again."]
    assert (dead.state, dead.attempts) == (Message.State.WAITING, 0)


def test_nothing_given_up_is_said_so(admin_client: Client) -> None:
    assert act(admin_client, "send_again", [MessageFactory()]) == ["None of these was given up."]


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


@pytest.mark.parametrize("lookup", [{"text__startswith": "Y"}, {"q": "QWERTY"}])
def test_a_sign_in_code_cannot_be_guessed_by_filtering(lookup: dict[str, str]) -> None:
    MessageFactory(key="account/1", text="Your code: QWERTY")

    response = sign_in(staff("view_message")).get(address(Message, "changelist"), lookup)

    assert response.status_code == 400 or response.context["cl"].result_count == 0


def test_a_table_of_messages_holds_no_text(admin_client: Client) -> None:
    MessageFactory(text="Your code: QWERTY")

    assert "QWERTY" not in export(admin_client, Message)
