from django.utils.functional import cached_property
from rest_framework import serializers

from planning.people.models import Attendee
from planning.people.serializers import AttendeesField, PersonSerializer
from retros.reviews.models import Demo, ReviewMeeting


class ReviewMeetingSerializer(serializers.ModelSerializer[ReviewMeeting]):
    event = serializers.CharField(source="event.slug", read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    call_url = serializers.SerializerMethodField(help_text="For those with a seat at the event; else empty.")

    class Meta:
        model = ReviewMeeting
        fields = ["event", "starts_at", "ends_at", "minutes", "call_url"]

    def get_call_url(self, meeting: ReviewMeeting) -> str:
        return meeting.call_url if meeting.event_id in self._seats else ""

    @cached_property
    def _seats(self) -> frozenset[int]:
        """The events where the reader has one. Asked once for a whole list."""
        places = Attendee.objects.admitted().filter(user=self.context["request"].user.pk)
        return frozenset(places.exclude(user=None).values_list("event", flat=True))


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
