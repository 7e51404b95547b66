from typing import Any

from rest_framework import serializers

from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from retros.reviews.models import Demo
from retros.reviews.timer.running import MOST_ADDED
from retros.reviews.timer.standing import MeetingState


class TimedDemoSerializer(ModelSerializer[Demo]):
    """A demo on the timer. Seconds are as of `now`."""

    topic = serializers.CharField(source="topic.slug", read_only=True)
    title = serializers.CharField(source="topic.title", read_only=True)
    presenters = PersonSerializer(source="presenting", many=True, read_only=True, help_text="Empty for outsiders.")
    planned_seconds = serializers.IntegerField(source="clock.planned", read_only=True)
    used_seconds = serializers.SerializerMethodField()
    left_seconds = serializers.SerializerMethodField(help_text="Below zero once time is up.")
    runs_out_at = serializers.DateTimeField(
        source="clock.runs_out_at", read_only=True, allow_null=True, help_text="Null while it is paused."
    )

    class Meta:
        model = Demo
        fields = [
            "topic",
            "title",
            "state",
            "presenters",
            "planned_seconds",
            "added_seconds",
            "used_seconds",
            "left_seconds",
            "runs_out_at",
        ]

    def get_used_seconds(self, demo: Demo) -> int:
        return demo.clock.used_at(self.context["now"])

    def get_left_seconds(self, demo: Demo) -> int:
        return demo.clock.left_at(self.context["now"])


class StandingSerializer(Serializer[MeetingState]):
    now = serializers.DateTimeField(help_text="The server's clock.")
    moves = serializers.IntegerField(source="meeting.moves", help_text="Send it as `seen` when you use the timer.")
    began_at = serializers.DateTimeField(source="meeting.began_at", allow_null=True)
    ended_at = serializers.DateTimeField(source="meeting.ended_at", allow_null=True)
    slot_seconds = serializers.IntegerField(source="forecast.slot", help_text="How long the meeting may take.")
    elapsed_seconds = serializers.IntegerField(source="forecast.elapsed")
    to_come_seconds = serializers.IntegerField(source="forecast.to_come")
    spare_seconds = serializers.IntegerField(source="forecast.spare", help_text="Below zero if the slot is too short.")
    present = TimedDemoSerializer(allow_null=True)
    coming = TimedDemoSerializer(many=True, help_text="In the order they come.")
    demos = TimedDemoSerializer(many=True, help_text="All that are shown, in the order of the agenda.")


class DemoField(serializers.CharField):
    """A demo of the meeting in the context, by its topic."""

    def to_internal_value(self, data: Any) -> Any:
        slug = super().to_internal_value(data)
        demo = self.context["meeting"].demos.select_related("topic").filter(topic__slug=slug).first()
        if demo is None:
            raise serializers.ValidationError(f"There is no demo of “{slug}” on the agenda.")
        return demo


class TimerMoveSerializer(Serializer[Demo]):
    seen = serializers.IntegerField(min_value=0, help_text="The number of `moves` you saw.")


class DemoMoveSerializer(TimerMoveSerializer):
    demo = DemoField(help_text="The slug of its topic.")


class ExtendSerializer(TimerMoveSerializer):
    minutes = serializers.IntegerField(min_value=1, max_value=MOST_ADDED)


class TimeUsedSerializer(Serializer[Any]):
    """What is known about a topic's time when its minutes are planned."""

    topic = serializers.CharField()
    event = serializers.CharField(help_text="The event of the topic that it continues.")
    planned_seconds = serializers.IntegerField()
    used_seconds = serializers.IntegerField()


class TimesUsedSerializer(Serializer[Any]):
    latest = serializers.CharField(help_text="The latest event before this one whose demos were timed, or empty.")
    ratio = serializers.FloatField(allow_null=True, help_text="Its demos took this many times as long as planned.")
    topics = TimeUsedSerializer(many=True)
