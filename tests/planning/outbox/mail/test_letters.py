from email import message_from_bytes
from email.header import decode_header
from email.message import Message as Mail

import pytest

from planning.outbox.delivery import deliver
from planning.outbox.mail.letters import as_mail, message_id, message_named
from planning.outbox.models import ABOUT_SIGNING_IN, Message
from tests.clock import HACKING
from tests.factories import MessageFactory
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db

HEADERS = {
    "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Message-ID", "Date",
    "Auto-Submitted", "X-Auto-Response-Suppress",
}  # fmt: skip
BREAKS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x00"]


def sent(mail_server: MailServer, **fields: object) -> str:
    MessageFactory(**fields)
    deliver(clock=lambda: HACKING)
    return mail_server.mails[-1].as_string()


def test_mail_with_html_holds_the_text_first(mail_server: MailServer) -> None:
    sent(mail_server, text="Grüße\n", html="<p>Grüße 🌱</p>")

    (mail,) = mail_server.mails
    parts = list(mail.walk())
    assert [part.get_content_type() for part in parts] == ["multipart/alternative", "text/plain", "text/html"]
    assert parts[1].get_payload(decode=True) == "Grüße\r\n".encode()
    assert parts[2].get_payload(decode=True) == "<p>Grüße 🌱</p>".encode()


def test_mail_can_be_unsubscribed_from_in_one_click(mail_server: MailServer) -> None:
    url = "https://garden.example.org/unsubscribe/" + "token:" * 60 + "?a=b&c=d"
    sent(mail_server, unsubscribe_url=url)

    (mail,) = mail_server.mails
    assert "".join(mail["List-Unsubscribe"].split()) == f"<{url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_nobody_subscribed_to_says_nothing_of_it(mail_server: MailServer) -> None:
    assert "List-Unsubscribe" not in sent(mail_server)


@pytest.mark.parametrize("key", ["test/1", f"{ABOUT_SIGNING_IN}1"])
def test_mail_asks_for_no_absence_note_and_no_receipt_but_for_word_of_its_return(
    key: str, mail_server: MailServer
) -> None:
    sent(mail_server, key=key)

    (mail,) = mail_server.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"].split(", ") == ["DR", "RN", "NRN", "OOF", "AutoReply"]


@pytest.mark.parametrize("character", BREAKS)
@pytest.mark.parametrize("field", ["key", "to", "subject", "unsubscribe_url", "text", "html"])
def test_no_field_adds_a_header(field: str, character: str) -> None:
    fields = {"to": "ada@example.org", "unsubscribe_url": "https://garden.example.org/u"}
    bad = f"https://x.example.org{character}Bcc: everybody@example.org{character}{character}<b>"
    message = MessageFactory.build(pk=1, **{**fields, field: bad})
    try:
        written = as_mail(message, now=HACKING).message().as_bytes()
    except ValueError:
        return  # it is given up, with the reason

    mail = message_from_bytes(written)
    names = {name for part in mail.walk() for name, _ in part.items()}
    assert names <= HEADERS | {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert mail["To"] == "ada@example.org" or field == "to"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example.org/>, <https://y.example.org/", "https://x.example.org/a b"]
)
def test_address_to_unsubscribe_at_is_a_web_address(url: str) -> None:
    MessageFactory(unsubscribe_url=url)

    deliver(clock=lambda: HACKING)

    assert Message.objects.get().state == Message.State.DEAD
    assert "unsubscribe" in Message.objects.get().last_error


@pytest.mark.parametrize(
    "subject", ["Hello", "Grüße 🌱", "long " * 59, "x" * 300, "=?utf-8?q?Hello?=", 'Re: a, b; c <d> "e"']
)
def test_subject_arrives_as_it_was_written(subject: str, mail_server: MailServer) -> None:
    sent(mail_server, subject=subject)

    (mail,) = mail_server.mails
    read = "".join(str(part, coding or "ascii") if isinstance(part, bytes) else part for part, coding in decoded(mail))
    assert read.split() == subject.split() or subject.startswith("=?")


def decoded(mail: Mail) -> list[tuple[bytes | str, str | None]]:
    return decode_header(mail["Subject"].replace("\r\n", ""))


def test_message_is_found_by_its_id() -> None:
    message, _ = MessageFactory.create_batch(2)

    assert message_named(["<else@example.org>", message_id(message)]) == message


def test_id_that_was_not_made_here_finds_nothing() -> None:
    mine, other = message_id(MessageFactory()), message_id(MessageFactory())
    forged = f"{mine.partition('.')[0]}.{other.partition('.')[2]}"

    assert message_named([forged, f"<{'0' * 32}.99999@testserver>", "", f"<{'0' * 32}.{'9' * 30}@testserver>"]) is None


@pytest.mark.parametrize("character", BREAKS)
def test_subject_keeps_no_control_character(character: str) -> None:
    message = MessageFactory.build(pk=1, subject=f"Your{character}seat")

    assert as_mail(message, now=HACKING).subject == "Your seat"


@pytest.mark.parametrize(
    ("to", "envelope"),
    [
        ("ada@example.org", "ada@example.org"),
        ("Ada Löve <ada@example.org>", "ada@example.org"),
        ('"a>b"@example.org', '"a>b"@example.org'),
        ("ada@gärten.example", "ada@xn--grten-gra.example"),
    ],
)
def test_envelope_holds_the_address_alone(to: str, envelope: str, mail_server: MailServer) -> None:
    sent(mail_server, to=to)

    assert mail_server.recipients == [envelope]
