from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.viewsets import EventScopedViewSet, SiteViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from planning.rest.routers import SingletonViewSet
from retros.reviews.agenda.access import get_topic_to_plan_for
from retros.reviews.agenda.invitation import invitation_for
from retros.reviews.agenda.planning import arrange, draw_up_agenda, plan_demo, set_time, take_off
from retros.reviews.agenda.serializers import (
    DemoSerializer,
    MeetingTimeSerializer,
    OrderSerializer,
    ReviewMeetingSerializer,
    SlotSerializer,
)
from retros.reviews.models import Demo, ReviewMeeting


class ReviewMeetingViewSet(ListModelMixin, SiteViewSet[ReviewMeeting]):
    """When the teams of each event show what they made, latest first."""

    queryset = ReviewMeeting.objects.with_agenda()
    serializer_class = ReviewMeetingSerializer
    ordering = ("-starts_at", "-pk")
    kept = {"page_size": SIZES}


class ForCalendars(JSONRenderer):
    """Lets calendars ask for their own format. The view writes that itself, so only refusals come through here."""

    media_type = "text/calendar"
    format = "ics"


class EventMeetingViewSet(SingletonViewSet, EventScopedViewSet[ReviewMeeting]):
    """The review meeting of an event. The demos make up its agenda."""

    queryset = ReviewMeeting.objects.all()
    serializer_class = ReviewMeetingSerializer

    @extend_schema(responses=ReviewMeetingSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """When it is, how many of its minutes are planned, and what is wrong with the agenda."""
        return self.as_it_is()

    @extend_schema(request=None, responses={200: ReviewMeetingSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Draw up the agenda, at the usual time unless another is set: every missing topic gets a slot."""
        draw_up_agenda(get_organizer(request, event).event)
        return self.as_it_is()

    @extend_schema(request=MeetingTimeSerializer, responses=ReviewMeetingSerializer)
    def update(self, request: Request, event: str) -> Response:
        """Set when it is. The first time, this draws up the agenda."""
        organizer = get_organizer(request, event)
        time = MeetingTimeSerializer(data=request.data)
        time.is_valid(raise_exception=True)
        set_time(organizer.event, **time.validated_data)
        return self.as_it_is()

    @extend_schema(request=OrderSerializer, responses=ReviewMeetingSerializer)
    @action(detail=True, methods=["put"])
    def order(self, request: Request, event: str) -> Response:
        """Put the agenda into this order."""
        organizer = get_organizer(request, event)
        meeting = get_object_or_404(ReviewMeeting, event=organizer.event)
        order = OrderSerializer(data=request.data, context={"meeting": meeting})
        order.is_valid(raise_exception=True)
        arrange(meeting, order.validated_data["topics"])
        return self.as_it_is()

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR})
    @action(detail=True, methods=["get"], renderer_classes=[JSONRenderer, ForCalendars])
    def calendar(self, request: Request, **_: str) -> HttpResponse:
        """The invitation as iCalendar: with the call and the agenda for those who may see them."""
        calendar = invitation_for(request.user, self.loaded(), now=timezone.now())
        return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")

    def as_it_is(self) -> Response:
        return Response(self.get_serializer(self.loaded()).data)

    def loaded(self) -> ReviewMeeting:
        return get_object_or_404(ReviewMeeting.objects.with_agenda(), event=self.event)


class DemoViewSet(ListModelMixin, RetrieveModelMixin, EventScopedViewSet[Demo]):
    """What the topics show: the slots of the agenda, in order, and what teams said before there was one."""

    queryset = Demo.objects.all()
    serializer_class = DemoSerializer
    lookup_field = "topic__slug"
    lookup_url_kwarg = "topic"
    lookup_value_regex = r"[-\w]+"
    ordering = ("position", "pk")
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[Demo]:
        demos = Demo.objects.filter(topic__event=self.event).select_related("topic")
        return demos.prefetch_related("presenters__organization")

    @extend_schema(request=SlotSerializer, responses=DemoSerializer)
    def update(self, request: Request, event: str, topic: str) -> Response:
        """Say what a topic shows, for its team and the organizers. Once there is an agenda, a new one goes last."""
        _, shown = get_topic_to_plan_for(request, event, topic)
        slot = SlotSerializer(data=request.data, context={"event": shown.event})
        slot.is_valid(raise_exception=True)
        demo = plan_demo(shown, **slot.validated_data, now=timezone.now())
        return Response(self.get_serializer(demo).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, event: str, **_: str) -> Response:
        """Take a topic off the agenda. What its team said is kept."""
        get_organizer(request, event)
        take_off(self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
