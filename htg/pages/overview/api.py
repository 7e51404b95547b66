from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from htg.pages.overview.acting import ACTIONS
from htg.pages.overview.checks import Check, checks_of
from htg.pages.overview.counting import figures_of
from htg.pages.overview.need import Need, Urgency
from htg.pages.overview.needs import needs_of
from planning.people.access import get_organizer
from planning.rest.serializers import Serializer


class NeedSerializer(Serializer[Need]):
    urgency = serializers.ChoiceField(choices=[urgency.name for urgency in Urgency], source="urgency.name")
    number = serializers.IntegerField()
    text = serializers.CharField(source="sentence")
    why = serializers.CharField()
    action = serializers.CharField(help_text="What can be done about it at once, with `needs/{action}/`; may be empty.")


class CheckSerializer(Serializer[Check]):
    text = serializers.CharField()
    is_met = serializers.BooleanField()
    note = serializers.CharField(help_text="What is lacking, or how it is met; may be empty.")


class OverviewSerializer(Serializer[Any]):
    needs = NeedSerializer(many=True, help_text="The worst first.")
    checks = CheckSerializer(many=True, help_text="What the next phase asks for.")


class DoneSerializer(Serializer[Any]):
    done = serializers.CharField(help_text="What was done, in a sentence.")


class NeedsView(APIView):
    """What needs the organizers now."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="events_needs_retrieve", responses=OverviewSerializer, tags=["events"])
    def get(self, request: Request, event: str) -> Response:
        """As on the overview, for organizers."""
        figures = figures_of(get_organizer(request, event).event, now=timezone.now())
        return Response(OverviewSerializer({"needs": needs_of(figures), "checks": checks_of(figures)}).data)


class ActionView(APIView):
    """What the buttons of the overview do."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="events_needs_act",
        request=None,
        responses=DoneSerializer,
        tags=["events"],
        parameters=[OpenApiParameter("action", location="path", enum=list(ACTIONS))],
    )
    def post(self, request: Request, event: str, action: str) -> Response:
        """Give seats, send mails again, remind voters, or ask for wishes or check-ins. No one is asked twice."""
        organizer = get_organizer(request, event)
        if action not in ACTIONS:
            raise NotFound("There is no such action.")
        return Response({"done": ACTIONS[action](organizer, clock=timezone.now)})
