from django.db.models import Prefetch, Q, QuerySet
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated

from planning.people.access import as_user
from planning.people.models import Attendee
from planning.people.viewsets import SiteViewSet
from planning.rest.lists import ListModelMixin
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reminders.serializers import ReminderSerializer


class ReminderViewSet(ListModelMixin, RetrieveModelMixin, SiteViewSet[Reminder]):
    """Reminders you got, those for your own steps, and those for all steps of the events you organize."""

    queryset = Reminder.objects.all()
    serializer_class = ReminderSerializer
    permission_classes = [IsAuthenticated]
    filterset_fields = ["number", "step"]
    ordering = ("-planned_at", "-pk")

    def get_queryset(self) -> QuerySet[Reminder]:
        user = as_user(self.request)
        organized = user.attendances.filter(role=Attendee.Role.ORGANIZER).values("event")
        reminders = Reminder.objects.filter(
            Q(to=user) | Q(step__owner__user=user) | Q(step__topic__event__in=organized)
        )
        return reminders.prefetch_related(Prefetch("step", NextStep.objects.with_owner()))
