"""Mail that bounced: which message it was, and which addresses accept no mail.

A server that refuses at once says so while we talk to it. One that finds out later sends a mail of its own, a delivery
status notification (RFC 3464), which holds the Message-ID of what came back.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Mail

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from planning.outbox.mail.letters import MESSAGE_ID, message_named
from planning.outbox.models import Message
from planning.rejection import Rejected

IN_A_ROW = 3
INTERNATIONAL = re.compile(rb"message/global-delivery-status", re.IGNORECASE)
"""RFC 6533: the same for addresses beyond ASCII, but Python would not read its fields."""
ARRIVING = {"delivered", "relayed", "expanded"}


class NoBounce(Rejected):
    """This mail does not say that one of our messages bounced. The text says what it is instead."""


class NotForGood(NoBounce):
    """It is late, or it arrived: there is nothing to note."""


@dataclass(frozen=True)
class Bounce:
    message: Message
    reason: str


def bouncing_addresses(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that accept no mail: the last three messages to them bounced."""
    place = Window(RowNumber(), partition_by=F("to"), order_by=[F("written_at").desc(), F("pk").desc()])
    finished = Message.objects.finished().filter(to__in=set(addresses), channel=None).order_by()
    latest = finished.annotate(place=place).filter(place__lte=IN_A_ROW)
    came_back: defaultdict[str, int] = defaultdict(int)
    for to, bounced_at in latest.values_list("to", "bounced_at"):
        came_back[to] += bounced_at is not None
    return {to for to, number in came_back.items() if number == IN_A_ROW}


def mark_bounced(bounce: Bounce, *, now: datetime) -> None:
    """Note it once: a server may report it twice."""
    Message.objects.filter(pk=bounce.message.pk, bounced_at=None).update(
        bounced_at=now, last_error=bounce.reason, failure={}
    )


def read_bounce(notification: bytes) -> Bounce:
    """Find out which message bounced for good. Raises NoBounce."""
    mail = message_from_bytes(INTERNATIONAL.sub(b"message/delivery-status", notification))
    report = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    if report is None:
        raise NoBounce("This is not a delivery status notification (RFC 3464): it has no message/delivery-status part.")
    message = message_named(returned_ids(mail))
    if message is None:
        raise NoBounce("It returns no message from this site. Its Message-ID is missing, or was not made here.")
    return Bounce(message=message, reason=reason_in(report, message.address))


def returned_ids(mail: Mail) -> Iterator[str]:
    """The ids in what came back, a mail or its headers; then those that the notification itself refers to."""
    for part in mail.walk():
        if part is not mail and part["Message-ID"]:
            yield from ids_in(str(part["Message-ID"]))
        if part.get_content_type() == "text/rfc822-headers":
            yield from ids_in(body_of(part))
    for header in ("In-Reply-To", "References"):
        yield from ids_in(str(mail.get(header, "")))


def ids_in(text: str) -> Iterator[str]:
    return (found[0] for found in MESSAGE_ID.finditer(text))


def body_of(part: Mail) -> str:
    body = part.get_payload(decode=True)
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else ""


def reason_in(report: Mail, address: str) -> str:
    """What the server says about the recipient that failed. Raises NotForGood if none did.

    `failed` is final whatever the status: the server has given up, perhaps after days of a 4.4.7. `delayed` never is,
    and `relayed` and `expanded` are the last we hear (RFC 3464, 2.3.3). Of several recipients, as behind an
    alias, only ours counts if it is named.
    """
    recipients = [fields for fields in report.get_payload() if isinstance(fields, Mail) and "Action" in fields]
    ours = [fields for fields in recipients if is_named(address, fields)] or recipients
    failed = [fields for fields in ours if action_of(fields) == "failed"]
    went_on = [fields for fields in ours if action_of(fields) in ARRIVING]
    if not failed or went_on:
        said = ", ".join(f"{action_of(fields)} {first_word(fields['Status'])}".strip() for fields in ours)
        raise NotForGood(f"Nothing bounced for good: it says “{said or 'nothing about any recipient'}”.")
    status, why = first_word(failed[0]["Status"]), condensed(failed[0]["Diagnostic-Code"])
    return f"{status} {why}".strip() or "The mail server gave up on it, and did not say why."


def is_named(address: str, fields: Mail) -> bool:
    """Whether it is about the address, which its server may have replaced by another."""
    named = (str(fields.get(header, "")).partition(";")[2] for header in ("Original-Recipient", "Final-Recipient"))
    return address.lower() in {first_word(name).strip("<>").lower() for name in named}


def action_of(fields: Mail) -> str:
    return first_word(fields["Action"]).lower()


def first_word(value: object) -> str:
    """RFC 3464 allows comments after it."""
    return next(iter(str(value or "").split()), "")


def condensed(value: object) -> str:
    return " ".join(str(value or "").split())[:500]
