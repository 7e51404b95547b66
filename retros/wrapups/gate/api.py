from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.models import Attendee
from planning.people.viewsets import InsiderViewSet
from planning.rest.routers import SingletonViewSet
from retros.wrapups.gate.asking import ask_for_reports
from retros.wrapups.gate.readiness import gate_for
from retros.wrapups.gate.serializers import AskSerializer, GateSerializer
from retros.wrapups.models import ReportRequest


class EventGateViewSet(SingletonViewSet, InsiderViewSet[ReportRequest]):
    """The wrap-up gate: how far along the reports are."""

    queryset = ReportRequest.objects.all()

    @extend_schema(responses=GateSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """What each report is missing, who can fill it in and who was asked. Teams see their own, organizers all."""
        return Response(self.shown(self.insider))

    @extend_schema(request=AskSerializer, responses={200: GateSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Ask the teams for what's missing from their reports: one mail per person, at most once a day."""
        organizer = get_organizer(request, event)
        wanted = AskSerializer(data=request.data, context={"event": organizer.event})
        wanted.is_valid(raise_exception=True)
        ask_for_reports(organizer, wanted.validated_data.get("topics"), now=timezone.now())
        return Response(self.shown(organizer))

    def shown(self, attendee: Attendee) -> Any:
        return GateSerializer(gate_for(attendee), context=self.get_serializer_context()).data
