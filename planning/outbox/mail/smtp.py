"""The mail server. Django's own backend, telling also whether a mail may have arrived though its connection broke."""

from collections.abc import Callable, Sequence
from smtplib import SMTP, SMTP_SSL
from typing import Any, cast

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

from planning.outbox.mail.letters import Letter

Work = Callable[[], object]


def nothing() -> None:
    pass


class Line(SMTP):
    """One connection to a mail server. Each answer of it takes time, in which other work is done."""

    text_left = False
    """Whether the text of the last mail was on its way, and no answer to it came."""
    before_text: Work = staticmethod(nothing)
    meanwhile: Work = staticmethod(nothing)

    def putcmd(self, cmd: str, args: str = "") -> None:
        super().putcmd(cmd, args)
        if cmd == "mail":
            self.before_text()

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        """The address is as it has to be: it is not read anew, as smtplib does, here and for `rcpt`."""
        self.putcmd("mail", " ".join((f"FROM:<{sender}>", *options)))
        return self.getreply()

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        self.putcmd("rcpt", " ".join((f"TO:<{recip}>", *options)))
        return self.getreply()

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.before_text()  # at the latest
        self.text_left = True
        answer = super().data(msg)
        self.text_left = False
        return answer

    def send(self, s: Any) -> None:
        super().send(s)
        if isinstance(s, bytes):  # commands are str
            self.meanwhile()


class EncryptedLine(Line, SMTP_SSL):
    """The same from the first byte on, for `smtp+ssl`."""


class EmailBackend(DjangoBackend):
    @property
    def connection_class(self) -> type[SMTP]:
        return EncryptedLine if self.use_ssl else Line

    @property
    def is_in_doubt(self) -> bool:
        return isinstance(self.connection, Line) and self.connection.text_left

    def hand_over(self, letter: Letter, *, before_text: Work, meanwhile: Work) -> None:
        """Send it over the open connection. Both are done while the server works, the first one perhaps twice."""
        line = cast("Line", self.connection)
        line.before_text, line.meanwhile = before_text, meanwhile
        sealed = letter.seal()
        line.sendmail(sealed.sender, sealed.recipients, sealed.content)
