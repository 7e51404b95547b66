"""Mail that is collected instead of sent, and kept as one file that mail programs open."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from mailbox import mbox
from pathlib import Path
from tempfile import TemporaryDirectory
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
    """The mails as an mbox (RFC 4155), each with the moment it was sent in its separator."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "messages.mbox")
        with closing(mbox(path)) as box:
            for number, mail in enumerate(mails, start=1):
                box.add(with_separator(mail, boundary=f"rehearsal-{number}"))
        return path.read_bytes()


def with_separator(mail: EmailMessage, *, boundary: str) -> Message:
    """The boundary is given, as one by chance would make each rehearsal another one."""
    message: Message = mail.message()
    if message.is_multipart():
        message.set_boundary(boundary)
    sent_at = parsedate_to_datetime(str(message["Date"])).astimezone(UTC)
    message.set_unixfrom(f"From {parseaddr(mail.from_email)[1]} {sent_at.ctime()}")
    return message
