from rest_framework import serializers

from planning.people.serializers import AttendeesField, PersonSerializer
from retros.reviews.models import Demo, ReviewMeeting


class ReviewMeetingSerializer(serializers.ModelSerializer[ReviewMeeting]):
    event = serializers.CharField(source="event.slug", read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    call_url = serializers.SerializerMethodField(help_text="For people of the community; else empty.")

    class Meta:
        model = ReviewMeeting
        fields = ["event", "starts_at", "ends_at", "minutes", "call_url"]

    def get_call_url(self, meeting: ReviewMeeting) -> str:
        return meeting.call_url if meeting.event_id in self.context["familiar"] else ""


class MeetingTimeSerializer(serializers.ModelSerializer[ReviewMeeting]):
    class Meta:
        model = ReviewMeeting
        fields = ["starts_at", "minutes", "call_url"]
        extra_kwargs = {"minutes": {"min_value": 1, "max_value": 480}}


class DemoSerializer(serializers.ModelSerializer[Demo]):
    topic = serializers.CharField(source="topic.slug", read_only=True)
    title = serializers.CharField(source="topic.title", read_only=True)
    presenters = PersonSerializer(many=True, read_only=True, help_text="Empty for strangers.")

    class Meta:
        model = Demo
        fields = ["topic", "title", "position", "minutes", "presenters", "note"]


class SlotSerializer(serializers.ModelSerializer[Demo]):
    presenters = AttendeesField(max_length=50, default=list, help_text="Their ids.")

    class Meta:
        model = Demo
        fields = ["minutes", "presenters", "note"]
        extra_kwargs = {"minutes": {"required": True, "max_value": 240}, "note": {"default": ""}}
