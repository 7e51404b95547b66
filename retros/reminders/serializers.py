from rest_framework import serializers

from retros.nextsteps.serializers import NextStepSerializer
from retros.reminders.models import Reminder


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    step = NextStepSerializer(read_only=True)
    sent_at = serializers.DateTimeField(source="message.sent_at", read_only=True, allow_null=True)

    class Meta:
        model = Reminder
        fields = ["id", "step", "stage", "due_on", "planned_at", "sent_at"]
