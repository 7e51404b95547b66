"""Mail that is collected instead of sent, and kept as one file that mail programs open."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from email.generator import BytesGenerator
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Mailbag(BaseEmailBackend):
    """The mail backend of a rehearsal."""

    collected: ClassVar[list[EmailMessage]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.collected.extend(email_messages)
        return len(email_messages)


@contextmanager
def collected_mail() -> Iterator[list[EmailMessage]]:
    """Whatever is sent within the block ends up in the list, and nowhere else."""
    configured = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{Mailbag.__module__}.{Mailbag.__qualname__}"
    Mailbag.collected.clear()
    try:
        yield Mailbag.collected
    finally:
        settings.EMAIL_BACKEND = configured


def as_mbox(mails: Sequence[EmailMessage]) -> bytes:
    """The mails in mbox format (RFC 4155), each with the moment it was sent in its separator."""
    mbox = BytesIO()
    for number, mail in enumerate(mails, start=1):
        message = mail.message()
        if message.is_multipart():
            message.set_boundary(f"rehearsal-{number}")  # not at random, which would make every rehearsal different
        sent_at = parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
        mbox.write(f"From {parseaddr(mail.from_email)[1]} {sent_at.ctime()}\n".encode())
        # A line of the text that begins with "From " would look like the next separator.
        BytesGenerator(mbox, mangle_from_=True).flatten(message)
        mbox.write(b"\n" if mail.body.endswith("\n") else b"\n\n")
    return mbox.getvalue()
