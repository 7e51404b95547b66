from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.visits import EventVisit, Visit
from planning.routers import Sole
from planning.topics.access import get_topic
from retros.reviews.meetings import draw_up_agenda, plan_demo
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.serializers import DemoSerializer, MeetingTimeSerializer, ReviewMeetingSerializer, SlotSerializer


class ReviewMeetingViewSet(ListModelMixin, Visit[ReviewMeeting]):
    """When the teams of each event show what they made, the latest first."""

    queryset = ReviewMeeting.objects.select_related("event")
    serializer_class = ReviewMeetingSerializer
    ordering = ("-starts_at", "-pk")


class EventMeetingViewSet(Sole, EventVisit[ReviewMeeting]):
    """The review meeting of an event. Its agenda are the demos."""

    queryset = ReviewMeeting.objects.all()
    serializer_class = ReviewMeetingSerializer

    @extend_schema(responses=ReviewMeetingSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """When it is."""
        meetings = ReviewMeeting.objects.select_related("event")
        return Response(self.get_serializer(get_object_or_404(meetings, event=self.event)).data)

    @extend_schema(request=MeetingTimeSerializer, responses=ReviewMeetingSerializer)
    def update(self, request: Request, event: str) -> Response:
        """Draw up the agenda: each team gets a slot. What stands in it already stays."""
        organizer = get_organizer(request, event)
        time = MeetingTimeSerializer(data=request.data)
        time.is_valid(raise_exception=True)
        meeting = draw_up_agenda(organizer.event, **time.validated_data)
        return Response(self.get_serializer(meeting).data)


class DemoViewSet(ListModelMixin, RetrieveModelMixin, EventVisit[Demo]):
    """The slots of the agenda, in order."""

    queryset = Demo.objects.all()
    serializer_class = DemoSerializer
    lookup_field = "topic__slug"
    lookup_url_kwarg = "topic"
    lookup_value_regex = r"[-\w]+"
    ordering = ("position", "pk")

    def get_queryset(self) -> QuerySet[Demo]:
        demos = Demo.objects.filter(meeting__event=self.event).select_related("topic")
        return demos.prefetch_related("presenters__organization")

    @extend_schema(request=SlotSerializer, responses=DemoSerializer)
    def update(self, request: Request, event: str, topic: str) -> Response:
        """Change a topic's slot, or give it one at the end of the agenda."""
        organizer = get_organizer(request, event)
        slot = SlotSerializer(data=request.data, context={"event": organizer.event})
        slot.is_valid(raise_exception=True)
        demo = plan_demo(get_topic(event, topic), **slot.validated_data)
        return Response(self.get_serializer(demo).data)
