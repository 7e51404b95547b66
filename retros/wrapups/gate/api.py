from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.models import Attendee
from planning.people.viewsets import InsiderViewSet
from planning.rest.pagination import PAGE, NumberedPages
from planning.rest.routers import SingletonViewSet
from retros.wrapups.gate.asking import ask_for_reports
from retros.wrapups.gate.progress import progress_among, shown_at_gate
from retros.wrapups.gate.readiness import readiness_of_topics
from retros.wrapups.gate.serializers import AskSerializer, GateSerializer
from retros.wrapups.models import ReportRequest


class EventGateViewSet(SingletonViewSet, InsiderViewSet[ReportRequest]):
    """The wrap-up gate: how far along the reports are."""

    queryset = ReportRequest.objects.all()
    pagination_class = NumberedPages

    @extend_schema(parameters=[PAGE], responses=GateSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """What each report is missing, who can fill it in, and who was asked. Teams see their own, organizers all."""
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
        topics, pages = shown_at_gate(attendee), NumberedPages()
        on_page = pages.paginate_queryset(topics.values_list("pk", flat=True), self.request)
        gate = progress_among(topics)._asdict() | pages.places() | {"reports": readiness_of_topics(on_page)}
        return GateSerializer(gate, context=self.get_serializer_context()).data
