"""The mail server. Django's own backend, telling also whether a mail may have arrived though its connection broke."""

from smtplib import SMTP, SMTP_SSL
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend


class Line(SMTP):
    """One connection to a mail server."""

    text_left = False
    """Whether the text of the last mail was on its way, and no answer to it came."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.text_left = True
        answer = super().data(msg)
        self.text_left = False
        return answer


class EncryptedLine(Line, SMTP_SSL):
    """The same from the first byte on, for `smtp+ssl`."""


class EmailBackend(DjangoBackend):
    @property
    def connection_class(self) -> type[SMTP]:
        return EncryptedLine if self.use_ssl else Line

    @property
    def is_in_doubt(self) -> bool:
        return isinstance(self.connection, Line) and self.connection.text_left
