"""Mail on the console of a laptop: a line for each, and where to see it in this machine's browser."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import console
from django.urls import reverse

from planning.outbox.mail.letters import MESSAGE_ID


class EmailBackend(console.EmailBackend):
    """Django's own, which prints what a mail server would get."""

    @property
    def is_read_here(self) -> bool:
        return settings.LOCAL

    def write_message(self, message: EmailMessage) -> Any:
        to = ", ".join(message.to)
        if (address := address_of(message)) and self.is_read_here:
            self.stream.write(f"Mail to {to}: {message.subject} – {address}\n")
        else:
            self.stream.write(f"To: {to}\nSubject: {message.subject}\n\n{message.body}\n{'-' * 79}\n")


def address_of(message: EmailMessage) -> str:
    """Where it is shown, if it is from the outbox."""
    found = MESSAGE_ID.fullmatch(str(message.extra_headers.get("Message-ID", "")))
    return settings.SITE_URL + reverse("mail", args=[int(found[2])]) if found else ""
