"""What is said in German is complete, and is what the code says in English."""

import re
from typing import Any

import pytest
from babel.messages.catalog import Message

from tests.messages import MO, PO, collect, compiled, read, text_of, update

AGAIN = "Run `make messages`, and write what is new in German."
MESSAGES = [message for message in read() if message.id]


def singular_and_plural(said: Any) -> list[str]:
    return list(said) if isinstance(said, tuple | list) else [said]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|%s|{\w*}", text))


def test_catalogue_holds_all_that_is_said_and_nothing_else() -> None:
    said = {(message.id, message.context) for message in collect() if message.id}

    assert {(message.id, message.context) for message in MESSAGES} == said, AGAIN


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_message_has_its_german(message: Message) -> None:
    assert all(singular_and_plural(message.string)), AGAIN
    assert not message.fuzzy


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_message_keeps_its_placeholders(message: Message) -> None:
    english, german = singular_and_plural(message.id), singular_and_plural(message.string)
    named = set[str]().union(*map(placeholders, english))

    assert set().union(*map(placeholders, german)) <= named
    assert placeholders(german[-1]) == placeholders(english[-1])


def test_catalogue_is_written_as_make_messages_writes_it() -> None:
    assert PO.read_bytes() == text_of(update()), AGAIN


def test_compiled_catalogue_is_that_of_the_written_one() -> None:
    assert MO.read_bytes() == compiled(read()), AGAIN
