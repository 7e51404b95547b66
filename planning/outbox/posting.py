"""Writing to someone. The message is stored together with the change it is about, and sent afterwards."""

from datetime import datetime

from django.db import transaction

from planning.outbox.mail.letters import subject_line
from planning.outbox.models import Channel, Message
from planning.outbox.tasks import wake_delivery


def post(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    unsubscribe_url: str = "",
    channel: Channel | None = None,
    in_doubt: Message.InDoubt = Message.InDoubt.RESEND,
    held: bool = False,
    is_urgent: bool = False,
    now: datetime,
) -> Message:
    """Put a message into the outbox, and wake the delivery once the transaction is committed.

    `in_doubt`: if no one knows whether it was sent, it is sent again, as suits reminders, news and sign-in codes:
    a second copy does no harm, a missing one does. What would confuse people twice is held instead.
    What `is_urgent` goes before all else. What is `held` waits for a person.
    Raises IntegrityError if there is already a message with this key.
    """
    message = Message.objects.create(
        key=key,
        to=to,
        channel=channel,
        subject=subject_line(subject),
        text=text,
        html=html,
        unsubscribe_url=unsubscribe_url,
        in_doubt=in_doubt,
        state=Message.State.HELD if held else Message.State.WAITING,
        is_urgent=is_urgent,
        written_at=now,
        due_at=now,
    )
    wake_delivery_on_commit()
    return message


def wake_delivery_on_commit() -> None:
    """Ask for one wake-up, however many messages the transaction writes: each costs a trip to the broker."""
    waiting = transaction.get_connection().run_on_commit
    if not any(callback is wake_delivery for _, callback, _ in waiting):
        transaction.on_commit(wake_delivery, robust=True)
