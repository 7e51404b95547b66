"""Handing a post to its channel, and saying why it did not get there."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from planning.outbox.chat.addresses import AddressRejected, open_channel, service_at
from planning.outbox.chat.failures import Code, Never, NotNow, PostFailed
from planning.outbox.chat.watch import only_outside
from planning.outbox.models import Message

AT_MOST = 60.0
"""Seconds a post can take. Well within a message's lease: a channel that dawdles must not hold up the mail."""

# A server that just has no time says these; it would say any other 4xx again.
PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
SAID = re.compile(r"error=(\d{3})\b")
# Words that notify everyone in a room. A topic's title must not.
CALLS = re.compile(r"@(?=(?:all|channel|everyone|here|room)\b)", re.IGNORECASE)


def deliver_post(message: Message) -> None:
    """Post it to its channel. Raises NotNow or Never, neither of which names the address."""
    channel = message.channel
    if channel is None or channel.removed_at is not None:
        raise Never(Code.REMOVED)
    attempt = Attempt(channel.url, title=message.subject, body=message.text)
    attempt.start()
    attempt.join(AT_MOST)
    if attempt.is_alive():
        raise NotNow(Code.TOO_SLOW, service=service_at(channel.url), seconds=round(AT_MOST))
    if attempt.error is not None:
        raise attempt.error


class Attempt(threading.Thread):
    """One post, in a thread of its own: a server that answers one byte at a time would hold up the worker for ever."""

    def __init__(self, address: str, *, title: str, body: str) -> None:
        super().__init__(name="post to a channel", daemon=True)
        self.address, self.title, self.body = address, title, body
        self.error: PostFailed | None = None

    def run(self) -> None:
        try:
            self.error = post_to_channel(self.address, title=self.title, body=self.body)
        except AddressRejected as rejection:
            self.error = Never(rejection.failure.code, **rejection.failure.names)
        except Exception as error:  # noqa: BLE001  # code by many hands, for many services: none of it may end the worker
            # Not the error itself: it may hold the address.
            self.error = NotNow(Code.BROKEN, service=service_at(self.address), error=type(error).__name__)


def post_to_channel(address: str, *, title: str, body: str) -> PostFailed | None:
    """Return why it did not get there, or nothing."""
    service = service_at(address)
    with only_outside() as watch, hearing_apprise() as answers:
        done = open_channel(address).notify(body=quiet(body), title=quiet(title), body_format="text")
    if watch.refused:
        return Never(Code.LED_INSIDE, service=service)
    return None if done else reason(service, answers.status)


def quiet(text: str) -> str:
    """It reads the same, but notifies no one: there is a zero-width space after the @."""
    return CALLS.sub("@\u200b", text)


def reason(service: str, status: int | None) -> PostFailed:
    """What to say about an answer. Without one, or with one that may change, it is worth trying again."""
    if status is None:
        return NotNow(Code.SILENT, service=service)
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Never(Code.GONE, service=service, status=status)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Never(Code.MOVED, service=service, status=status)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in PASSING:
        return Never(Code.REFUSED, service=service, status=status)
    return NotNow(Code.BUSY, service=service, status=status)


class Answers(logging.Handler):
    """Listens to what Apprise says of an answer: it returns true or false, and logs the rest. The text goes nowhere."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.thread = threading.get_ident()
        self.status: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread and (said := SAID.search(record.getMessage())):
            self.status = int(said[1])


@contextmanager
def hearing_apprise() -> Iterator[Answers]:
    logger, answers = logging.getLogger("apprise"), Answers()
    logger.addHandler(answers)
    try:
        yield answers
    finally:
        logger.removeHandler(answers)
