"""Writing to someone. The message is stored with the change it tells of, and sent after."""

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
    """Put a message into the outbox and wake the delivery once the transaction is through.

    `in_doubt`, when nobody knows whether it left, it is sent again, as suits reminders, news and codes to sign in with:
    a second copy is thrown away, one that is missing is missed. What would confuse people twice is held instead.
    What `is_urgent` goes before all that waits. What is `held` waits for a person.
    Raises IntegrityError where a message with this key is there already.
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
    """Ask for one wake-up, however many messages the transaction writes: each costs a word with the broker."""
    waiting = transaction.get_connection().run_on_commit
    if not any(callback is wake_delivery for _, callback, _ in waiting):
        transaction.on_commit(wake_delivery, robust=True)
