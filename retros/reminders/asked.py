"""Whom reminders asked in the place of others: they may change the step."""

from django.db.models import F, FilteredRelation, Q, QuerySet

from planning.people.models import User
from retros.nextsteps.models import NextStep


def asked_as_organizer(user: User) -> QuerySet[NextStep]:
    """Steps the person was reminded of for the present due date, though they had another owner or none."""
    as_organizer = Q(reminders__to=user) & ~Q(reminders__why="owner")
    asked = NextStep.objects.alias(asked=FilteredRelation("reminders", condition=as_organizer))
    return asked.filter(asked__due_on=F("due_on")).order_by()
