from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from htg.ending.views import what_ending_means
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.access import get_organizer
from planning.rest.serializers import Serializer


class EndingSerializer(Serializer[Event]):
    phase = serializers.ChoiceField(choices=Phase.choices, help_text="The phase that would end.")
    means = serializers.ListField(child=serializers.CharField(), help_text="What has not been done yet, in sentences.")


class EndingView(APIView):
    """What ending the current phase now would mean."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="events_ending_retrieve", responses=EndingSerializer, tags=["events"])
    def get(self, request: Request, event: str) -> Response:
        """To be read before `end-phase`."""
        ended = get_organizer(request, event).event
        phase = ended.phase_at(timezone.now())
        return Response({"phase": phase, "means": what_ending_means(ended, phase)})
