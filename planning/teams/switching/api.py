from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_attendee, get_insider
from planning.people.viewsets import InsiderViewSet
from planning.rest.lists import ListModelMixin
from planning.teams.access import get_team
from planning.teams.switching.changing import answer_as, ask_to_switch
from planning.teams.switching.models import SwitchRequest
from planning.teams.switching.serializers import SwitchAnswerSerializer, SwitchAskSerializer, SwitchRequestSerializer


class SwitchRequestViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[SwitchRequest]):
    """Who asks for a seat in a full team: your own, those of the team you lead, and all of them for organizers."""

    queryset = SwitchRequest.objects.select_related("team__topic", "attendee__organization")
    serializer_class = SwitchRequestSerializer
    ordering = ("asked_at", "pk")

    def get_queryset(self) -> QuerySet[SwitchRequest]:
        requests = super().get_queryset().filter(team__topic__event=self.event)
        if self.insider.is_organizer:
            return requests
        return requests.filter(Q(attendee=self.insider.pk) | Q(team__lead=self.insider.pk))

    @extend_schema(request=SwitchAskSerializer, responses={201: SwitchRequestSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Ask for a seat in a full team, instead of anything you asked for before."""
        said = SwitchAskSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        _, team = get_team(request, event, said.validated_data["topic"])
        attendee = get_attendee(request, event)
        asked = ask_to_switch(attendee, team, why=said.validated_data["why"], clock=timezone.now)
        answer = SwitchRequestSerializer(asked, context=self.get_serializer_context()).data
        return Response(answer, status=status.HTTP_201_CREATED)

    @extend_schema(request=SwitchAnswerSerializer, responses=SwitchRequestSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, event: str, pk: str) -> Response:  # noqa: ARG002  # in the address
        """Say yes or no as lead or organizer, swap as one of the team, or take your own request back."""
        said = SwitchAnswerSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        asked = answer_as(get_insider(request, event), self.get_object(), said.validated_data["answer"], timezone.now)
        return Response(SwitchRequestSerializer(asked, context=self.get_serializer_context()).data)
