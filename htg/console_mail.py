"""Mail on the console of a laptop, as a person reads it: no headers in code, and the text once."""

from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Django's own, which prints what a mail server would get."""

    def write_message(self, message: EmailMessage) -> Any:
        self.stream.write(f"To: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}\n{'-' * 79}\n")
