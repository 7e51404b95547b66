import pytest
from pytest_django import Settings

from planning.outbox.mail.letters import Letter
from planning.outbox.mail.mailer import InDoubt, Mailer
from tests.mail_server import MailServer


def letter(to: str = "ada@example.org") -> Letter:
    return Letter("Hello", "Hello there.", to=[to])


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


def test_other_work_is_done_before_the_text_leaves_and_while_the_server_works(mail_server: MailServer) -> None:
    done: list[tuple[str, int]] = []
    with Mailer() as mailer:
        for number in range(2):
            mailer.send(
                letter(),
                before_text=lambda n=number: done.append((f"before {n}", len(mail_server.mails))),  # type: ignore[misc]
                meanwhile=lambda n=number: done.append((f"meanwhile {n}", n)),  # type: ignore[misc]
            )

    assert [word for word, _ in done] == ["before 0", "meanwhile 0", "before 1", "meanwhile 1"]
    assert [arrived for word, arrived in done if "before" in word] == [0, 1]


def test_work_before_the_text_is_done_once_though_the_server_is_called_again(mail_server: MailServer) -> None:
    done: list[int] = []
    with Mailer() as mailer:
        mailer.send(letter())
        mail_server.close()
        mail_server.open()
        mailer.send(letter(), before_text=lambda: done.append(len(mail_server.mails)))

    assert done == [1]
