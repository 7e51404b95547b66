"""What people may do because they were reminded."""

from django.db.models import Exists, F, Q

from planning.people.models import User
from retros.reminders.deciding.reasons import Why
from retros.reminders.models import Reminder


def asked_as_organizer(user: User) -> Q:
    """Steps an organizer was reminded of for the present due date, though they had another owner or none."""
    organized = user.attendances.inside().organizers()
    asked = Reminder.objects.filter(to=user, due_on=F("step__due_on")).exclude(why=Why.OWNER)
    return Q(Exists(organized), pk__in=asked.order_by().values("step"))
