import mailbox
from contextlib import closing
from pathlib import Path

from django.core.mail import EmailMessage, send_mail

from htg.rehearsal.mailbag import as_mbox, collected_mail

DATE = {"Date": "Mon, 21 Jun 2027 08:00:00 +0200", "Message-ID": "<1@testserver>"}


def mail(text: str) -> EmailMessage:
    return EmailMessage("🌱 Hello", text, "Garden <garden@example.org>", ["ada@example.org"], headers=DATE)


def test_collected_mail_is_not_sent(mailoutbox: list[EmailMessage]) -> None:
    with collected_mail() as collected:
        send_mail("Hello", "Hello there.", None, ["ada@example.org"])

    assert [mail.subject for mail in collected] == ["Hello"]
    assert mailoutbox == []


def test_mail_is_sent_again_after_it_was_collected(mailoutbox: list[EmailMessage]) -> None:
    with collected_mail():
        pass

    send_mail("Hello", "Hello there.", None, ["ada@example.org"])

    assert len(mailoutbox) == 1


def test_mbox_is_read_by_a_mail_program(tmp_path: Path) -> None:
    path = tmp_path / "messages.mbox"
    path.write_bytes(as_mbox([mail("One line\nFrom here on, another."), mail("No line break at the end")]))

    with closing(mailbox.mbox(path)) as mbox:
        read = list(mbox)

    assert [message.get_from() for message in read] == ["garden@example.org Mon Jun 21 06:00:00 2027"] * 2
    assert [message.get_payload() for message in read] == [
        "One line\n>From here on, another.\n",
        "No line break at the end\n",
    ]
