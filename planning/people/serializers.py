from typing import Any

from django.db.models import BigIntegerField
from rest_framework import serializers

from planning.events.models import Organization
from planning.people.handles import GITHUB_HANDLE, LONGEST, bare_handle
from planning.people.models import ApiToken, Attendee
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineField


class KnownPeopleSerializer(serializers.ListSerializer[Attendee]):
    """Only those whose names the reader may see."""

    def to_representation(self, people: Any) -> list[Any]:
        return [person for person in super().to_representation(people) if person is not None]


class PersonSerializer(ModelSerializer[Attendee]):
    """Someone at an event: for people of the community, and null for strangers."""

    organization = serializers.SlugRelatedField[Organization]("name", read_only=True, allow_null=True)

    class Meta:
        model = Attendee
        fields = ["id", "name", "github", "organization"]
        list_serializer_class = KnownPeopleSerializer

    def to_representation(self, person: Attendee) -> Any:
        return super().to_representation(person) if person.event_id in self.context["familiar"] else None


class AttendeeSerializer(ModelSerializer[Attendee]):
    organization = serializers.SlugRelatedField[Organization]("name", read_only=True, allow_null=True)
    has_account = serializers.SerializerMethodField(help_text="Whoever has none can be written to by nobody here.")

    class Meta:
        model = Attendee
        fields = ["id", "name", "github", "organization", "role", "registered_at", "waiting_since", "has_account"]

    def get_has_account(self, attendee: Attendee) -> bool:
        return attendee.user_id is not None


class HandleField(LineField):
    """A GitHub handle. People write it with the @ in front, or as the address of the profile."""

    default_validators = [GITHUB_HANDLE]
    clean_text = staticmethod(bare_handle)


class RegistrationSerializer(Serializer[Attendee]):
    name = LineField(max_length=100)
    github = HandleField(max_length=LONGEST, required=False, allow_blank=True)
    organization = LineField(
        max_length=100, required=False, allow_blank=True, help_text="Its name. It is made where it is not known yet."
    )


class AttendeesField(serializers.ListField):
    """Attendees by their ids, of the event in the context: one query, however many."""

    child = serializers.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT)

    def to_internal_value(self, data: Any) -> list[Attendee]:
        ids: list[int] = super().to_internal_value(data)
        found = Attendee.objects.coming().filter(event=self.context["event"]).in_bulk(ids)
        if unknown := sorted(set(ids) - found.keys()):
            raise serializers.ValidationError(f"Nobody at this event has the id {unknown[0]}.")
        return [found[pk] for pk in ids]

    def to_representation(self, people: Any) -> list[int]:
        return [person.pk for person in people]


class TokenSerializer(ModelSerializer[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ["id", "name", "scope", "created_at", "expires_at", "last_used_at"]
        extra_kwargs = {"last_used_at": {"help_text": "To the minute. Null if it never was."}}


class NewTokenSerializer(TokenSerializer):
    key = serializers.CharField(read_only=True, help_text="Shown once: it cannot be had again.")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]


class SignInSerializer(Serializer[ApiToken]):
    """With a session the name is enough. Without a scope it may only read."""

    name = LineField(max_length=100, help_text="What it is for.")
    scope = serializers.ChoiceField(
        choices=ApiToken.Scope.choices, default=ApiToken.Scope.READ, help_text="With `write` it reads as well."
    )
    email = serializers.EmailField(required=False)
    password = serializers.CharField(required=False, trim_whitespace=False, style={"input_type": "password"})

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if ("email" in data) != ("password" in data):
            raise serializers.ValidationError("An email address and its password come together.")
        return data
