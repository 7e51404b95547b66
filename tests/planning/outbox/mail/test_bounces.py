from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from planning.outbox.mail.bounces import NoBounce, NotForGood, bouncing_addresses, mark_bounced, read_bounce
from planning.outbox.mail.letters import message_id
from planning.outbox.models import Message
from tests.clock import HACKING
from tests.factories import MessageFactory
from tests.planning.outbox.mail.notifications import notification

pytestmark = pytest.mark.django_db

State = Message.State


def history(to: str, *came_back: bool | None) -> None:
    """Messages to an address, the oldest first. None: it was given up for another reason."""
    for number, bounced in enumerate(came_back):
        state = State.SENT if bounced is False else State.DEAD
        MessageFactory(
            to=to,
            written_at=HACKING + timedelta(minutes=number),
            state=state,
            sent_at=HACKING if state == State.SENT else None,
            bounced_at=HACKING if bounced else None,
        )


@pytest.mark.parametrize(
    ("came_back", "bounces"),
    [
        ([True, True, True], True),
        ([False, True, True, True], True),
        ([True, True], False),
        ([True, True, True, False], False),
        ([True, False, True, True], False),
        ([True, True, None], False),
        ([], False),
    ],
)
def test_address_bounces_when_its_latest_three_messages_came_back(came_back: list[bool | None], bounces: bool) -> None:  # noqa: FBT001
    history("ada@example.org", *came_back)
    history("grace@example.org", *[False, False, False])
    MessageFactory(to="ada@example.org", written_at=HACKING + timedelta(days=1))  # not finished: it says nothing

    found = bouncing_addresses(["ada@example.org", "grace@example.org", "nobody@example.org"])

    assert found == ({"ada@example.org"} if bounces else set())


def test_message_sent_before_it_came_back_counts_as_well() -> None:
    history("ada@example.org", *[False, True, True])
    Message.objects.filter(state=State.SENT).update(bounced_at=HACKING)

    assert bouncing_addresses(["ada@example.org"]) == {"ada@example.org"}


def test_bouncing_addresses_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(10):
        history(f"p{number}@example.org", *[True, True, True, True])

    with django_assert_num_queries(1):
        assert len(bouncing_addresses(f"p{number}@example.org" for number in range(10))) == 10


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_message_that_came_back_is_found_by_what_the_server_returns(returned: str) -> None:
    message = MessageFactory(state=State.SENT, sent_at=HACKING)

    bounce = read_bounce(notification(message_id(message), returned=returned))
    mark_bounced(bounce, now=HACKING)

    message.refresh_from_db()
    assert (message.state, message.bounced_at) == (State.SENT, HACKING)
    assert message.last_error == "5.1.1 smtp; 550 5.1.1 <ada@example.org>: no such user"


def test_message_is_found_though_only_the_notification_refers_to_it() -> None:
    message = MessageFactory()

    assert read_bounce(notification(message_id(message), returned="")).message == message


def test_notification_about_an_address_beyond_ascii_is_read_too() -> None:
    """RFC 6533."""
    message = MessageFactory(to="ada@gärten.example")
    raw = notification(message_id(message), returned="message/global-headers")
    raw = raw.replace(b"message/delivery-status", b"message/global-delivery-status")

    bounce = read_bounce(raw.replace(b"rfc822; ada@example.org", "utf-8; ada@gärten.example".encode()))

    assert bounce.message == message
    assert bounce.reason.startswith("5.1.1 ")


def test_second_notification_changes_nothing() -> None:
    message = MessageFactory(bounced_at=HACKING)

    mark_bounced(read_bounce(notification(message_id(message))), now=HACKING + timedelta(days=1))

    message.refresh_from_db()
    assert message.bounced_at == HACKING


@pytest.mark.parametrize(
    ("action", "status"),
    [("delayed", "4.4.1"), ("delayed", "5.1.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0"), ("expanded", "2.0.0")],
)
def test_what_did_not_fail_for_good_is_no_bounce(action: str, status: str) -> None:
    with pytest.raises(NotForGood, match=f"{action} {status}"):
        read_bounce(notification(message_id(MessageFactory()), action=action, status=status))


@pytest.mark.parametrize("status", ["5.1.1", "5", "4.4.7", "4.4.1 (expired)", "2.0.0", "unknown", ""])
@pytest.mark.parametrize("action", ["failed", "Failed (gave up after five days)"])
def test_what_a_server_gave_up_on_came_back_whatever_its_status(action: str, status: str) -> None:
    message = MessageFactory()

    bounce = read_bounce(notification(message_id(message), action=action, status=status))

    assert bounce.message == message
    assert bounce.reason.startswith(status.partition(" ")[0] or "smtp;")


def test_bounce_that_gives_no_reason_has_one_all_the_same() -> None:
    silent = notification(message_id(MessageFactory()), status="").replace(b"Diagnostic-Code:", b"X-Said:")

    assert read_bounce(silent).reason == "The mail server gave up on it, and did not say why."


def test_of_several_recipients_only_ours_counts() -> None:
    message = MessageFactory(to="Ada <Ada@example.org>")

    with pytest.raises(NotForGood, match=r"delayed 4\.4\.1"):
        read_bounce(notification(message_id(message), action="delayed", status="4.4.1", others=["failed"]))
    assert read_bounce(notification(message_id(message), others=["delivered", "delayed"])).message == message


@pytest.mark.parametrize(
    ("others", "came_back"),
    [(["failed"], True), (["failed", "failed"], True), (["failed", "relayed"], False), (["delayed", "failed"], True)],
)
def test_where_ours_is_not_named_an_alias_fails_when_it_reached_nobody(others: list[str], came_back: bool) -> None:  # noqa: FBT001
    message = MessageFactory(to="garden-team@example.org")
    bounce = notification(message_id(message), others=others)

    if came_back:
        assert read_bounce(bounce).message == message
    else:
        with pytest.raises(NotForGood):
            read_bounce(bounce)


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (b"", "not a delivery status notification"),
        (b"\xff\x00 not a mail", "not a delivery status notification"),
        (b"Subject: I am on holiday\n\nUntil Monday.", "not a delivery status notification"),
        (b"Content-Type: message/delivery-status\n\nnonsense", "returns no message"),
        (notification("<else@example.org>"), "returns no message"),
        (notification(f"<{'0' * 32}.1@testserver>"), "returns no message"),
        (notification("<else@example.org>")[:400], "no message|not a delivery status"),
    ],
)
def test_other_mail_is_refused_with_what_it_is(mail: bytes, words: str) -> None:
    with pytest.raises(NoBounce, match=words):
        read_bounce(mail)
