"""The running review meeting. The timer lives here: anything that shows it may count by itself between two requests."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from planning.people.access import get_organizer
from planning.people.viewsets import EventScopedViewSet
from planning.rest.routers import SingletonViewSet
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer import running
from retros.reviews.timer.serializers import (
    DemoMoveSerializer,
    ExtendSerializer,
    StandingSerializer,
    TimerMoveSerializer,
    TimesUsedSerializer,
)
from retros.reviews.timer.standing import load_state
from retros.reviews.timer.time_used import times_used


class TimerViewSet(SingletonViewSet, EventScopedViewSet[ReviewMeeting]):
    """The timer of the running review meeting."""

    queryset = ReviewMeeting.objects.all()

    @cached_property
    def meeting(self) -> ReviewMeeting:
        return get_object_or_404(ReviewMeeting.objects.select_related("event"), event=self.event)

    @extend_schema(responses=StandingSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """Where the meeting is: the demo that is on, how much of its time is left, and what comes next."""
        return self.as_it_stands()

    @extend_schema(request=DemoMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def start(self, _request: Request, **_: str) -> Response:
        """Start a demo, whichever is on. One that was skipped or shown resumes where it stopped."""
        running.start(self.meeting, **self.checked(DemoMoveSerializer), now=timezone.now())
        return self.as_it_stands()

    @extend_schema(request=TimerMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def next(self, _request: Request, **_: str) -> Response:
        """Go on to the next demo, or start with the first."""
        running.go_on(self.meeting, **self.checked(TimerMoveSerializer), now=timezone.now())
        return self.as_it_stands()

    @extend_schema(request=TimerMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, _request: Request, **_: str) -> Response:
        """Pause the timer."""
        running.pause(self.meeting, **self.checked(TimerMoveSerializer), now=timezone.now())
        return self.as_it_stands()

    @extend_schema(request=TimerMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, _request: Request, **_: str) -> Response:
        """Resume the timer."""
        running.resume(self.meeting, **self.checked(TimerMoveSerializer), now=timezone.now())
        return self.as_it_stands()

    @extend_schema(request=ExtendSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def extend(self, _request: Request, **_: str) -> Response:
        """Give the demo that is on more time."""
        running.extend(self.meeting, **self.checked(ExtendSerializer))
        return self.as_it_stands()

    @extend_schema(request=DemoMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def skip(self, _request: Request, **_: str) -> Response:
        """Skip a demo. It can be started later. If it is on, the next one starts."""
        running.skip(self.meeting, **self.checked(DemoMoveSerializer), now=timezone.now())
        return self.as_it_stands()

    @extend_schema(request=TimerMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"])
    def end(self, _request: Request, **_: str) -> Response:
        """End the meeting. Starting a demo opens it again."""
        running.end_meeting(self.meeting, **self.checked(TimerMoveSerializer), now=timezone.now())
        return self.as_it_stands()

    @extend_schema(request=TimerMoveSerializer, responses=StandingSerializer)
    @action(detail=True, methods=["post"], url_path="start-over")
    def start_over(self, _request: Request, **_: str) -> Response:
        """Reset all times, after a rehearsal."""
        running.start_over(self.meeting, **self.checked(TimerMoveSerializer))
        return self.as_it_stands()

    def checked(self, serializer_class: type[Serializer[Demo]]) -> dict[str, Any]:
        """What an organizer asks for."""
        get_organizer(self.request, self.kwargs["event"])
        move = serializer_class(data=self.request.data, context={"meeting": self.meeting})
        move.is_valid(raise_exception=True)
        return dict(move.validated_data)

    def as_it_stands(self) -> Response:
        self.meeting.refresh_from_db()
        standing = load_state(self.meeting, timezone.now())
        context = self.get_serializer_context() | {"now": standing.now}
        return Response(StandingSerializer(standing, context=context).data)


class TimesUsedViewSet(SingletonViewSet, EventScopedViewSet[Demo]):
    """What earlier review meetings teach about planning the minutes of this event's demos."""

    queryset = Demo.objects.all()

    @extend_schema(responses=TimesUsedSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """How long the demos of the topics took that this event's topics continue, and those of the latest event."""
        times = times_used(self.event)
        slugs = dict(self.event.topics.values_list("pk", "slug"))
        topics = [
            {"topic": slugs[pk], "event": time.event, "planned_seconds": time.planned, "used_seconds": time.used}
            for pk, time in times.by_topic.items()
        ]
        return Response(TimesUsedSerializer({"latest": times.latest, "ratio": times.ratio, "topics": topics}).data)
