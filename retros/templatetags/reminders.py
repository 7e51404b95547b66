"""`{% reminders_of step familiar today %}`: the reminders that went out about it, and when the next one will."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.template import Library

from retros.nextsteps.models import NextStep
from retros.nextsteps.names import names_of
from retros.reminders.models import Reminder, ReminderPlan

register = Library()


@dataclass(frozen=True)
class SentReminder:
    """One reminder, with those recipients' names that the reader may know."""

    number: int
    due_on: date
    first_at: datetime
    names: list[str]


@register.inclusion_tag("retros/reminders/_reminders.html")
def reminders_of(step: NextStep, familiar: Collection[int], today: date) -> dict[str, object]:
    """Recipients are named to people who met them: three queries, however many there were."""
    reminders = list(Reminder.objects.filter(step=step).order_by("-due_on", "-number", "planned_at", "pk"))
    names = names_of({reminder.to_id for reminder in reminders}, familiar=familiar)
    plan = ReminderPlan.objects.filter(step=step).first() if step.is_open and step.due_on else None
    if plan and plan.planned_for != step.due_on:
        plan = None
    return {
        "sent": list(sent_by_number(reminders, names)),
        "next_on": plan.remind_on if plan else None,
        "has_ended": plan is not None and plan.remind_on is None,
        "has_no_date": step.is_open and step.due_on is None,
        "today": today,
    }


def sent_by_number(reminders: Iterable[Reminder], names: dict[int, str]) -> Iterable[SentReminder]:
    for (due_on, number), group in groupby(reminders, key=lambda reminder: (reminder.due_on, reminder.number)):
        those = list(group)
        known = sorted(names[reminder.to_id] for reminder in those if reminder.to_id in names)
        yield SentReminder(number=number, due_on=due_on, first_at=those[0].planned_at, names=known)
