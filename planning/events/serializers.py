from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from planning.events.deadlines import usual_deadlines
from planning.events.models import DEADLINES, Event, Organization
from planning.events.phases import Phase
from planning.texts.serializers import LineField


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


class PlanSerializer(serializers.ModelSerializer[Event]):
    """A new event. Deadlines that are left out fall where they usually do."""

    class Meta:
        model = Event
        fields = ["slug", "name", "venue", "venue_url", "seats", *DEADLINES]
        extra_kwargs = {
            field: {"allow_null": False, "required": field in {"starts_at", "ends_at"}} for field in DEADLINES
        }

    def validate(self, plan: dict[str, Any]) -> dict[str, Any]:
        try:
            return usual_deadlines(plan["starts_at"], plan["ends_at"]) | plan
        except OverflowError as error:
            raise serializers.ValidationError("The calendar does not reach that far.") from error


class ScheduleSerializer(serializers.ModelSerializer[Event]):
    """Deadlines to change, and why. Those that are left out stay."""

    reason = LineField(max_length=100, write_only=True, help_text="Kept in the event's history.")

    class Meta:
        model = Event
        fields = [*DEADLINES, "reason"]
        extra_kwargs = {field: {"allow_null": False, "required": False} for field in DEADLINES}


class EndPhaseSerializer(serializers.Serializer[Event]):
    phase = serializers.ChoiceField(choices=Phase.choices, help_text="The phase to end: the one you see now.")
    reason = LineField(max_length=60, required=False, allow_blank=True, default="")
