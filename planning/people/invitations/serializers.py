from typing import Any

from rest_framework import serializers

from planning.dates.serializers import MomentSerializerField
from planning.people.invitations.deciding import GuestDecision, GuestState
from planning.people.invitations.guests import LARGEST, GuestsRefused, read_guests
from planning.people.invitations.inviting import MOST_USES
from planning.people.invitations.models import Invitation, JoinRequest
from planning.rest.serializers import DryRunField, ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField


class InvitationSerializer(ModelSerializer[Invitation]):
    class Meta:
        model = Invitation
        fields = ["id", "email", "name", "made_at", "expires_at", "revoked_at", "reminded_at", "uses", "used"]


class MadeLinkSerializer(Serializer[Invitation]):
    id = serializers.IntegerField(source="pk")
    link = serializers.CharField(help_text="Whoever has it can register.")
    uses = serializers.IntegerField()
    expires_at = serializers.DateTimeField()


class InvitationLinkSerializer(Serializer[Any]):
    uses = serializers.IntegerField(min_value=1, max_value=MOST_USES, default=10)
    expires_at = MomentSerializerField(required=False, help_text="Left out: when the week ends.")


class GuestDecisionSerializer(Serializer[GuestDecision]):
    row = serializers.IntegerField(source="guest.row")
    email = serializers.CharField(source="guest.email")
    name = serializers.CharField(source="guest.name")
    state = serializers.ChoiceField(choices=[(state.value, state.value) for state in GuestState])
    why = serializers.CharField()


class GuestDecisionsSerializer(Serializer[Any]):
    guests = GuestDecisionSerializer(many=True, help_text="What becomes of each row, in their order.")


class GuestsSerializer(Serializer[Any]):
    """Addresses as a list, or as a CSV."""

    text = LinesSerializerField(trim_whitespace=False, max_length=LARGEST)
    dry_run = DryRunField(default=True, help_text="Write nothing; return what would become of each.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        try:
            return data | {"guests": read_guests(data["text"].encode())}
        except GuestsRefused as refused:
            raise serializers.ValidationError({"text": str(refused)}) from refused


class AskToJoinSerializer(ModelSerializer[JoinRequest]):
    class Meta:
        model = JoinRequest
        fields = ["id", "name", "word", "state", "asked_at", "decided_at"]
        read_only_fields = ["state", "asked_at", "decided_at"]


class JoinAnswerSerializer(Serializer[Any]):
    answer = serializers.ChoiceField(choices=[("approve", "approve"), ("decline", "decline")])
    why = LineSerializerField(max_length=200, required=False, allow_blank=True, default="")
