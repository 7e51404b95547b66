"""Taking messages out of the outbox, a batch at a time, and sending them one after the other."""

import logging
import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from smtplib import SMTPDataError, SMTPRecipientsRefused

from planning.outbox.chat import posts
from planning.outbox.chat.failures import NotNow, PostFailed
from planning.outbox.claiming import MAX_ATTEMPTS, Claim, claim, take_back
from planning.outbox.mail.letters import as_mail
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
    taken = 0
    try:
        while time.monotonic() < stop_at and (message := batch.begin_next(now=clock())):
            taken += 1
            batch.write_down(message, **send_message(message, mailer, now=clock()))
            if mailer.is_down:
                batch.give_back([message for message in batch.messages if message.channel_id is None])
    finally:
        batch.give_back(batch.messages)
    return taken


def send_message(message: Message, mailer: Mailer, *, now: datetime) -> dict[str, object]:
    """Hand over a message. Return what to write down."""
    try:
        if message.channel_id is None:
            mailer.send(as_mail(message, now=now))
        else:
            posts.deliver_post(message)
    except (InDoubt, OSError, ValueError, MessageError) as error:
        # Not the error itself: mail servers answer with the recipient's address.
        logger.warning("Message %s was not sent: %s", message.pk, type(error.__cause__ or error).__name__)
        return not_sent(message, error, now=now)
    return sent(message, is_read_here=mailer.is_read_here, now=now)


def sent(message: Message, *, is_read_here: bool, now: datetime) -> dict[str, object]:
    columns: dict[str, object] = {
        "state": State.SENT,
        "sent_at": now,
        "attempts": message.attempts + 1,
        "begun_at": None,
        "last_error": "",
        "failure": {},
    }
    # Codes and links are for their reader alone: now they are no longer kept anywhere in clear.
    if message.is_about_signing_in and not is_read_here:
        columns |= {"text": "", "html": ""}
    return columns


def not_sent(message: Message, error: Exception, *, now: datetime) -> dict[str, object]:
    attempts = message.attempts + 1
    columns: dict[str, object] = {"attempts": attempts, "last_error": str(error), "failure": {}}
    if isinstance(error, PostFailed):
        columns |= error.failure.columns()
    # Chat services do not say what happened to a post that got no good answer.
    may_have_arrived = isinstance(error, (InDoubt, NotNow))
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
