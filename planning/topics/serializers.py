from typing import Any

from rest_framework import serializers

from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.topics.models import Comment, Topic


class TopicReferenceSerializer(Serializer[Topic]):
    """A topic of any event, by the event's month and its own name in addresses."""

    event = serializers.CharField(source="event.slug")
    topic = serializers.CharField(source="slug")

    def to_internal_value(self, data: Any) -> Any:
        names = super().to_internal_value(data)
        topic = Topic.objects.filter(event__slug=names["event"]["slug"], slug=names["slug"]).select_related("event")
        if found := topic.first():
            return found
        raise serializers.ValidationError({"topic": ["There is no such topic."]})


class TopicsField(serializers.ListField):
    """Topics of the event in the context, by their names in addresses: one query, however many."""

    child = serializers.CharField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)  # more than an event has, but few enough for one query

    def to_internal_value(self, data: Any) -> list[Topic]:
        slugs: list[str] = super().to_internal_value(data)
        topics = Topic.objects.filter(event=self.context["event"], slug__in=slugs).select_related("event")
        found = {topic.slug: topic for topic in topics}
        if unknown := [slug for slug in slugs if slug not in found]:
            raise serializers.ValidationError(f"The event has no topic “{unknown[0]}”.")
        return [found[slug] for slug in slugs]

    def to_representation(self, topics: Any) -> list[str]:
        return [topic.slug for topic in topics]


class TopicSerializer(ModelSerializer[Topic]):
    made_of = {
        "is_on_ballot": (
            *("track", "proposed_at", "withdrawn_at"),
            *("event__late_topics", "event__voting_opens_at", "event__voting_closes_at"),
        )
    }
    event = serializers.CharField(source="event.slug", read_only=True)
    proposed_by = PersonSerializer(read_only=True, allow_null=True)
    continues = TopicReferenceSerializer(read_only=True, allow_null=True)

    is_on_ballot = serializers.BooleanField(
        read_only=True, help_text="False if it is withdrawn, a discussion, or was proposed too late."
    )

    class Meta:
        model = Topic
        fields = [
            "event",
            "slug",
            "emoji",
            "title",
            "track",
            "problem",
            "motivation",
            "benefits",
            "continues",
            "proposed_by",
            "proposed_at",
            "withdrawn_at",
            "is_on_ballot",
        ]


class ProposalSerializer(ModelSerializer[Topic]):
    continues = TopicReferenceSerializer(required=False, allow_null=True)

    class Meta:
        model = Topic
        fields = ["title", "emoji", "track", "problem", "motivation", "benefits", "continues"]


class CommentSerializer(ModelSerializer[Comment]):
    author = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Comment
        fields = ["id", "author", "text", "written_at", "edited_at"]
        read_only_fields = ["written_at", "edited_at"]


class TakeDownSerializer(ModelSerializer[Comment]):
    class Meta:
        model = Comment
        fields = ["taken_down_because"]
        extra_kwargs = {"taken_down_because": {"required": True, "allow_blank": False}}
