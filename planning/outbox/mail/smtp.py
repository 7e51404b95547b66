"""Django's backend for mail servers. It also says whether a mail may have arrived though its connection broke."""

from smtplib import SMTP, SMTP_SSL
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend


class Connection(SMTP):
    text_left = False
    """Whether the text of the last mail was on its way, and no answer to it came."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.text_left = True
        answer = super().data(msg)
        self.text_left = False
        return answer


class EncryptedConnection(Connection, SMTP_SSL):
    """Encrypted from the first byte on, for `smtp+ssl`."""


class EmailBackend(DjangoBackend):
    @property
    def connection_class(self) -> type[SMTP]:
        return EncryptedConnection if self.use_ssl else Connection

    @property
    def is_in_doubt(self) -> bool:
        return isinstance(self.connection, Connection) and self.connection.text_left
