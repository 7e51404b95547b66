"""Whatever a message says, it arrives so."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.outbox.mail.letters import as_mail, subject_line
from planning.texts.cleaning import lines
from tests.clock import HACKING
from tests.factories import MessageFactory

TEXTS = ["Hello.", "Two\nlines\n", "Grüße 🌱\r\n", "old\rMac", ".\n..\nFrom here", "x" * 2000, "ü" * 600 + "\nend"]
ENCODABLE = st.text(st.characters(exclude_categories=["Cs"]))
LONG = 998
"""Bytes that a line may have at most (RFC 5322)."""


def on_the_line(**fields: str) -> bytes:
    """The mail as it goes to the mail server."""
    message = MessageFactory.build(pk=1, to="Ada Löve <ada@example.org>", **fields)
    return as_mail(message, now=HACKING).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # as Django's have it


def texts(mail: Mail) -> list[tuple[str, str]]:
    """The texts of a mail, each with its type."""
    return [(part.get_content_type(), payload(part)) for part in mail.walk() if not part.is_multipart()]


def payload(part: Mail) -> str:
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return with_plain_ends(found.decode())


def with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("html", ["", "<p>Grüße</p>\n", f"<p>{'long ' * 300}</p>"], ids=["none", "short", "long"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_and_html_arrive_as_they_were_written(text: str, html: str) -> None:
    found = texts(message_from_bytes(on_the_line(text=text, html=html)))

    expected = [("text/plain", with_plain_ends(text))]
    assert found == ([*expected, ("text/html", html)] if html else expected)


@given(text=ENCODABLE, html=ENCODABLE)
def test_no_character_of_a_text_is_lost(text: str, html: str) -> None:
    found = dict(texts(message_from_bytes(on_the_line(text=text, html=html))))

    assert found.get("text/plain", "") == with_plain_ends(text)
    assert found.get("text/html", "") == with_plain_ends(html)


@given(subject=ENCODABLE)
def test_subject_reads_as_it_was_put(subject: str) -> None:
    mail = message_from_bytes(on_the_line(subject=subject, text="Hello."))

    read = str(make_header(decode_header(mail["Subject"])))
    assert mail.get_payload() == "Hello."
    assert read.split() == subject_line(subject).split() or "=?" in subject


@given(text=ENCODABLE, value=ENCODABLE, times=st.integers(1, 400))
def test_no_line_is_longer_than_a_mail_server_takes(text: str, value: str, times: int) -> None:
    written = on_the_line(subject=value * times, text=lines(text * times))

    assert max(len(line) for line in written.split(b"\r\n")) <= LONG
    assert b"\r" not in written.replace(b"\r\n", b"")
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_mail_within_a_mail_is_no_end_of_a_part() -> None:
    first = on_the_line(text="Hello.", html="<p>Hello.</p>").decode()

    again = on_the_line(text=first, html=first)

    assert [kind for kind, _ in texts(message_from_bytes(again))] == ["text/plain", "text/html"]


def test_half_a_character_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        on_the_line(text="\ud83c")
