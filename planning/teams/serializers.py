from typing import Any

from rest_framework import serializers

from planning.people.models import Attendee
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.teams.models import CheckIn, HelpOffer, Membership, Team
from planning.topics.serializers import TopicsField


class WishesField(TopicsField):
    """The topics that an attendee wishes for."""

    def get_attribute(self, attendee: Attendee) -> Any:
        return [wish.topic for wish in attendee.wishes.select_related("topic").order_by("rank")]


class WishesSerializer(ModelSerializer[Attendee]):
    topics = WishesField(help_text="The favourite first.")

    class Meta:
        model = Attendee
        fields = ["topics"]


class MemberSerializer(ModelSerializer[Membership]):
    attendee = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Membership
        fields = ["attendee", "since"]


class TeamSerializer(ModelSerializer[Team]):
    topic = serializers.CharField(source="topic.slug", read_only=True)
    title = serializers.CharField(source="topic.title", read_only=True)
    members = MemberSerializer(source="present", many=True, read_only=True)

    class Meta:
        model = Team
        fields = ["topic", "title", "formed_at", "lead", "members"]
        read_only_fields = ["lead"]


class MembershipSerializer(ModelSerializer[Membership]):
    topic = serializers.CharField(source="team.topic.slug", read_only=True)
    attendee = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Membership
        fields = ["id", "topic", "attendee", "since", "until"]


class LeadSerializer(Serializer[Team]):
    attendee = serializers.IntegerField(allow_null=True, help_text="The id of one of the people in the team, or null.")


class JoinSerializer(Serializer[Membership]):
    attendee = serializers.PrimaryKeyRelatedField(
        queryset=Attendee.objects.admitted(), required=False, help_text="For organizers: the id of the one to put in."
    )

    def validate_attendee(self, attendee: Attendee) -> Attendee:
        if attendee.event_id != self.context["event"].pk:
            raise serializers.ValidationError("No one at this event has this id.")
        return attendee


class CheckInSerializer(ModelSerializer[CheckIn]):
    topic = serializers.CharField(source="team.topic.slug", read_only=True)
    author = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = CheckIn
        fields = ["id", "topic", "author", "mood", "progress", "help_wanted", "details", "written_at"]
        read_only_fields = ["written_at"]


class HelpOfferSerializer(ModelSerializer[HelpOffer]):
    topic = serializers.CharField(source="check_in.team.topic.slug", read_only=True)
    attendee = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = HelpOffer
        fields = ["id", "topic", "check_in", "attendee", "offered_at"]
        read_only_fields = ["check_in", "offered_at"]
