from typing import Any

from django.utils.functional import cached_property
from rest_framework import serializers

from planning.events.serializers import MOMENTS
from planning.people.models import Attendee
from planning.people.serializers import AttendeesField, PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.topics.models import Topic
from retros.reviews.agenda.checking import total_minutes, warnings_of
from retros.reviews.agenda.forms import LONGEST_NOTE
from retros.reviews.models import MOST_MINUTES, Demo, ReviewMeeting


class ReviewMeetingSerializer(ModelSerializer[ReviewMeeting]):
    event = serializers.CharField(source="event.slug", read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    call_url = serializers.SerializerMethodField(help_text="For people with a seat at the event; otherwise empty.")
    demo_minutes = serializers.SerializerMethodField(help_text="The total of the demos.")
    warnings = serializers.SerializerMethodField(
        help_text="What is wrong with the agenda, in words. Outsiders see nothing that names a person."
    )

    class Meta:
        model = ReviewMeeting
        fields = ["event", "starts_at", "ends_at", "minutes", "call_url", "demo_minutes", "warnings"]

    def get_call_url(self, meeting: ReviewMeeting) -> str:
        return meeting.call_url if meeting.event_id in self._seats else ""

    def get_demo_minutes(self, meeting: ReviewMeeting) -> int:
        return total_minutes(meeting.demos.all())

    def get_warnings(self, meeting: ReviewMeeting) -> list[str]:
        is_familiar = meeting.event_id in self.context["familiar"]
        found = warnings_of(meeting.demos.all(), minutes=meeting.minutes, is_familiar=is_familiar)
        return [warning.text for warning in found]

    @cached_property
    def _seats(self) -> frozenset[int]:
        """The events where the reader has one. Looked up once for a whole list."""
        places = Attendee.objects.admitted().filter(user=self.context["request"].user.pk)
        return frozenset(places.exclude(user=None).values_list("event", flat=True))


class MeetingTimeSerializer(ModelSerializer[ReviewMeeting]):
    serializer_field_mapping = MOMENTS

    class Meta:
        model = ReviewMeeting
        fields = ["starts_at", "minutes", "call_url"]
        extra_kwargs = {"minutes": {"min_value": 1, "max_value": 480}}


class OrderSerializer(Serializer[Topic]):
    topics = serializers.ListField(
        child=serializers.SlugField(max_length=80), max_length=1000, help_text="Slugs. Anything left out comes last."
    )

    def validate_topics(self, slugs: list[str]) -> list[int]:
        known = dict(self.context["meeting"].demos.values_list("topic__slug", "topic"))
        if unknown := [slug for slug in slugs if slug not in known]:
            raise serializers.ValidationError(f"“{unknown[0]}” is not on the agenda.")
        return [known[slug] for slug in slugs]


class DemoSerializer(ModelSerializer[Demo]):
    topic = serializers.CharField(source="topic.slug", read_only=True)
    title = serializers.CharField(source="topic.title", read_only=True)
    is_on_agenda = serializers.SerializerMethodField(help_text="False for what its team said before there was one.")
    presenters = PersonSerializer(source="presenting", many=True, read_only=True, help_text="Empty for outsiders.")

    class Meta:
        model = Demo
        fields = ["topic", "title", "is_on_agenda", "position", "is_answered", "minutes", "presenters", "note"]

    def get_is_on_agenda(self, demo: Demo) -> bool:
        return demo.meeting_id is not None


class SlotSerializer(ModelSerializer[Demo]):
    presenters = AttendeesField(max_length=50, default=list, help_text="Their ids.")

    class Meta:
        model = Demo
        fields = ["minutes", "presenters", "note"]
        extra_kwargs: dict[str, Any] = {
            "minutes": {"required": True, "max_value": MOST_MINUTES},
            "note": {"default": "", "max_length": LONGEST_NOTE},
        }
