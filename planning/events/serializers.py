from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from rest_framework import serializers

from planning.events.deadlines import usual_deadlines
from planning.events.forms import refuse_distant
from planning.events.models import DEADLINES, Event, Organization
from planning.events.phases import Phase


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    class Meta:
        model = Organization
        fields = ["id", "name", "url"]


class EventSerializer(serializers.ModelSerializer[Event]):
    hosts = serializers.SlugRelatedField[Organization]("name", many=True, read_only=True)
    organizations = serializers.SlugRelatedField[Organization]("name", many=True, read_only=True)
    phase = serializers.SerializerMethodField()
    phase_ends_at = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = [
            "slug",
            "name",
            "phase",
            "phase_ends_at",
            "introduction",
            "venue",
            "venue_url",
            "hosts",
            "organizations",
            "topics_url",
            "review_url",
            *DEADLINES,
            "seats",
            "votes_per_ballot",
            "team_size_min",
            "team_size_max",
        ]

    def get_phase(self, event: Event) -> Phase:
        return event.phase_at(self.context["now"])

    def get_phase_ends_at(self, event: Event) -> datetime | None:
        upcoming = event.next_deadline(self.context["now"])
        return timezone.localtime(upcoming[1]) if upcoming else None


class MomentField(serializers.DateTimeField):
    """As on the pages, a day that the calendar of the server can count with."""

    default_validators = [refuse_distant]

    def enforce_timezone(self, value: datetime) -> datetime:
        try:
            return super().enforce_timezone(value)
        except OverflowError:
            return value.replace(tzinfo=UTC)  # in year 1 or 9999, and refused


MOMENTS = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: MomentField}


class PlanSerializer(serializers.ModelSerializer[Event]):
    """A new event. Deadlines that are left out fall where they usually do."""

    serializer_field_mapping = MOMENTS

    class Meta:
        model = Event
        fields = ["slug", "name", "venue", "venue_url", "seats", *DEADLINES]
        extra_kwargs = {
            field: {"allow_null": False, "required": field in {"starts_at", "ends_at"}} for field in DEADLINES
        }

    def validate(self, plan: dict[str, Any]) -> dict[str, Any]:
        return usual_deadlines(plan["starts_at"], plan["ends_at"]) | plan


class ScheduleSerializer(serializers.ModelSerializer[Event]):
    """Deadlines to change, and why. Those that are left out stay."""

    serializer_field_mapping = MOMENTS
    reason = serializers.CharField(max_length=100, write_only=True, help_text="Kept in the event's history.")

    class Meta:
        model = Event
        fields = [*DEADLINES, "reason"]
        extra_kwargs = {field: {"allow_null": False, "required": False} for field in DEADLINES}


class EndPhaseSerializer(serializers.Serializer[Event]):
    phase = serializers.ChoiceField(choices=Phase.choices, help_text="The phase to end: the one you see now.")
    reason = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
