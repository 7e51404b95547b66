"""Finding what is due and writing to whoever has it: one mail a person, however many steps."""

from collections import defaultdict
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from planning.outbox.posting import post
from planning.people.models import User
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reminders.stages import Stage, windows

Due = list[tuple[Stage, NextStep]]


def plan_reminders(*, now: datetime) -> int:
    """Write the reminders that are due today, or were due on a day that was missed. Return how many messages.

    May run twice at once, or not for a week: each step is reminded of once for each stage.
    """
    today = timezone.localdate(now)
    by_person: defaultdict[User, Due] = defaultdict(list)
    for stage, step in due_steps(today):
        for person in recipients(step):
            by_person[person].append((stage, step))
    return sum(remind(person, due, today=today, now=now) for person, due in by_person.items())


def due_steps(today: date) -> Due:
    """Open steps with the latest stage each has reached, where its reminder was not written yet."""
    due: Due = []
    for window in windows(today):
        reminded = Reminder.objects.filter(step=OuterRef("pk"), stage=window.stage)
        steps = NextStep.objects.open().filter(due_on__gt=window.after, due_on__lte=window.until)
        due += [(window.stage, step) for step in steps.filter(~Exists(reminded)).with_owner().order_by("due_on", "pk")]
    return due


def recipients(step: NextStep) -> list[User]:
    """Whoever can do something about the step: its owner, or the organizers of its event."""
    if step.owner and step.owner.user:
        return [step.owner.user]
    organizers = step.topic.event.attendees.organizers().reachable().select_related("user").order_by("pk")
    return [organizer.user for organizer in organizers[:1] if organizer.user]


def remind(person: User, due: Due, *, today: date, now: datetime) -> bool:
    """Write one mail about all that is due. Return False if another run was faster."""
    stage, first = due[0]
    try:
        with transaction.atomic():
            message = post(
                key=f"reminder/{first.pk}/{stage}",
                to=person.email,
                subject=subject(due),
                text=letter(person, due, today=today),
                now=now,
            )
            Reminder.objects.bulk_create(
                Reminder(step=step, stage=stage, message=message, planned_at=now) for stage, step in due
            )
    except IntegrityError:
        return False
    return True


def subject(due: Due) -> str:
    if len(due) == 1:
        return f"Next step {due[0][0].label}: {due[0][1].text}"
    return f"{len(due)} next steps wait for you"


def letter(person: User, due: Due, *, today: date) -> str:
    lines = [f"Hello {person},", "", "at the hackathon you took on what is due now:", ""]
    for _, step in due:
        lines += [f"* {step.text}", f"  {step.topic} ({step.topic.event}), due {_when(step, today)}"]
        lines += [f"  Done, dropped or handed over? {settings.SITE_URL}{step.get_absolute_url()}", ""]
    return "\n".join(lines)


def _when(step: NextStep, today: date) -> str:
    if step.due_on is None or step.due_on == today:
        return "today"
    return f"{step.due_on:%d.%m.%Y}, {(today - step.due_on).days} days ago"
