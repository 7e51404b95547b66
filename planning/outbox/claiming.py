"""Which worker has which messages in hand. A claim is a batch of them under one token and one lease.

On PostgreSQL workers skip the rows that another one is just taking; on SQLite one writes after the other. A worker
sends its batch in order and writes each result down before it begins the next message, so of a batch whose worker died
only the first message left can have been in its hand. One that is not to be sent twice is marked before it is handed
over.
"""

import logging
import time
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from planning.outbox.chat.failures import Code, Failure
from planning.outbox.models import Message, MessageQuerySet

BATCH = 20
# With the backoff, about two days and a half: a mail server that is down over the weekend loses nothing.
MAX_ATTEMPTS = 24
# How long a result is kept in hand while the database is away, say because it is restarted.
PATIENCE = 60.0
MAY_HAVE_ARRIVED = (
    "It may have arrived: the worker that was sending it died before noting the result. "
    "Ask the recipient, or look in the mail server's log."
)

Result = TypeVar("Result")
State = Message.State
logger = logging.getLogger(__name__)


def lease() -> timedelta:
    """Longer than any one mail takes: a mail server may use up EMAIL_TIMEOUT at each step of its protocol."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


@dataclass
class Claim:
    token: uuid.UUID
    lease_until: datetime
    messages: list[Message]
    """Those not begun, in order."""

    def begin_next(self, *, now: datetime) -> Message | None:
        """Take the next message in hand, with enough of the lease left for it. None if there is no other."""
        if self.lease_until - now < lease() * 2 / 3:
            self._renew(now)
        while self.messages:
            message = self.messages.pop(0)
            if message.in_doubt == Message.InDoubt.RESEND or self._mark_begun(message, now):
                return message
        return None

    def _mark_begun(self, message: Message, now: datetime) -> bool:
        return patiently(lambda: self._mine([message]).update(begun_at=now)) == 1

    def write_down(self, message: Message, **columns: object) -> None:
        """Write what became of it, unless the lease ran out and another worker has the message by now."""
        released = {"lease_until": None, "claim": None, **columns}
        if not patiently(lambda: self._mine([message]).update(**released)):
            logger.warning("Message %s was taken over before its result was written down.", message.pk)

    def give_back(self, messages: Collection[Message]) -> None:
        """Let others have what was not begun."""
        self.messages = [message for message in self.messages if message not in messages]
        if messages:
            self._mine(messages).update(state=State.WAITING, lease_until=None, claim=None)

    def _renew(self, now: datetime) -> None:
        mine = self._mine(self.messages)
        mine.update(lease_until=now + lease())
        still = set(mine.values_list("pk", flat=True))
        self.lease_until = now + lease()
        self.messages = [message for message in self.messages if message.pk in still]

    def _mine(self, messages: Collection[Message]) -> MessageQuerySet:
        return Message.objects.filter(
            pk__in=[message.pk for message in messages], state=State.SENDING, claim=self.token
        )


@transaction.atomic
def claim(*, now: datetime, posts_only: bool = False) -> Claim:
    """Take the messages that have waited longest. It is empty when there are none."""
    due = Message.objects.due(now)
    if posts_only:
        due = due.exclude(channel=None)
    batch = Claim(uuid.uuid4(), now + lease(), list(due.select_for_update(skip_locked=True)[:BATCH]))
    if batch.messages:
        taken = Message.objects.filter(pk__in=[message.pk for message in batch.messages])
        taken.update(state=State.SENDING, claim=batch.token, lease_until=batch.lease_until, begun_at=None)
    return batch


def take_back(*, now: datetime) -> int:
    """Free what dead workers had when their lease has ended. Return how many messages may have left already."""
    tokens = set(Message.objects.abandoned(now).order_by().values_list("claim", flat=True))
    return sum(_take_back(token, now=now) for token in tokens)


@transaction.atomic
def _take_back(token: uuid.UUID | None, *, now: datetime) -> int:
    # Two workers may both see it: the second one waits here, and finds nothing left.
    left = list(Message.objects.abandoned(now).filter(claim=token).only(*FATE).select_for_update())
    if not left:
        return 0
    in_hand = left[:1] if token else left  # without a token it was claimed alone
    for message in in_hand:
        _decide(message, now=now)
    begun = [message.pk for message in in_hand]
    rest = Message.objects.filter(pk__in=[message.pk for message in left]).exclude(pk__in=begun)
    rest.update(state=State.WAITING, lease_until=None, claim=None, begun_at=None)
    logger.warning("A worker died, or was too slow. %s of its messages wait again.", len(left))
    return len(in_hand)


FATE = ("in_doubt", "begun_at", "attempts")


def _decide(message: Message, *, now: datetime) -> None:
    """The policy for a message that may have left."""
    columns: dict[str, object] = {"state": State.WAITING, "lease_until": None, "claim": None}
    if message.in_doubt == Message.InDoubt.HOLD:
        if message.begun_at:
            columns |= {
                "state": State.HELD,
                "last_error": MAY_HAVE_ARRIVED,
                "failure": {},
                "attempts": F("attempts") + 1,
            }
    else:
        columns |= {"attempts": F("attempts") + 1, "takeovers": F("takeovers") + 1}
        columns["due_at"] = now + lease() * message.attempts  # if it is what ends the workers, others go first
        if message.attempts + 1 >= MAX_ATTEMPTS:
            columns |= {"state": State.DEAD, **Failure(Code.WORKERS_DIED).columns()}
    Message.objects.filter(pk=message.pk).update(**columns)


def patiently(write: Callable[[], Result]) -> Result:
    """Write to the database, also if it is restarted just now: what was sent would be sent again otherwise."""
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > give_up_at:
                raise
            connection.close()
            time.sleep(0.2)
