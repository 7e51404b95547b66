import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from planning.outbox.mail.mailer import InDoubt, Mailer
from tests.mail_server import MailServer


def letter(to: str = "ada@example.org") -> EmailMessage:
    return EmailMessage("Hello", "Hello there.", to=[to])


def test_connection_that_ended_while_idle_is_opened_again(mail_server: MailServer) -> None:
    with Mailer() as mailer:
        mailer.send(letter())
        mail_server.close()
        mail_server.open()
        mailer.send(letter())

    assert len(set(mail_server.connections)) == len(mail_server.mails) == 2


@pytest.mark.parametrize("setting", ["hangs_up_before_taking", "hangs_up_after_taking"])
def test_connection_that_breaks_after_the_text_leaves_doubt(setting: str, mail_server: MailServer) -> None:
    setattr(mail_server, setting, 1)

    with Mailer() as mailer, pytest.raises(InDoubt):
        mailer.send(letter())


def test_server_that_does_not_answer_the_text_in_time_leaves_doubt(mail_server: MailServer, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 0.2
    mail_server.seconds_for_each = 0.6

    with Mailer() as mailer, pytest.raises(InDoubt):
        mailer.send(letter())

    assert not mailer.is_down


def test_server_that_cannot_be_reached_is_down_until_it_can(mail_server: MailServer) -> None:
    mail_server.close()
    with Mailer() as mailer:
        with pytest.raises(OSError, match="refused"):
            mailer.send(letter())
        assert mailer.is_down

        mail_server.open()
        mailer.send(letter())
        assert not mailer.is_down
