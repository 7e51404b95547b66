from typing import Any

from django.conf import settings
from rest_framework import serializers

from planning.dates.serializers import DaySerializerField
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField
from retros.nextsteps.serializers import NextStepSerializer
from retros.reminders.models import Reminder


class ReminderSerializer(ModelSerializer[Reminder]):
    step = NextStepSerializer(read_only=True)

    class Meta:
        model = Reminder
        fields = ["id", "step", "number", "due_on", "why", "planned_at"]


class PreferenceSerializer(Serializer[Any]):
    language = serializers.ChoiceField(
        choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, help_text="For mails."
    )
    time_zone = LineSerializerField(
        max_length=63, allow_blank=True, default="", help_text="Like `Europe/Berlin`; empty: the site's own."
    )
    hour = serializers.IntegerField(
        min_value=0, max_value=23, default=8, help_text="Of the day; nothing is sent before it."
    )
    quiet_weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        default=list,
        help_text="Days without mail: 0 is Monday, 6 is Sunday.",
    )
    away_until = DaySerializerField(allow_null=True, default=None, help_text="The last day without mail.")
    by_mail = serializers.BooleanField(default=True)
    is_subscribed = serializers.BooleanField(
        default=True, help_text="False: nothing is sent at all, and the organizers are asked about your steps."
    )
