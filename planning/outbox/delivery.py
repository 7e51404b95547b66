"""Taking messages out of the outbox, a batch at a time, and sending them one after the other."""

import logging
import math
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from smtplib import SMTPDataError, SMTPRecipientsRefused

from planning.outbox.chat import posts
from planning.outbox.claiming import MAX_ATTEMPTS, Claim, claim, take_back
from planning.outbox.mail.letters import Letter, as_mail
from planning.outbox.mail.mailer import InDoubt, Mailer
from planning.outbox.models import Message

Clock = Callable[[], datetime]
"""A run lasts, so it asks for the time again and again."""

State = Message.State
BROKE_OFF = (
    "It may have arrived: the connection broke while it was being handed over. "
    "Ask the recipient, or look in the mail server's log."
)


logger = logging.getLogger(__name__)


@dataclass
class Run:
    """What one run of the delivery did."""

    taken: int = 0
    is_through: bool = True
    """Whether it ended because nothing more could be sent, not because its time was up."""


def deliver(*, clock: Clock, seconds: float = math.inf) -> Run:
    """Send what is due, for at most that many seconds. Several can run at the same time."""
    stop_at = time.monotonic() + seconds
    run = Run()
    take_back(now=clock())
    with Mailer() as mailer:
        while time.monotonic() < stop_at:
            batch = claim(now=clock(), posts_only=mailer.is_down)
            if not batch.messages:
                return run
            run.taken += send_batch(batch, mailer, clock=clock, stop_at=stop_at)
    run.is_through = False
    return run


def send_batch(batch: Claim, mailer: Mailer, *, clock: Clock, stop_at: float) -> int:
    """Send one message after the other and give back those not begun. Return how many were taken in hand."""
    taken, drafts = 0, Drafts(batch, clock=clock)
    try:
        while time.monotonic() < stop_at and (message := batch.begin_next(now=clock())):
            taken += 1
            result = send(message, mailer, batch, drafts, now=clock())
            batch.write_down()  # of the one before, where there was no time yet
            batch.note(message, result)
            if mailer.is_down:
                batch.give_back([message for message in batch.messages if message.channel_id is None])
    finally:
        batch.write_down()
        batch.give_back(batch.messages)
    return taken


class Drafts:
    """The next mail of a batch is written while the mail server takes in the one before."""

    def __init__(self, batch: Claim, *, clock: Clock) -> None:
        self._batch, self._clock = batch, clock
        self._ready: dict[int, Letter] = {}

    def take(self, message: Message) -> Letter:
        return self._ready.pop(message.pk, None) or as_mail(message, now=self._clock())

    def write_next(self) -> None:
        for message in self._batch.messages[:1]:
            if message.channel_id is None:
                with suppress(Exception):  # told when it is its turn: the mail before is on its way just now
                    letter = as_mail(message, now=self._clock())
                    letter.seal()
                    self._ready = {message.pk: letter}


def send(message: Message, mailer: Mailer, batch: Claim, drafts: Drafts, *, now: datetime) -> dict[str, object]:
    """Hand over a message. Return what to write down."""
    try:
        if message.channel_id is None:
            mailer.send(drafts.take(message), before_text=batch.write_down, meanwhile=drafts.write_next)
        else:
            batch.write_down()
            posts.deliver(message)
    except (InDoubt, OSError, ValueError, MessageError) as error:
        # Not the error itself: mail servers answer with the recipient's address.
        logger.warning("Message %s was not sent: %s", message.pk, type(error.__cause__ or error).__name__)
        return not_sent(message, error, now=now)
    return sent(message, is_read_here=mailer.is_read_here, now=now)


def sent(message: Message, *, is_read_here: bool, now: datetime) -> dict[str, object]:
    """No more than has to be written: this is most of what a mail costs here."""
    columns: dict[str, object] = {"state": State.SENT, "sent_at": now, "attempts": message.attempts + 1}
    if message.in_doubt == Message.InDoubt.HOLD:
        columns["begun_at"] = None
    if message.last_error:
        columns["last_error"] = ""
    if (
        message.is_about_signing_in and not is_read_here
    ):  # codes and links are for their reader alone: now they are no longer kept anywhere in clear
        columns |= {"text": "", "html": ""}
    return columns


def not_sent(message: Message, error: Exception, *, now: datetime) -> dict[str, object]:
    attempts = message.attempts + 1
    columns: dict[str, object] = {"attempts": attempts, "last_error": str(error)}
    # Chat services do not say what happened to a post that got no good answer.
    may_have_arrived = isinstance(error, InDoubt) or (message.channel_id is not None and isinstance(error, OSError))
    if may_have_arrived and message.in_doubt == Message.InDoubt.HOLD:  # begun_at stays: it says why it is held
        return columns | {"state": State.HELD, "last_error": f"{BROKE_OFF} ({error})"}
    if isinstance(error, InDoubt):
        columns["takeovers"] = message.takeovers + 1
    if is_bounce(error):
        columns["bounced_at"] = now
    hopeless = attempts >= MAX_ATTEMPTS or is_refused(error)
    state = State.DEAD if hopeless else State.WAITING
    return columns | {"state": state, "due_at": now + backoff(attempts), "begun_at": None}


def backoff(attempts: int) -> timedelta:
    """A quarter of a minute, doubled with each attempt up to four hours, spread so that not all come back at once.

    It starts short because a sign-in code only works for minutes.
    """
    seconds = min(15 * 2 ** (attempts - 1), 4 * 60 * 60)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311  # spread, not secrecy


def is_refused(error: Exception) -> bool:
    """Whether this message will never go: the server said a final no to its recipient or its text (RFC 5321: 5yz),
    or its address cannot be written at all. A no to us (who we are, our password) is fixed in the settings.
    """
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, (ValueError, MessageError)) or is_bounce(error)


def is_bounce(error: Exception) -> bool:
    """Whether the server said for good that the recipient's address accepts no mail."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())
