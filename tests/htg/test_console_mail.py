from io import StringIO

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from pytest_django import Settings

from htg.console_mail import EmailBackend
from planning.outbox.mail.letters import as_mail
from tests.clock import HACKING
from tests.factories import MessageFactory


def printed(mail: EmailMessage) -> list[str]:
    console = StringIO()
    EmailBackend(stream=console).send_messages([mail])
    return console.getvalue().splitlines()


def test_mail_on_the_console_is_a_line_that_says_where_to_read_it() -> None:
    message = MessageFactory.build(pk=7, to="Ada <ada@example.org>", subject="“Merge it.”", text="Long.\n" * 90)

    assert printed(as_mail(message, now=HACKING)) == [
        "Mail to Ada <ada@example.org>: “Merge it.” – http://testserver/mails/7/"
    ]


@pytest.mark.parametrize("is_local", [True, False])
def test_mail_that_is_shown_nowhere_else_is_printed_readably_and_once(settings: Settings, *, is_local: bool) -> None:
    settings.LOCAL = is_local
    mail = EmailMultiAlternatives("“Merge it.” – due today", "Über und über.", to=["Ada <ada@example.org>"])
    mail.attach_alternative("<p>Über und über.</p>", "text/html")
    if not is_local:
        mail.extra_headers["Message-ID"] = f"<{'0' * 32}.7@testserver>"

    assert printed(mail)[:4] == ["To: Ada <ada@example.org>", "Subject: “Merge it.” – due today", "", "Über und über."]
    assert "<p>" not in "".join(printed(mail))
