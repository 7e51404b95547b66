import pytest
from django.utils import timezone

from planning.outbox.models import Message
from planning.people.models import User
from tests.admin_pages import staff
from tests.api import refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import MessageFactory, OrganizerFactory, UserFactory

pytestmark = pytest.mark.django_db

State = Message.State


def superuser() -> User:
    user: User = UserFactory(is_staff=True, is_superuser=True)
    return user


def address(message: Message, path: str = "") -> str:
    return f"/api/v1/messages/{message.pk}/{path}"


@pytest.mark.parametrize("path", ["", "{}/"])
def test_messages_are_for_the_staff(path: str) -> None:
    address = f"/api/v1/messages/{path.format(MessageFactory().pk)}"

    statuses = [
        visitor(who).get(address).status_code
        for who in (None, UserFactory(), OrganizerFactory(), UserFactory(is_staff=True), staff("view_message"))
    ]

    assert statuses == [401, 403, 403, 403, 200]


def test_staff_without_the_right_read_no_subjects() -> None:
    """They list as little here as in the admin."""
    MessageFactory(subject="Your team: secret")
    not_staff = staff("view_message")
    not_staff.is_staff = False
    not_staff.save()

    answers = [visitor(who).get("/api/v1/messages/") for who in (staff("view_topic"), not_staff)]

    assert [refusal(answer)[0] for answer in answers] == [403, 403]
    assert refusal(answers[0])[1] == "To read messages you need the right to view them."


def test_message_shows_neither_address_nor_text() -> None:
    MessageFactory(subject="Your code", to="ada@example.org", text="123456", last_error="ada@example.org: no such box")

    shown = visitor(staff("view_message")).get("/api/v1/messages/").content.decode()

    assert "Your code" in shown
    assert "ada@" not in shown
    assert "123456" not in shown


def test_messages_filter_by_state() -> None:
    dead, _ = MessageFactory(state=Message.State.DEAD), MessageFactory()
    client = visitor(staff("view_message"))

    listed = client.get("/api/v1/messages/?state=dead").json()["results"]

    assert [message["id"] for message in listed] == [dead.pk]
    assert wrong_fields(client.get("/api/v1/messages/?state=lost")) == {"state"}


def test_messages_cannot_be_written() -> None:
    assert refusal(visitor(superuser()).post("/api/v1/messages/", {}))[0] == 405


def test_messages_cost_the_same_queries_however_many() -> None:
    same_queries_for_3_and_30(visitor(staff("view_message")), "/api/v1/messages/", MessageFactory.create_batch)


def test_whole_message_is_for_those_who_may_read_it() -> None:
    message = MessageFactory(to="ada@example.org", text="You have a seat.", last_error="550")

    shown = [visitor(who).get(address(message)).json() for who in (staff("change_message"), staff("view_message"))]

    assert [(one["to"], one["text"], one["last_error"]) for one in shown] == [
        (None, None, None),
        ("ada@example.org", "You have a seat.", "550"),
    ]


def test_sign_in_code_is_for_superusers() -> None:
    message = MessageFactory(key="account/1", text="Your code: QWERTY")

    shown = [visitor(who).get(address(message)).json()["text"] for who in (staff("view_message"), superuser())]

    assert shown == [None, "Your code: QWERTY"]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("hold/", {"state": State.WAITING}, State.HELD),
        ("release/", {"state": State.HELD}, State.WAITING),
        ("revive/", {"state": State.DEAD}, State.WAITING),
        ("mark-sent/", {"state": State.HELD, "begun_at": timezone.now()}, State.SENT),
    ],
)
def test_messages_are_decided_about_by_whoever_may_change_them(
    path: str, before: dict[str, object], after: str
) -> None:
    message = MessageFactory(**before)

    assert refusal(visitor(staff("view_message")).post(address(message, path)))[0] == 403
    answer = visitor(staff("change_message")).post(address(message, path))

    assert (answer.status_code, answer.json()["state"]) == (200, after)


@pytest.mark.parametrize("path", ["hold/", "release/", "revive/", "mark-sent/"])
def test_message_that_was_sent_is_decided_about_no_more(path: str) -> None:
    sent = MessageFactory(state=State.SENT, sent_at=timezone.now())

    status, words = refusal(visitor(superuser()).post(address(sent, path)))

    assert status == 409
    assert words.startswith("It was sent. Only what ")


def test_held_message_is_edited_and_goes_out_without_html() -> None:
    message = MessageFactory(state=State.HELD, text="Helo.", html="<p>Helo.</p>")

    answer = visitor(staff("change_message", "view_message")).patch(address(message), {"text": "Hello."})

    message.refresh_from_db()
    assert (answer.json()["text"], message.text, message.html) == ("Hello.", "Hello.", "")


def test_message_that_waits_is_not_edited() -> None:
    status, words = refusal(visitor(superuser()).patch(address(MessageFactory()), {"text": "Hello."}))

    assert (status, words) == (
        409,
        "It is waiting to be sent. Only what is held back can be changed. Hold it back first.",
    )


def test_held_sign_in_code_is_edited_by_superusers_alone() -> None:
    message = MessageFactory(state=State.HELD, key="account/1")

    statuses = [
        visitor(who).patch(address(message), {"text": "Hello."}).status_code
        for who in (staff("change_message"), superuser())
    ]

    assert statuses == [403, 200]


def test_subject_too_long_is_refused() -> None:
    held = MessageFactory(state=State.HELD)

    assert wrong_fields(visitor(superuser()).patch(address(held), {"subject": "x" * 301})) == {"subject"}
