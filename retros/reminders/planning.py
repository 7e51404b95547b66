"""Reminders are loaded, decided and written: one digest per person and day, however many steps.

This may run twice at once, or not for a week: no one is reminded twice, and what was missed is made up for. Posts to
the channels of events go the same way, each piece of news once.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from planning.outbox.models import Channel, Message
from planning.outbox.posting import post
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.channel_posts import ChannelPost, decide_posts, is_awake
from retros.reminders.deciding.contents import Contents
from retros.reminders.deciding.digests import Due, decide, digest_for, ready_to_move_on, steps_after
from retros.reminders.deciding.schedule import DueStep
from retros.reminders.letters.channel_posts import post_words
from retros.reminders.letters.composing import letter_of, post_of
from retros.reminders.links import unsubscribe_url
from retros.reminders.loading.channel_posts import load_event_channels
from retros.reminders.loading.due import latest_day, load_due, load_steps, unplanned_steps
from retros.reminders.loading.phases import new_nudges
from retros.reminders.models import Digest, PhaseNudge, Reminder, ReminderPlan

BATCH = 1000

logger = logging.getLogger(__name__)


def plan_reminders(*, now: datetime) -> int:
    """Write the digests that are due now. Return how many."""
    forget_closed(now)
    while plan_some(now):
        pass
    due = load_due(new_nudges(now), now=now)
    move_on(ready_to_move_on(due.steps, due.audience, latest_day(now)))
    return sum([try_to_write(digest, due, now=now) for digest in decide(due, now=now)])


def forget_closed(now: datetime) -> None:
    """Forget the plans of closed steps, so that reminders start over if a step is reopened, in whatever way."""
    closed = NextStep.objects.in_turn(now).exclude(state=NextStep.State.OPEN).exclude(reminder_plan=None)
    ReminderPlan.objects.filter(pk__in=list(closed.order_by().values_list("pk", flat=True))).delete()


def plan_some(now: datetime) -> int:
    """Plan the reminders of some open steps that have none for their due date. Return how many."""
    some = unplanned_steps(now).values_list("pk", flat=True)[:BATCH]
    steps = load_steps(NextStep.objects.filter(pk__in=list(some)))
    new: list[ReminderPlan] = []
    by_plan: defaultdict[tuple[date | None, date | None, date | None, int | None], list[int]] = defaultdict(list)
    for step in steps:
        to_be = step.planned_anew()
        by_plan[step.planned_for, to_be.planned_for, to_be.remind_on, to_be.reminded_before].append(step.pk)
        new.append(ReminderPlan(step_id=step.pk))
    ReminderPlan.objects.bulk_create(new, ignore_conflicts=True)
    for (seen, due_on, remind_on, before), planned in by_plan.items():
        # Unless another run has planned it in the meantime.
        ReminderPlan.objects.filter(pk__in=planned, planned_for=seen).update(
            planned_for=due_on, remind_on=remind_on, reminded_before=before
        )
    return len(steps)


def move_on(steps: Iterable[DueStep]) -> None:
    """Set when the next reminder of these steps is due."""
    by_date: defaultdict[tuple[date | None, date | None], list[int]] = defaultdict(list)
    for step in steps:
        by_date[step.remind_on, step.next_on].append(step.pk)
    for (before, after), moved in by_date.items():
        # Unless it was planned again in the meantime.
        ReminderPlan.objects.filter(pk__in=moved, remind_on=before).update(remind_on=after)


def try_to_write(digest: Contents, due: Due, *, now: datetime) -> bool:
    """A digest that cannot be rendered holds up no other: it is tried again with the next run."""
    try:
        return write_digest(digest, due, now=now)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The digest of %s for account %s was not written.", digest.day, digest.to.pk)
        return False


def write_digest(digest: Contents, due: Due, *, now: datetime) -> bool:
    """Write a person's digest. Return False if nothing is left to say, or another run was faster."""
    try:
        with transaction.atomic():
            same = decide_again(digest, due, now=now)
            return same is not None and store_digest(same, due, now=now)
    except IntegrityError:
        return False


def decide_again(digest: Contents, due: Due, *, now: datetime) -> Contents | None:
    """Lock the steps until the digest is written, so that none is closed or put off in between, and decide again."""
    seen = {item.step.pk: item.step.held_by for item in digest.steps}
    rows = NextStep.objects.open().filter(pk__in=seen).exclude(due_on=None)
    locked = [row.pk for row in rows.only("pk").order_by("pk").select_for_update(of=("self",))]
    held = load_steps(NextStep.objects.filter(pk__in=locked).order_by("pk"))
    same = [step for step in held if step.held_by == seen[step.pk]]
    return digest_for(digest.to, same, digest.nudges, due.audience, now=now)


def store_digest(digest: Contents, due: Due, *, now: datetime) -> bool:
    """Return False if another run was faster. Raises IntegrityError if any of it was sent before."""
    row = take_digest(digest, now=now)
    if row is None:
        return False
    row.messages.add(*post_digest(replace(digest, opening=row.opening), held=row.held_at is not None, now=now))
    record_sent(digest, row, now=now)
    move_on(ready_to_move_on(steps_after(digest), due.audience, digest.day))
    return True


def take_digest(digest: Contents, *, now: datetime) -> Digest | None:
    """Take the person's digest of the day, which may be waiting, held or edited. None if it is already written."""
    days = Digest.objects.filter(user=digest.to.pk, day=digest.day)
    if days.filter(written_at=None).update(written_at=now):
        return days.get()
    if days.exists():
        return None
    return Digest.objects.create(user_id=digest.to.pk, day=digest.day, written_at=now)


def post_digest(digest: Contents, *, held: bool, now: datetime) -> list[Message]:
    """Post it to the person's address and channels."""
    key = f"digest/{digest.to.pk}/{digest.day}"
    letter = letter_of(digest)
    written = []
    if digest.to.gets_mail:
        mail = post(
            key=key,
            to=digest.to.email,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            unsubscribe_url=unsubscribe_url(digest.to),
            held=held,
            now=now,
        )
        written.append(mail)
    channels = Channel.objects.filter(pk__in=digest.to.channels).order_by("pk") if digest.to.channels else ()
    for channel in channels:
        text, to = post_of(digest), channel.name
        written.append(
            post(
                key=f"{key}/{channel.pk}",
                to=to,
                channel=channel,
                subject=letter.subject,
                text=text,
                held=held,
                now=now,
            )
        )
    return written


def record_sent(digest: Contents, row: Digest, *, now: datetime) -> None:
    """Record what was sent. The constraints refuse anything sent before, and its messages with it."""
    Reminder.objects.bulk_create(
        Reminder(
            step_id=item.step.pk,
            to_id=digest.to.pk,
            number=item.number,
            due_on=item.due_on,
            why=item.why,
            digest=row,
            planned_at=now,
        )
        for item in digest.steps
    )
    PhaseNudge.objects.bulk_create(
        PhaseNudge(
            kind=item.kind, event_id=item.event.pk, about=item.about, to_id=digest.to.pk, digest=row, planned_at=now
        )
        for item in digest.nudges
    )


def post_to_event_channels(*, now: datetime) -> int:
    """Write what is new for the channels of events. Return how many posts."""
    local = timezone.localtime(now)
    if not is_awake(local):
        return 0
    posts = decide_posts(load_event_channels(local), now=local)
    channels = Channel.objects.in_bulk([item.channel for item in posts])
    return sum([write_post(item, channels[item.channel], now=local) for item in posts])


def write_post(item: ChannelPost, channel: Channel, *, now: datetime) -> bool:
    """Return False if another run was faster."""
    words = post_words(item.news, today=now.date())
    try:
        with transaction.atomic():
            post(key=item.key, to=channel.name, channel=channel, subject=words.subject, text=words.text, now=now)
    except IntegrityError:
        return False
    return True
