from typing import Any

from rest_framework import serializers

from planning.outbox.models import Message
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.topics.models import Topic
from retros.wrapups.gate.readiness import Lack, Level, Readiness
from retros.wrapups.models import ReportRequest


class LackSerializer(Serializer[Lack]):
    """`part` of the report it is about, and what is missing in words."""

    part = serializers.ChoiceField(choices=["report", "outcome", "achievements", "links", "next_steps"])
    level = serializers.ChoiceField(choices=list(Level))
    text = serializers.CharField()


class ReportRequestSerializer(ModelSerializer[ReportRequest]):
    to = PersonSerializer(read_only=True, allow_null=True)
    mail = serializers.ChoiceField(source="message.state", choices=Message.State.choices, read_only=True)

    class Meta:
        model = ReportRequest
        fields = ["to", "asked_on", "mail"]


class ReadinessSerializer(Serializer[Readiness]):
    """`people` can fill in the report: those on the team, then those who left it."""

    topic = serializers.CharField(source="topic.slug")
    is_ready = serializers.BooleanField()
    lacks = LackSerializer(many=True)
    people = PersonSerializer(many=True)
    requests = ReportRequestSerializer(many=True)


class GateSerializer(Serializer[Any]):
    ready = serializers.IntegerField(help_text="Of all of them.")
    total = serializers.IntegerField()
    next = serializers.URLField(allow_null=True, help_text="The page after this one.")
    previous = serializers.URLField(allow_null=True)
    reports = ReadinessSerializer(many=True, help_text="Those on this page, in the order of the topics.")


class AskSerializer(Serializer[Any]):
    topics = serializers.ListField(
        child=serializers.SlugField(),
        required=False,
        allow_empty=False,
        max_length=200,
        help_text="The topics' slugs. Without this field, all whose reports are not ready.",
    )

    def validate_topics(self, slugs: list[str]) -> list[int]:
        found = dict(Topic.objects.filter(event=self.context["event"], slug__in=slugs).values_list("slug", "pk"))
        if unknown := sorted(set(slugs) - set(found)):
            raise serializers.ValidationError(f"There's no such topic at this event: {', '.join(unknown)}.")
        return list(found.values())
