"""One connection to the mail server for many mails."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

GOOD_BYE = 421
"""RFC 5321: the server closes the connection, say after so many mails or so long a pause."""


class InDoubt(Exception):
    """The connection broke while the text was on its way: no one knows whether the server has it."""


class Mailer:
    """Opens its connection with the first mail, keeps it for the next ones, and opens another after an error."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._is_open = False
        self.is_down = False
        """Whether the server cannot be reached. Then no other mail has a chance either."""
        self.is_read_here: bool = getattr(self._backend, "is_read_here", False)
        """Whether mail does not leave: on a machine of one's own people read it in their browser."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, mail: EmailMessage) -> None:
        """Hand the mail over. Raises InDoubt, OSError (of which SMTPException is one) or ValueError."""
        was_open = self._is_open
        self._open()
        try:
            self._hand_over(mail)
        except OSError as error:
            self._close()
            if not (was_open and is_good_bye(error)):
                raise
            self._open()
            self._hand_over(mail)

    def _open(self) -> None:
        if not self._is_open:
            self.is_down = True
            self._backend.open()
            self._is_open, self.is_down = True, False

    def _hand_over(self, mail: EmailMessage) -> None:
        try:
            if not self._backend.send_messages([mail]):  # Django's way to say that a mail goes to no one
                raise ValueError("There is no address to send it to.")
        except (SMTPResponseException, SMTPRecipientsRefused):
            raise  # an answer leaves no doubt
        except OSError as error:
            # A backend that does not say is taken to have been in the middle of it.
            if getattr(self._backend, "is_in_doubt", True):
                self._close()
                raise InDoubt(str(error)) from error
            raise

    def _close(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except OSError:
            self._backend = get_connection()


def is_good_bye(error: OSError) -> bool:
    """Whether the server ended the connection before it had the mail, for no fault of the mail's."""
    if isinstance(error, SMTPRecipientsRefused):
        return any(code == GOOD_BYE for code, _ in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == GOOD_BYE
    return isinstance(error, (SMTPServerDisconnected, ConnectionError))
