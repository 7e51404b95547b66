"""`{% reminders_of step familiar %}`: the nudges that went out about it."""

from collections.abc import Collection

from django.template import Library

from retros.nextsteps.models import NextStep
from retros.nextsteps.names import names_of
from retros.reminders.models import Reminder

register = Library()


@register.inclusion_tag("retros/_reminders.html")
def reminders_of(step: NextStep, familiar: Collection[int]) -> dict[str, object]:
    """Whom each went to is told by name to those who met them: two queries, however many there were."""
    reminders = list(Reminder.objects.filter(step=step))
    names = names_of({reminder.to_id for reminder in reminders}, familiar=familiar)
    return {"sent": [(reminder, names.get(reminder.to_id, "")) for reminder in reminders]}
