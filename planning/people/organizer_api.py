"""What organizers do with an event: plan it, change its deadlines, move it on."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from planning.events.api import EventViewSet
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import end_phase, reschedule
from planning.events.serializers import EndPhaseSerializer, EventSerializer, PlanSerializer, ScheduleSerializer
from planning.people.access import as_user, get_organizer
from planning.people.hosting import plan_event


class HostedEventViewSet(EventViewSet):
    """Anyone may read what is planned, and what came of it."""

    @extend_schema(request=PlanSerializer, responses={201: EventSerializer})
    def create(self, request: Request) -> Response:
        """Plan an event, with a permission that an admin gives. You organize it."""
        user = as_user(request)
        if not user.has_perm("planning.add_event"):
            raise PermissionDenied("Planning an event takes a permission that an admin gives.")
        plan = PlanSerializer(data=request.data)
        plan.is_valid(raise_exception=True)
        host = plan_event(Event(**plan.validated_data), host=user, now=timezone.now())
        return Response(self.get_serializer(host.event).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ScheduleSerializer, responses=EventSerializer)
    @action(detail=True, methods=["patch"])
    def schedule(self, request: Request, event: str) -> Response:
        """Change deadlines. What is left out stays."""
        organizer = get_organizer(request, event)
        wanted = ScheduleSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        deadlines = dict(wanted.validated_data)
        reason = deadlines.pop("reason")
        return Response(self.get_serializer(reschedule(organizer.event, deadlines, reason=reason)).data)

    @extend_schema(request=EndPhaseSerializer, responses=EventSerializer)
    @action(detail=True, methods=["post"], url_path="end-phase")
    def end_phase(self, request: Request, event: str) -> Response:
        """End the present phase now."""
        organizer = get_organizer(request, event)
        wanted = EndPhaseSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        phase, reason = Phase(wanted.validated_data["phase"]), wanted.validated_data["reason"]
        return Response(self.get_serializer(end_phase(organizer.event, phase, reason=reason, now=timezone.now())).data)
