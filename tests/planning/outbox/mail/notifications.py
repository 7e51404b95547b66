"""Delivery status notifications as mail servers write them."""

from collections.abc import Sequence

POSTFIX = """\
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: garden@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
In-Reply-To: {mail_id}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

This is a MIME-encapsulated message.

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 4F5A
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; ada@example.org
Original-Recipient: rfc822;ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>:
    no such user
{more}
{part}--b--
"""


def notification(
    mail_id: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    returned: str = "message/rfc822",
    others: Sequence[str] = (),
) -> bytes:
    """Postfix's. `returned` is the type of the part with the mail that came back; empty: there is none.

    `others` is what was done for more recipients, as behind an alias.
    """
    more = "".join(
        f"\nFinal-Recipient: rfc822; other{number}@example.org\nAction: {done}\nStatus: 4.4.7\n"
        for number, done in enumerate(others)
    )
    original = f"From: garden@example.org\nTo: ada@example.org\nMessage-ID: {mail_id}\nSubject: Your seat\n\nHello.\n"
    part = (
        f"--b\nContent-Description: Undelivered Message\nContent-Type: {returned}\n\n{original}\n" if returned else ""
    )
    fields = {"mail_id": mail_id, "action": action, "status": status, "more": more, "part": part}
    return POSTFIX.format_map(fields).encode()
