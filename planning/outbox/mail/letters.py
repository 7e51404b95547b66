"""What a message looks like as a mail, and which message a mail's id belongs to."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.utils.crypto import constant_time_compare, salted_hmac

from planning.outbox.models import Message

SALT = "planning.outbox.mails"
"""Never to be changed: it is in the ids of the mails that are out."""

MESSAGE_ID = re.compile(r"<([0-9a-f]{32})\.(\d{1,18})@[^<>@\s]+>", re.ASCII)
URL = re.compile(r"https?://[!-;=?-~]+")
"""Printable ASCII without spaces and angle brackets: anything else would end the header's value, or the header."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Not every one ends a line for a mail server, but the standard library takes many of them for an end."""

NO_ANSWERS = "DR, RN, NRN, OOF, AutoReply"
"""Exchange and Outlook heed this instead: no receipts and no absence notes. Not `All`, which would keep back NDR too:
that a mail came back is what we want to hear."""


def subject_line(subject: str) -> str:
    """A header cannot hold a line break, and a title may bring one."""
    return " ".join(CONTROL.sub(" ", subject).split())[:300]


def as_mail(message: Message, *, now: datetime) -> EmailMultiAlternatives:
    """The mail, with a Message-ID that stays the same if it has to be sent twice.

    Raises ValueError where it cannot be written down.
    """
    headers = {
        "Message-ID": message_id(message),
        "Date": format_datetime(now),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office reply answers it
        "X-Auto-Response-Suppress": NO_ANSWERS,
    }
    if message.unsubscribe_url:
        headers |= unsubscribing(message.unsubscribe_url)
    refuse_unreadable(message.to)
    mail = EmailMultiAlternatives(subject_line(message.subject), message.text, to=[message.to], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def refuse_unreadable(address: str) -> None:
    """The standard library trips over some addresses, which must not end a run. Raises ValueError."""
    try:
        sanitize_address(address, "utf-8")
    except (AttributeError, IndexError, TypeError) as error:
        raise ValueError("The address cannot be read. Write it like ada@example.org.") from error


def unsubscribing(url: str) -> dict[str, str]:
    """RFC 8058: mail programs show a button that posts to the address, without opening a page."""
    if not URL.fullmatch(url):
        raise ValueError("The address to unsubscribe at is no web address.")
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def message_id(message: Message) -> str:
    """RFC 5322: unique and stable. The number finds the message again when the mail bounces; no one who has not
    had the mail can make up the rest, and with it a bounce.
    """
    return f"<{_digest(message)}.{message.pk}@{urlsplit(settings.SITE_URL).hostname}>"


def message_named(ids: Iterable[str]) -> Message | None:
    """The first message that one of these Message-IDs belongs to."""
    for mail_id in ids:
        if (parts := MESSAGE_ID.fullmatch(mail_id)) is None:
            continue
        message = Message.objects.filter(pk=int(parts[2])).first()
        if message and constant_time_compare(_digest(message), parts[1]):
            return message
    return None


def _digest(message: Message) -> str:
    return salted_hmac(SALT, message.key, algorithm="sha256").hexdigest()[:32]
