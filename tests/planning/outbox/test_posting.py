from contextlib import suppress

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from planning.outbox.delivery import deliver
from planning.outbox.models import Message
from planning.outbox.posting import post
from tests.clock import HACKING

pytestmark = pytest.mark.django_db


def write(key: str, subject: str = "Hello") -> Message:
    return post(key=key, to="ada@example.org", subject=subject, text="Hello Ada.", now=HACKING)


def test_post_keeps_the_message_until_it_is_sent() -> None:
    message = write("news")

    assert (message.state, message.due_at, message.attempts) == (Message.State.WAITING, HACKING, 0)
    assert mail.outbox == []


def test_post_writes_the_subject_on_one_line() -> None:
    write("news", subject="Your topic\r\nBcc: everybody@example.org\n")

    deliver(clock=lambda: HACKING)

    assert mail.outbox[0].subject == "Your topic Bcc: everybody@example.org"
    assert mail.outbox[0].recipients() == ["ada@example.org"]


def test_post_cuts_a_subject_that_is_too_long() -> None:
    assert write("news", subject="long " * 100).subject == ("long " * 60)


def test_post_refuses_the_same_news_twice() -> None:
    write("news")

    with pytest.raises(IntegrityError), transaction.atomic():
        write("news")


def test_post_wakes_the_delivery_once_a_transaction(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        for number in range(30):
            write(f"news/{number}")

    assert len(callbacks) == 1


def test_post_wakes_the_delivery_though_an_earlier_post_was_taken_back(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        with suppress(ZeroDivisionError), transaction.atomic():
            write("taken back")
            1 / 0  # noqa: B018  # something goes wrong after it
        write("news")

    assert len(callbacks) == 1
    assert [message.key for message in Message.objects.all()] == ["news"]
