"""What a person decides about messages: admin pages, the API and commands follow the same rules.

Each rule is one conditional update, so that it never comes between a worker and the message it is sending.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from planning.outbox.models import Message, MessageQuerySet
from planning.outbox.posting import wake_delivery_on_commit
from planning.rejection import Rejected
from planning.texts.cleaning import line, lines

State = Message.State
WHERE_IT_IS = {
    State.WAITING: "It is waiting to be sent.",
    State.HELD: "It is already held back.",
    State.SENDING: "It is being sent right now.",
    State.SENT: "It was sent.",
    State.DEAD: "It was given up on.",
}


class MessageRejected(Rejected):
    pass


def hold_message(message: Message) -> None:
    """Keep it until someone releases it."""
    change(message, Q(state=State.WAITING), "Only what is waiting can be held back.", state=State.HELD, begun_at=None)


def release_message(message: Message, *, now: datetime) -> None:
    """Let it go out, even if it may have arrived: the person who releases it has asked."""
    change(
        message,
        Q(state=State.HELD),
        "Only what is held back can be released.",
        state=State.WAITING,
        due_at=now,
        begun_at=None,
        attempts=0,
    )
    wake_delivery_on_commit()


def revive_message(message: Message, *, now: datetime) -> None:
    """Try again what was given up on, starting with the first attempt."""
    change(message, Q(state=State.DEAD), "Only what was given up on can be sent again.", **revived(now))
    wake_delivery_on_commit()


def revive_messages(messages: MessageQuerySet, *, now: datetime) -> int:
    """The same for all of these that were given up on. Return how many."""
    number = messages.dead().update(**revived(now))
    wake_delivery_on_commit()
    return number


def revived(now: datetime) -> dict[str, object]:
    return {"state": State.WAITING, "due_at": now, "attempts": 0, "bounced_at": None}


def mark_sent(message: Message) -> None:
    """Believe the person who found out that it did arrive when it was handed over."""
    change(
        message,
        Q(state=State.HELD, begun_at__isnull=False),
        "Only what is held because it may have arrived can be marked as sent.",
        state=State.SENT,
        sent_at=F("begun_at"),
        begun_at=None,
        **({"text": "", "html": ""} if message.is_about_signing_in else {}),
    )


def edit_message(message: Message, *, subject: str, text: str) -> None:
    """Change what a held message says. The HTML would still have the old text, so it goes out without."""
    subject, text = line(subject), lines(text)
    if not subject or not text.strip():
        raise MessageRejected("A message needs a subject and a text.")
    columns = {"subject": subject, "folded": f"{message.to} {subject}"}
    if text.strip().splitlines() != message.text.strip().splitlines():  # browsers end lines with \r\n
        columns |= {"text": text.replace("\r\n", "\n"), "html": ""}
    change(message, Q(state=State.HELD), "Only what is held back can be changed. Hold it back first.", **columns)


def change(message: Message, where: Q, refusal: str, **columns: Any) -> None:
    if not Message.objects.filter(where, pk=message.pk).update(**columns):
        raise MessageRejected(f"{where_it_is(message)} {refusal}")
    message.refresh_from_db()


def where_it_is(message: Message) -> str:
    state = Message.objects.filter(pk=message.pk).values_list("state", flat=True).first()
    return WHERE_IT_IS[State(state)] if state else "It was deleted."
