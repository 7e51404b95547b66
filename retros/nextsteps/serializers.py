from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework import serializers

from planning.dates.serializers import DaySerializerField
from planning.events.models import Organization
from planning.events.serializers import KnownOrganizationField
from planning.people.models import Attendee
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField
from planning.topics.serializers import TopicReferenceSerializer
from retros.nextsteps.models import LONGEST_TEXT, NOT_REMINDED, NextStep


class NextStepSerializer(ModelSerializer[NextStep]):
    made_of = {"is_owned": ("owner_id", "owner_organization_id"), "is_overdue": ("state", "due_on")}
    event = serializers.CharField(source="topic.event.slug", read_only=True)
    topic = serializers.CharField(source="topic.slug", read_only=True)
    owner = PersonSerializer(read_only=True, allow_null=True)
    owner_organization = serializers.SlugRelatedField[Organization]("name", read_only=True, allow_null=True)
    is_owned = serializers.SerializerMethodField(help_text="Even if the owner's name is not yours to see.")
    is_overdue = serializers.SerializerMethodField()
    proposes_done = serializers.BooleanField(
        read_only=True, help_text="It is open, and something it links to was merged, or closed as completed."
    )
    asks_what_became = serializers.BooleanField(
        read_only=True, help_text="It is open, and something it links to was closed without being done."
    )
    moved_to = TopicReferenceSerializer(read_only=True, allow_null=True)

    class Meta:
        model = NextStep
        fields = [
            "id",
            "event",
            "topic",
            "number",
            "text",
            "owner",
            "owner_organization",
            "is_owned",
            "due_on",
            "is_overdue",
            "proposes_done",
            "asks_what_became",
            "state",
            "moved_to",
            "closed_on",
            "closing_note",
        ]

    def get_is_owned(self, step: NextStep) -> bool:
        return step.owner_id is not None or step.owner_organization_id is not None

    def get_is_overdue(self, step: NextStep) -> bool:
        return step.is_overdue(self.today)

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.context["now"])


class KnownPersonField(serializers.PrimaryKeyRelatedField[Attendee]):
    """Someone with a seat whom the visitor may know, by their id. To them, others do not exist."""

    def get_queryset(self) -> Any:
        return Attendee.objects.admitted().filter(event__in=self.context["familiar"])


class OwnerField(KnownPersonField):
    """Someone with a seat at the event of the step in the context or a later one; or its present owner."""

    def get_queryset(self) -> Any:
        step: NextStep = self.context["step"]
        seated = super().get_queryset().filter(event__slug__gte=step.topic.event.slug)
        return Attendee.objects.filter(Q(pk__in=seated.values("pk")) | Q(pk=step.owner_id))


class AssignSerializer(Serializer[NextStep]):
    """One owner, a person or an organization; or no one, if both are null."""

    owner = OwnerField(queryset=Attendee.objects.all(), allow_null=True, default=None, help_text=NOT_REMINDED)
    organization = KnownOrganizationField(allow_null=True, default=None, help_text="Its name.")
    due_on = DaySerializerField(allow_null=True)


class TakeSerializer(Serializer[NextStep]):
    due_on = DaySerializerField(required=False, allow_null=True, default=None)


class CloseSerializer(Serializer[NextStep]):
    state = serializers.ChoiceField(choices=[NextStep.State.DONE, NextStep.State.DROPPED])
    note = LinesSerializerField(max_length=2000, required=False, allow_blank=True, default="")


class MoveSerializer(Serializer[NextStep]):
    topic = TopicReferenceSerializer(help_text="A topic of a later event.")
    note = LinesSerializerField(max_length=2000, required=False, allow_blank=True, default="")


class ReopenSerializer(Serializer[NextStep]):
    note = LineSerializerField(max_length=100, required=False, allow_blank=True, default="")


class NewStepSerializer(ModelSerializer[NextStep]):
    """`owner` is the id of someone with a seat at the event in the context."""

    owner = serializers.PrimaryKeyRelatedField(queryset=Attendee.objects.admitted(), required=False, allow_null=True)

    class Meta:
        model = NextStep
        fields = ["text", "owner", "due_on"]
        extra_kwargs = {"text": {"max_length": LONGEST_TEXT}}

    def validate_owner(self, owner: Attendee | None) -> Attendee | None:
        if owner and owner.event_id != self.context["event"].pk:
            raise serializers.ValidationError("No one at this event has this id.")
        return owner
