from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from rest_framework import serializers

from planning.clock import refuse_distant
from planning.dates.serializers import MomentSerializerField
from planning.events.deadlines import usual_days, usual_deadlines
from planning.events.election import ELECTION
from planning.events.log import SETTINGS, LoggedChange, Move
from planning.events.models import DAYS, DEADLINES, Event, Organization
from planning.events.phases import Phase
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField


class OrganizationSerializer(ModelSerializer[Organization]):
    class Meta:
        model = Organization
        fields = ["id", "name", "url"]


class KnownOrganizationField(serializers.SlugRelatedField[Organization]):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("name", queryset=Organization.objects.all(), **kwargs)

    def to_internal_value(self, data: Any) -> Organization:
        if "\x00" in str(data):  # which PostgreSQL accepts in no text, so no organization is called that
            self.fail("does_not_exist", slug_name="name", value=data)
        found: Organization = super().to_internal_value(data)
        return found


class EventSerializer(ModelSerializer[Event]):
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
            "getting_there",
            "cost",
            "entry",
            "called_off_at",
            "called_off_because",
            "hosts",
            "organizations",
            "topics_url",
            "review_url",
            *DEADLINES,
            *DAYS,
            "seats",
            "votes_per_ballot",
            "late_topics",
            *ELECTION,
            "asks_diet",
            "asks_shirt",
            "team_size_min",
            "team_size_max",
        ]

    def get_phase(self, event: Event) -> Phase:
        return event.phase_at(self.context["now"])

    def get_phase_ends_at(self, event: Event) -> datetime | None:
        upcoming = event.next_deadline(self.context["now"])
        return timezone.localtime(upcoming[1]) if upcoming else None


class DeadlineSerializerField(MomentSerializerField):
    """As on the pages, a day that the server's calendar can handle."""

    default_validators = [refuse_distant]

    def enforce_timezone(self, value: datetime) -> datetime:
        try:
            return super().enforce_timezone(value)
        except OverflowError:
            return value.replace(tzinfo=UTC)  # in year 1 or 9999, and refused


MOMENTS = {**ModelSerializer.serializer_field_mapping, models.DateTimeField: DeadlineSerializerField}


class PlanSerializer(ModelSerializer[Event]):
    """A new event. Deadlines that are left out fall where they usually do."""

    serializer_field_mapping = MOMENTS

    like = serializers.SlugRelatedField(
        "slug",
        queryset=Event.objects.all(),
        required=False,
        help_text="The month of an earlier event: its settings and organizing groups come along, no people or topics.",
    )
    with_seat = serializers.BooleanField(default=True, help_text="Whether you come, too. You organize it in any case.")

    class Meta:
        model = Event
        fields = ["slug", "name", "venue", "venue_url", "seats", *DEADLINES, *DAYS, "like", "with_seat"]
        extra_kwargs = {
            field: {"allow_null": False, "required": field in {"starts_at", "ends_at"}} for field in (*DEADLINES, *DAYS)
        }

    def validate(self, plan: dict[str, Any]) -> dict[str, Any]:
        week = plan["starts_at"], plan["ends_at"]
        return usual_deadlines(*week) | usual_days(*week) | plan


class ScheduleSerializer(ModelSerializer[Event]):
    """Deadlines and days to change, and why. Those that are left out stay."""

    serializer_field_mapping = MOMENTS
    reason = LineSerializerField(max_length=100, write_only=True, help_text="Kept in the event's history.")

    class Meta:
        model = Event
        fields = [*DEADLINES, *DAYS, "reason"]
        extra_kwargs = {field: {"allow_null": False, "required": False} for field in (*DEADLINES, *DAYS)}


class SettingsSerializer(ModelSerializer[Event]):
    """What organizers decide apart from the schedule, and why they change it. What is left out stays."""

    reason = LineSerializerField(max_length=100, write_only=True, help_text="Kept in the event's history.")

    hosts = serializers.ListField(
        child=LineSerializerField(max_length=100),
        required=False,
        max_length=20,
        help_text="Names of the organizations that organize it: all of them.",
    )

    class Meta:
        model = Event
        fields = [*SETTINGS, "hosts", "reason"]
        extra_kwargs = {field: {"required": False} for field in SETTINGS}


class LoggedMoveSerializer(Serializer[Move]):
    what = serializers.CharField(source="field", help_text="Such as `voting_closes_at`.")
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    def get_before(self, move: Move) -> str | None:
        return as_written(move.before)

    def get_after(self, move: Move) -> str | None:
        return as_written(move.after)


class LoggedChangeSerializer(Serializer[LoggedChange]):
    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    who = serializers.CharField(help_text="The name they go by at the event; empty for a command.")
    why = serializers.CharField()
    moves = LoggedMoveSerializer(many=True)
    can_be_undone = serializers.BooleanField()


class UndoSerializer(Serializer[Event]):
    change = serializers.IntegerField(help_text="The number of the change in the log.")


def as_written(value: object) -> str | None:
    if value is None:
        return None
    return timezone.localtime(value).isoformat() if isinstance(value, datetime) else str(value)


class CallOffSerializer(Serializer[Event]):
    reason = LineSerializerField(max_length=80, help_text="Everyone who was to come is told it by mail.")


class EndPhaseSerializer(Serializer[Event]):
    phase = serializers.ChoiceField(choices=Phase.choices, help_text="The phase to end: the one you see now.")
    reason = LineSerializerField(max_length=60, required=False, allow_blank=True, default="")
