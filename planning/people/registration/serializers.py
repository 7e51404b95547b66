from typing import Any

from rest_framework import serializers

from planning.dates.serializers import DaySerializerField
from planning.events.models import Organization
from planning.people.handles import GITHUB_HANDLE, LONGEST, bare_handle
from planning.people.models import Attendee, Shirt, Skill
from planning.people.registration.details import MOST_SKILLS, Details
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField


class AttendeeSerializer(ModelSerializer[Attendee]):
    made_of = {"has_account": ["user_id"]}
    organization = serializers.SlugRelatedField[Organization]("name", read_only=True, allow_null=True)
    has_account = serializers.SerializerMethodField(help_text="Someone without one cannot be reached from here.")

    class Meta:
        model = Attendee
        fields = [
            "id",
            "name",
            "github",
            "organization",
            "role",
            "arrives_on",
            "leaves_on",
            "registered_at",
            "waiting_since",
            "has_account",
        ]

    def get_has_account(self, attendee: Attendee) -> bool:
        return attendee.user_id is not None


class SkilledAttendeeSerializer(AttendeeSerializer):
    skills = serializers.SlugRelatedField[Skill]("name", many=True, read_only=True)

    class Meta(AttendeeSerializer.Meta):
        fields = [*AttendeeSerializer.Meta.fields, "skills"]


class OwnPlaceSerializer(SkilledAttendeeSerializer):
    """With what only organizers see beside you."""

    class Meta(SkilledAttendeeSerializer.Meta):
        fields = [*SkilledAttendeeSerializer.Meta.fields, "diet", "shirt"]


WHO = ("name", "github", "organization")


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
    arrives_on = DaySerializerField(required=False, allow_null=True, help_text="Null: the event's first day.")
    leaves_on = DaySerializerField(required=False, allow_null=True, help_text="Null: the event's last day.")
    skills = serializers.ListField(
        child=LineSerializerField(max_length=Skill.LONGEST), required=False, max_length=MOST_SKILLS
    )
    diet = LineSerializerField(max_length=200, required=False, allow_blank=True, help_text="Kept where it is asked.")
    shirt = serializers.ChoiceField(
        choices=Shirt.choices, required=False, allow_blank=True, help_text="Kept where it is asked."
    )

    def answers(self, attendee: Attendee | None = None) -> dict[str, Any]:
        """What was said, as the rules take it. What a change leaves out stays."""
        said: dict[str, Any] = dict(self.validated_data)
        before: dict[str, Any] = {}
        if attendee is not None:
            before = {name: getattr(attendee, name) for name in ("arrives_on", "leaves_on", "diet", "shirt")}
            before["skills"] = attendee.skills.values_list("name", flat=True)
        details = before | {name: value for name, value in said.items() if name not in WHO}
        return {
            "name": said.get("name", attendee.name if attendee else ""),
            "github": said.get("github", attendee.github if attendee else ""),
            "organization": said.get("organization", str(attendee.organization or "") if attendee else ""),
            "details": Details(**details | {"skills": tuple(details.get("skills", ()))}),
        }
