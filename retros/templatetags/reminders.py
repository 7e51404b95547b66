"""`{% reminders_of step familiar %}`: the nudges that went out about it."""

from collections.abc import Collection

from django.template import Library

from planning.people.models import User
from retros.nextsteps.models import NextStep
from retros.nextsteps.names import names_of
from retros.reminders.models import Reminder

register = Library()


@register.inclusion_tag("retros/_reminders.html")
def reminders_of(step: NextStep, familiar: Collection[int]) -> dict[str, object]:
    """Whom each went to is told by name to those who met them: three queries, however many there were."""
    reminders = list(Reminder.objects.filter(step=step).select_related("message"))
    addresses = {reminder.message.address for reminder in reminders}
    users = dict(User.objects.filter(email__in=addresses).values_list("email", "pk"))
    names = names_of(users.values(), familiar=familiar)
    sent = [(reminder, names.get(users.get(reminder.message.address, 0), "")) for reminder in reminders]
    return {"sent": sent}
