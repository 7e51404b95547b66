from rest_framework import serializers

from retros.nextsteps.serializers import NextStepSerializer
from retros.reminders.models import Reminder


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    step = NextStepSerializer(read_only=True)

    class Meta:
        model = Reminder
        fields = ["id", "step", "number", "due_on", "why", "planned_at"]
