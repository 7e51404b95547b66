from io import StringIO

from django.core.mail import EmailMultiAlternatives

from htg.console_mail import EmailBackend


def test_mail_on_the_console_is_readable_and_told_once() -> None:
    told = StringIO()
    mail = EmailMultiAlternatives("“Merge it.” – due today", "Über und über.", to=["Ada <ada@example.org>"])
    mail.attach_alternative("<p>Über und über.</p>", "text/html")

    EmailBackend(stream=told).send_messages([mail])

    assert told.getvalue().splitlines()[:4] == [
        "To: Ada <ada@example.org>",
        "Subject: “Merge it.” – due today",
        "",
        "Über und über.",
    ]
    assert "<p>" not in told.getvalue()
