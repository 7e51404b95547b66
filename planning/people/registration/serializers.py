from rest_framework import serializers

from planning.events.models import Organization
from planning.people.handles import GITHUB_HANDLE, LONGEST, bare_handle
from planning.people.models import Attendee
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField


class AttendeeSerializer(ModelSerializer[Attendee]):
    made_of = {"has_account": ["user_id"]}
    organization = serializers.SlugRelatedField[Organization]("name", read_only=True, allow_null=True)
    has_account = serializers.SerializerMethodField(help_text="Someone without one cannot be reached from here.")

    class Meta:
        model = Attendee
        fields = ["id", "name", "github", "organization", "role", "registered_at", "waiting_since", "has_account"]

    def get_has_account(self, attendee: Attendee) -> bool:
        return attendee.user_id is not None


class HandleSerializerField(LineSerializerField):
    """A GitHub handle. People write it with an @ in front, or as the address of the profile."""

    default_validators = [GITHUB_HANDLE]
    clean_text = staticmethod(bare_handle)


class RegistrationSerializer(Serializer[Attendee]):
    name = LineSerializerField(max_length=100)
    github = HandleSerializerField(max_length=LONGEST, required=False, allow_blank=True)
    organization = LineSerializerField(
        max_length=100, required=False, allow_blank=True, help_text="Its name. It is created if it is new."
    )
