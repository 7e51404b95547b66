from rest_framework import serializers

from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.teams.switching.models import SwitchRequest
from planning.texts.serializers import LineSerializerField


class SwitchRequestSerializer(ModelSerializer[SwitchRequest]):
    topic = serializers.CharField(source="team.topic.slug", read_only=True)
    attendee = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = SwitchRequest
        fields = ["id", "topic", "attendee", "why", "state", "asked_at", "answered_at"]
        read_only_fields = ["state", "asked_at", "answered_at"]


class SwitchAnswerSerializer(Serializer[SwitchRequest]):
    answer = serializers.ChoiceField(choices=["yes", "no", "swap", "withdraw"])


class SwitchAskSerializer(Serializer[SwitchRequest]):
    topic = serializers.SlugField(help_text="That of the full team, as in addresses.")
    why = LineSerializerField(max_length=200, required=False, default="", allow_blank=True)
