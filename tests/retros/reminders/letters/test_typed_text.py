"""What people typed, in letters and posts."""

from datetime import UTC, datetime
from email.message import Message as Mail
from typing import cast

import pytest
from django.core.mail import EmailMultiAlternatives

from planning.outbox.posting import post
from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.reasons import Kind
from retros.reminders.letters.composing import Letter, letter_of
from retros.reminders.loading.due import event_facts
from tests.factories import EventFactory, NextStepFactory, TopicFactory, UserFactory
from tests.retros.reminders.mailing import DAY, digest_to, item, mailed_step

pytestmark = pytest.mark.django_db


def letter_about(text: str = "Water the beds.", **fields: object) -> Letter:
    step, ada, _ = mailed_step(text=text)
    return letter_of(digest_to(ada, item(step, **fields)))  # type: ignore[arg-type]  # fields of a StepItem


def test_letter_shows_markdown_as_plain_words() -> None:
    letter = letter_about("Read [the docs](https://evil.example/x) **twice** & `think` <script>alert(1)</script>")

    assert "* Read the docs twice & think <script>alert(1)</script>" in letter.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in letter.html
    assert "<script" not in letter.html
    assert "evil.example" not in letter.text + letter.html


def test_letter_shortens_a_step_that_is_far_too_long() -> None:
    letter = letter_about("word " * 1000)

    assert max(map(len, letter.text.splitlines())) < 400
    assert len(letter.subject) < 140


def test_title_cannot_bring_a_header_of_its_own() -> None:
    event = EventFactory(name="Hack\r\nBcc: eve@example.org")
    topic = TopicFactory(event=event, title="Beds\r\nBcc: eve@example.org")
    step = NextStepFactory(topic=topic, text="Water\r\nBcc: eve@example.org\r\n\r\nbody", due_on=DAY)
    nudge = PhaseItem(
        Kind.PRESENT,
        event_facts(event),
        "",
        datetime(2026, 12, 29, tzinfo=UTC),
        "/",
        subject="Beds\r\nBcc: eve@example.org",
    )
    ada = UserFactory()

    for contents in (
        digest_to(ada, item(step), name="Ada\r\nBcc: eve@example.org"),
        digest_to(ada, nudges=(nudge,)),
    ):
        letter = letter_of(contents)
        message = post(
            key=letter.subject[:50],
            to=ada.email,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            now=datetime(2026, 12, 28, tzinfo=UTC),
        )
        mail = cast("Mail", EmailMultiAlternatives(message.subject, message.text, to=[message.to]).message())
        assert "\n" not in letter.subject
        assert "\r" not in letter.subject
        assert mail["Bcc"] is None
        assert not [line for line in letter.text.splitlines() if line.strip().startswith("Bcc:")]
