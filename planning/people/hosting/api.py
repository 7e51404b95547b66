"""What organizers do with an event: plan it, change its deadlines, move it on."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from planning.events.api import EventViewSet
from planning.events.log import ChangeLog
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import end_phase, reschedule, undo
from planning.events.serializers import (
    CallOffSerializer,
    EndPhaseSerializer,
    EventSerializer,
    LoggedChangeSerializer,
    PlanSerializer,
    ScheduleSerializer,
    SettingsSerializer,
    UndoSerializer,
)
from planning.people.access import as_user, get_organizer
from planning.people.hosting.calling_off import call_off, take_back
from planning.people.hosting.planning import plan_event, settings_of
from planning.people.hosting.settings import change_settings
from planning.rest.pagination import NumberedPages


class HostedEventViewSet(EventViewSet):
    """Anyone can read what is planned, and what came of it."""

    @extend_schema(request=PlanSerializer, responses={201: EventSerializer})
    def create(self, request: Request) -> Response:
        """Plan an event, with a permission from an admin. You become its organizer."""
        user = as_user(request)
        if not user.has_perm("planning.add_event"):
            raise PermissionDenied("To plan an event you need permission from an admin.")
        plan = PlanSerializer(data=request.data)
        plan.is_valid(raise_exception=True)
        wanted = dict(plan.validated_data)
        like, with_seat = wanted.pop("like", None), wanted.pop("with_seat")
        event = Event(**(settings_of(like) if like else {}) | wanted)
        host = plan_event(event, host=user, with_seat=with_seat, like=like, now=timezone.now())
        return Response(self.get_serializer(host.event).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ScheduleSerializer, responses=EventSerializer)
    @action(detail=True, methods=["patch"])
    def schedule(self, request: Request, event: str) -> Response:
        """Change deadlines and days. What is left out stays."""
        return self._changed(request, event, ScheduleSerializer, by=reschedule)

    @extend_schema(request=SettingsSerializer, responses=EventSerializer)
    @action(detail=True, methods=["patch"], url_path="settings", url_name="settings")
    def change_settings(self, request: Request, event: str) -> Response:
        """Change anything but deadlines and days: place, cost, seats, votes, teams, texts. What is left out stays."""
        return self._changed(request, event, SettingsSerializer, by=change_settings)

    @extend_schema(responses=LoggedChangeSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=NumberedPages)
    def changes(self, request: Request, event: str) -> Response:
        """Who changed the schedule and the settings, when and why; newest first."""
        organizer = get_organizer(request, event)
        page: Any = self.paginate_queryset(ChangeLog(organizer.event))
        return self.get_paginated_response(LoggedChangeSerializer(page, many=True).data)

    @extend_schema(request=CallOffSerializer, responses=EventSerializer)
    @action(detail=True, methods=["post"], url_path="call-off", url_name="call-off")
    def call_off(self, request: Request, event: str) -> Response:
        """Call the event off. Everyone who was to come is told by mail, and nothing is deleted."""
        organizer = get_organizer(request, event)
        wanted = CallOffSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        off = call_off(organizer.event, reason=wanted.validated_data["reason"], clock=timezone.now)
        return Response(self.get_serializer(off).data)

    @extend_schema(request=None, responses=EventSerializer)
    @call_off.mapping.delete
    def take_back(self, request: Request, event: str) -> Response:
        """It takes place after all."""
        organizer = get_organizer(request, event)
        return Response(self.get_serializer(take_back(organizer.event, clock=timezone.now)).data)

    @extend_schema(request=UndoSerializer, responses=EventSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, event: str) -> Response:
        """Undo a change of the schedule, such as a phase that was ended early."""
        organizer = get_organizer(request, event)
        wanted = UndoSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        return Response(
            self.get_serializer(undo(organizer.event, wanted.validated_data["change"], clock=timezone.now)).data
        )

    @extend_schema(request=EndPhaseSerializer, responses=EventSerializer)
    @action(detail=True, methods=["post"], url_path="end-phase")
    def end_phase(self, request: Request, event: str) -> Response:
        """End the current phase now."""
        organizer = get_organizer(request, event)
        wanted = EndPhaseSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        phase, reason = Phase(wanted.validated_data["phase"]), wanted.validated_data["reason"]
        return Response(self.get_serializer(end_phase(organizer.event, phase, reason=reason, clock=timezone.now)).data)

    def _changed(
        self, request: Request, event: str, serializer: type[Serializer[Event]], *, by: Callable[..., Event]
    ) -> Response:
        organizer = get_organizer(request, event)
        wanted = serializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        changes = dict(wanted.validated_data)
        reason = changes.pop("reason")
        return Response(self.get_serializer(by(organizer.event, changes, reason=reason, clock=timezone.now)).data)
