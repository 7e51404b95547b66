"""What an organizer decides about a digest before it leaves: hold it, put words above it, let it go."""

from datetime import date, datetime, timedelta

from django.db import transaction

from planning.outbox import holding
from planning.outbox.models import Message
from planning.people.models import User
from planning.rejection import Rejected
from retros.reminders.models import Digest

LONGEST_OPENING = 2000


class DigestRejected(Rejected):
    """A decision that comes too late, or makes no sense."""


@transaction.atomic
def hold_digest(user: User, day: date, *, by: User, now: datetime) -> Digest:
    """Keep the digest back when its day comes; where it is written already, what of it did not leave yet."""
    digest = open_digest(user, day, now=now)
    if digest.written_at is None:
        digest.held_at, digest.held_by = now, by
        digest.save(update_fields=["held_at", "held_by"])
        return digest
    waiting = digest.messages.filter(state=Message.State.WAITING)
    if not waiting:
        raise DigestRejected("It has already been sent, so it can't be held.")
    for message in waiting:
        holding.hold_message(message)
    return digest


@transaction.atomic
def release_digest(user: User, day: date, *, now: datetime) -> Digest:
    """Let the digest go out on its day; at once where that has come and it waits in the outbox."""
    digest = Digest.objects.select_for_update().filter(user=user, day=day).first()
    if digest is None:
        raise DigestRejected("This digest isn't being held, so there's nothing to release.")
    if digest.written_at is None:
        digest.held_at, digest.held_by = None, None
        digest.save(update_fields=["held_at", "held_by"])
    for message in digest.messages.held():
        holding.release_message(message, now=now)
    return digest


@transaction.atomic
def set_opening(user: User, day: date, opening: str, *, now: datetime) -> Digest:
    """Put words above all else the digest says; empty ones take them away again."""
    digest = open_digest(user, day, now=now)
    if digest.written_at is not None:
        raise DigestRejected("It has already been written. While it's held, you can edit it in the outbox.")
    digest.opening = opening.strip()
    if len(digest.opening) > LONGEST_OPENING:
        raise DigestRejected(f"That's {len(digest.opening)} characters. Keep it to {LONGEST_OPENING}.")
    digest.save(update_fields=["opening", "folded"])
    return digest


def open_digest(user: User, day: date, *, now: datetime) -> Digest:
    """Take the digest of a day that is not over, and hold on to it until the decision is stored."""
    today = now.astimezone(user.zone).date()
    if day < today:
        raise DigestRejected(f"{day:%d.%m.%Y} is over.")
    if day > today + timedelta(days=31):
        raise DigestRejected(f"{day:%d.%m.%Y} is too far ahead: no one knows yet what will be due.")
    digest, _ = Digest.objects.select_for_update().get_or_create(user=user, day=day)
    return digest
