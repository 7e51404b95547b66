"""What is written is what the standard library reads, and what Django would have written."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.message import Message as Mail

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.outbox.mail.letters import Letter, as_mail, one_line
from planning.outbox.mail.writing import LONG, header, write_mail
from tests.clock import HACKING
from tests.factories import MessageFactory

TEXTS = ["Hello.", "Two\nlines\n", "Grüße 🌱\r\n", "old\rMac", ".\n..\nFrom here", "x" * 2000, "ü" * 600 + "\nend"]
ENCODABLE = st.text(st.characters(exclude_categories=["Cs"]))


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.SMTP)


def decoded(mail: Mail) -> list[tuple[str, bytes]]:
    """The texts of a mail, each with its type."""
    return [(part.get_content_type(), payload(part)) for part in mail.walk() if not part.is_multipart()]


def payload(part: Mail) -> bytes:
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found


def on_the_line(text: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    "html", ["", "<p>Grüße</p>\n", f"<p>{'long ' * 300}</p>"], ids=["no html", "html", "long html"]
)
@pytest.mark.parametrize("text", TEXTS)
def test_mail_reads_as_the_one_that_django_writes(text: str, html: str) -> None:
    message = MessageFactory.build(
        pk=1, to="Ada Löve <ada@example.org>", subject="Grüße: 3 steps", text=text, html=html,
        unsubscribe_url="https://garden.example.org/u/abc",
    )  # fmt: skip
    letter = as_mail(message, now=HACKING)

    ours, theirs = read(letter.seal().content), read(letter.message().as_bytes())

    own = {"Content-Type", "Content-Transfer-Encoding"}
    assert {name: value for name, value in ours.items() if name not in own} == {
        name: value for name, value in theirs.items() if name not in own
    }
    assert [part.get_content_type() for part in ours.walk()] == [part.get_content_type() for part in theirs.walk()]
    assert ours.defects == []


@given(text=ENCODABLE, html=ENCODABLE)
def test_no_character_of_a_text_is_lost(text: str, html: str) -> None:
    found = decoded(message_from_bytes(write_mail([("Subject", "Hello")], text, html)))

    expected = [("text/plain", on_the_line(text))]
    assert found == ([*expected, ("text/html", on_the_line(html))] if html else expected)


@given(subject=ENCODABLE)
def test_subject_reads_as_it_was_put(subject: str) -> None:
    letter = Letter(one_line(subject), "Hello.", to=["ada@example.org"])

    (line, _, rest) = letter.seal().content.partition(b"\r\nFrom: ")

    mail = message_from_bytes(line + b"\r\n\r\n")
    told = str(make_header(decode_header(mail["Subject"])))
    assert rest
    assert list(mail) == ["Subject"]
    assert told.split() == one_line(subject).split() or "=?" in subject


@given(text=ENCODABLE, value=ENCODABLE, times=st.integers(1, 400))
def test_no_line_is_longer_than_a_mail_server_takes(text: str, value: str, times: int) -> None:
    written = write_mail([("Subject", one_line(value * times))], text * times)

    assert max(len(line) for line in written.split(b"\r\n")) <= LONG
    assert b"\r" not in written.replace(b"\r\n", b"")
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_texts_that_mail_programs_tell_apart_are_no_end_of_a_part() -> None:
    first = write_mail([], "Hello.", "<p>Hello.</p>")

    again = write_mail([], first.decode(), first.decode())

    assert [kind for kind, _ in decoded(message_from_bytes(again))] == ["text/plain", "text/html"]


def test_half_a_character_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        write_mail([], "\ud83c")


def test_header_that_is_long_is_folded_between_words() -> None:
    assert header("Subject", "word " * 19 + "word").count("\r\n word") == 1
