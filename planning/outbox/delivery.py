"""Taking messages out of the outbox, one worker a message, and sending them."""

import hashlib
import logging
import random
from datetime import datetime, timedelta
from email.utils import format_datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models

from planning.outbox.models import Message, MessageQuerySet

# Longer than any one mail takes: a mail server may use up EMAIL_TIMEOUT at each step of its protocol.
LEASE = timedelta(minutes=5)
# With the backoff below, about two days and a half: a mail server that is down over the weekend loses nothing.
MAX_ATTEMPTS = 24
# How the keys of messages about signing in begin.
ABOUT_SIGNING_IN = "account/"

logger = logging.getLogger(__name__)


def deliver_next(*, now: datetime) -> bool:
    """Send the message that has waited longest. Return False when there is none."""
    for message in Message.objects.due(now)[:20]:
        if message.claim(now=now, lease=LEASE):
            send(message, now=now)
            return True
    return False


def send(message: Message, *, now: datetime) -> None:
    """Hand a claimed message to the mail server and record what came of it."""
    if message.attempts > MAX_ATTEMPTS:  # each attempt ended the worker, so none was recorded
        _record(message, state=Message.State.DEAD, lease_until=None)
        return
    try:
        _hand_over(as_mail(message, now=now))
    except (SMTPException, OSError, ValueError) as error:
        # Not the error itself: mail servers answer with the recipient's address.
        logger.warning("Message %s was not sent: %s", message.pk, type(error).__name__)
        _record_failure(message, error, now=now)
    else:
        _record_sent(message, now=now)


def revive(messages: MessageQuerySet, *, now: datetime) -> int:
    """Try again what was given up, from the first attempt on. Return how many."""
    return messages.dead().update(state=Message.State.WAITING, due_at=now, attempts=0)


def as_mail(message: Message, *, now: datetime) -> EmailMessage:
    """The mail, with a Message-ID that stays the same if it has to be sent twice."""
    headers = {
        "Message-ID": message_id(message),
        "Date": format_datetime(now),
        "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's absence note answers it
    }
    return EmailMessage(message.subject, message.text, to=[message.to], headers=headers)


def message_id(message: Message) -> str:
    """RFC 5322: unique and stable, made of the message's key and the host of the site."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def backoff(attempts: int) -> timedelta:
    """A quarter of a minute, doubled with each attempt up to four hours, spread so that not all come back at once.

    It begins short because a sign-in code is good for three minutes.
    """
    seconds = min(15 * 2 ** (attempts - 1), 4 * 60 * 60)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311  # spread, not secrecy


def _hand_over(mail: EmailMessage) -> None:
    if not mail.send():  # Django's word for a mail that goes to nobody
        raise ValueError("There is no address to send it to.")


def _record_sent(message: Message, *, now: datetime) -> None:
    # Sign-in codes and links are for their reader alone: once on their way they are kept nowhere in clear.
    text = "" if message.key.startswith(ABOUT_SIGNING_IN) else message.text
    _record(message, state=Message.State.SENT, text=text, sent_at=now, lease_until=None, last_error="")


def _record_failure(message: Message, error: Exception, *, now: datetime) -> None:
    hopeless = message.attempts >= MAX_ATTEMPTS or is_refused(error)
    _record(
        message,
        state=Message.State.DEAD if hopeless else Message.State.WAITING,
        due_at=now + backoff(message.attempts),
        lease_until=None,
        last_error=str(error),
    )


def is_refused(error: Exception) -> bool:
    """Whether this message will never go: the server said no to its reader or its text for good (RFC 5321: 5yz),
    or its address cannot be written down at all. A no to us (who we are, our password) is mended in the settings.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def _record(message: Message, **fields: object) -> None:
    """Write the result, unless the lease ran out and another worker has the message by now."""
    held = models.Q(state=Message.State.SENDING, lease_until=message.lease_until, attempts=message.attempts)
    Message.objects.filter(held, pk=message.pk).update(**fields)
