"""Finding what is due and writing to whoever has it: one mail a person, however many steps."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from planning.markdown import plain
from planning.outbox.posting import post
from planning.people.models import Attendee
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder


@dataclass(frozen=True)
class Nudge:
    """A step at the latest stage it has reached, and who is told: its owner, or an organizer of its event."""

    to: Attendee
    stage: Stage
    step: NextStep
    due_on: date

    @property
    def is_for_owner(self) -> bool:
        return self.to == self.step.owner


def plan_reminders(*, now: datetime) -> int:
    """Write the reminders that are due today, or were due on a day that was missed. Return how many messages.

    May run twice at once, or not for a week: each step is reminded of once for each stage of a due date.
    """
    today = timezone.localdate(now)
    return sum(remind(nudges, today=today, now=now) for nudges in nudges_by_person(today))


def nudges_by_person(today: date) -> list[list[Nudge]]:
    """What is to be said today, one list a person. What nobody can be told of is left out."""
    organizers = reachable_organizers()
    by_user: defaultdict[int | None, list[Nudge]] = defaultdict(list)
    for stage, step in due_steps(today):
        owned = step.owner is not None and step.owner.user_id is not None
        to = step.owner if owned else organizers.get(step.topic.event_id)
        if to and step.due_on:
            by_user[to.user_id].append(Nudge(to=to, stage=stage, step=step, due_on=step.due_on))
    return list(by_user.values())


def due_steps(today: date) -> list[tuple[Stage, NextStep]]:
    """Open steps with the latest stage each has reached, where its reminder was not written yet."""
    due: list[tuple[Stage, NextStep]] = []
    for window in windows(today):
        reminded = Reminder.objects.filter(step=OuterRef("pk"), stage=window.stage, due_on=OuterRef("due_on"))
        steps = NextStep.objects.open().filter(due_on__gt=window.after, due_on__lte=window.until)
        due += [(window.stage, step) for step in steps.filter(~Exists(reminded)).with_owner().order_by("due_on", "pk")]
    return due


def reachable_organizers() -> dict[int, Attendee]:
    """One organizer for each event: who hears of the steps that nobody with an account owns."""
    organizers = Attendee.objects.organizers().reachable().select_related("user").order_by("-pk")
    return {organizer.event_id: organizer for organizer in organizers}


def remind(nudges: list[Nudge], *, today: date, now: datetime) -> bool:
    """Write one mail about all that is due. Return False if there is nothing left to say, or another run was faster."""
    try:
        with transaction.atomic():
            if waiting := still_open(nudges):
                write(waiting, today=today, now=now)
            return bool(waiting)
    except IntegrityError:
        return False


def still_open(nudges: list[Nudge]) -> list[Nudge]:
    """Hold the steps until the mail is written, so that none can be closed or put off in between."""
    steps = NextStep.objects.open().filter(pk__in=[nudge.step.pk for nudge in nudges]).order_by("pk")
    held = dict(steps.select_for_update().values_list("pk", "due_on"))
    return [nudge for nudge in nudges if held.get(nudge.step.pk) == nudge.due_on]


def write(nudges: list[Nudge], *, today: date, now: datetime) -> None:
    """Post the mail and note for each step that it was sent. Raises IntegrityError where it was before."""
    first = nudges[0]
    # With the day: a Reminder deleted in the admin leaves its message there, and is planned again tomorrow.
    message = post(
        key=f"reminder/{first.step.pk}/{first.stage}/{first.due_on}/{today}",
        to=first.to.email,
        subject=subject(nudges),
        text=letter(nudges, today=today),
        now=now,
    )
    Reminder.objects.bulk_create(
        Reminder(step=nudge.step, stage=nudge.stage, due_on=nudge.due_on, message=message, planned_at=now)
        for nudge in nudges
    )


def subject(nudges: list[Nudge]) -> str:
    if len(nudges) == 1:
        return f"Next step {nudges[0].stage.label}: {plain(nudges[0].step.text)}"
    return f"{len(nudges)} next steps wait for you"


def letter(nudges: list[Nudge], *, today: date) -> str:
    lines = [f"Hello {nudges[0].to.name},", "", "what came out of the hackathon waits to be carried on:", ""]
    for nudge in nudges:
        step = nudge.step
        ask = "Done, dropped or handed over?" if nudge.is_for_owner else "It needs an owner, or an end:"
        lines += [
            f"* {step.text}",
            f"  {plain(str(step.topic))} ({step.topic.event}), due {_when(nudge.due_on, today)}",
        ]
        lines += [f"  {ask} {settings.SITE_URL}{step.get_absolute_url()}", ""]
    lines.append("You hear of a step when it is due, a week after and four weeks after, unless it is closed by then.")
    return "\n".join(lines) + "\n"


def _when(due_on: date, today: date) -> str:
    if due_on == today:
        return "today"
    days = (today - due_on).days
    return f"{due_on:%d.%m.%Y}, {days} day{'s' if days > 1 else ''} ago"
