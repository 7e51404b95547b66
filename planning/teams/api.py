from typing import Any

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_attendee, get_organizer
from planning.people.viewsets import InsiderViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.routers import SingletonViewSet
from planning.teams.access import get_own_team, get_team
from planning.teams.checkins.checking_in import check_in, offer_help
from planning.teams.filters import CheckInFilter, HelpOfferFilter, MembershipFilter
from planning.teams.membership import hand_over_lead, join_team, leave_team
from planning.teams.models import CheckIn, HelpOffer, Membership, Team, Wish
from planning.teams.plans.publishing import form_teams
from planning.teams.serializers import (
    CheckInSerializer,
    HelpOfferSerializer,
    JoinSerializer,
    LeadSerializer,
    MembershipSerializer,
    TeamSerializer,
    WishesSerializer,
)
from planning.teams.wishes import make_wishes
from planning.topics.access import get_topic


class WishViewSet(SingletonViewSet, InsiderViewSet[Wish]):
    """Your own wishes."""

    queryset = Wish.objects.all()

    @extend_schema(responses=WishesSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """What you would work on."""
        return Response(WishesSerializer(self.attendee).data)

    @extend_schema(request=WishesSerializer, responses=WishesSerializer)
    def update(self, request: Request, **_: str) -> Response:
        """Make your wishes, replacing any you had."""
        wishes = WishesSerializer(data=request.data, context={"event": self.event})
        wishes.is_valid(raise_exception=True)
        make_wishes(self.attendee, wishes.validated_data["topics"], clock=timezone.now)
        return Response(WishesSerializer(self.attendee).data)


class TeamViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[Team]):
    """The people on each topic, as they are now."""

    queryset = Team.objects.all()
    serializer_class = TeamSerializer
    lookup_field = "topic__slug"
    lookup_url_kwarg = "topic"
    lookup_value_regex = r"[-\w]+"
    ordering = ("position", "pk")

    def get_queryset(self) -> QuerySet[Team]:
        return Team.objects.of(self.event).annotate(position=F("topic__position"))

    def get_object(self) -> Team:
        return get_team(self.request, self.kwargs["event"], self.kwargs["topic"])[1]

    @extend_schema(request=None, responses={201: TeamSerializer(many=True)})
    def create(self, request: Request, event: str) -> Response:
        """Form the teams from the wishes, replacing any that are there."""
        form_teams(get_organizer(request, event).event, clock=timezone.now)
        answer = self.list(request)
        answer.status_code = status.HTTP_201_CREATED
        return answer

    # The body came later than the address: programs that post an empty form can still join.
    @extend_schema(request=JoinSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], parser_classes=[*InsiderViewSet.parser_classes, MultiPartParser, FormParser])
    def join(self, request: Request, event: str, topic: str) -> Response:
        """Join the topic's team, and leave the one you are in. The first to join forms it.

        Only organizers can put people into a full team: themselves, or anyone they name.
        """
        visitor = get_attendee(request, event)
        asked = JoinSerializer(data=request.data, context={"event": visitor.event})
        asked.is_valid(raise_exception=True)
        person = asked.validated_data.get("attendee", visitor)
        by = visitor if person == visitor else get_organizer(request, event)
        stay = join_team(person, get_topic(event, topic), by=by, clock=timezone.now)
        return Response(MembershipSerializer(stay, context=self.get_serializer_context()).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, event: str, topic: str) -> Response:
        """Leave the team without joining another."""
        attendee, team = get_team(request, event, topic)
        get_object_or_404(team.memberships.present(), attendee=attendee.pk)
        leave_team(attendee, clock=timezone.now)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=LeadSerializer, responses=TeamSerializer)
    @action(detail=True, methods=["post"])
    def lead(self, request: Request, event: str, topic: str) -> Response:
        """Hand over the lead, as the lead or an organizer. Where nobody leads, anyone in the team may."""
        attendee, team = get_team(request, event, topic)
        said = LeadSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        person = said.validated_data["attendee"]
        chosen = get_object_or_404(team.topic.event.attendees, pk=person) if person else None
        hand_over_lead(attendee, team, chosen, clock=timezone.now)
        return Response(TeamSerializer(get_team(request, event, topic)[1], context=self.get_serializer_context()).data)

    @extend_schema(request=CheckInSerializer, responses={201: CheckInSerializer})
    @action(detail=True, methods=["post"], url_path="check-in")
    def check_in(self, request: Request, event: str, topic: str) -> Response:
        """Say how the team is doing."""
        author, team = get_own_team(request, event, topic)
        context: Any = self.get_serializer_context()
        word = CheckInSerializer(data=request.data, context=context)
        word.is_valid(raise_exception=True)
        written = check_in(author, team, **word.validated_data, clock=timezone.now)
        return Response(CheckInSerializer(written, context=context).data, status=status.HTTP_201_CREATED)


class MembershipViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[Membership]):
    """Who was in which team, from when until when."""

    queryset = Membership.objects.select_related("team__topic", "attendee__organization")
    serializer_class = MembershipSerializer
    filterset_class = MembershipFilter
    ordering = ("since", "pk")

    def get_queryset(self) -> QuerySet[Membership]:
        return super().get_queryset().filter(team__topic__event=self.event)


class CheckInViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[CheckIn]):
    """What the teams say about their week, the latest first."""

    queryset = CheckIn.objects.select_related("team__topic", "author__organization")
    serializer_class = CheckInSerializer
    filterset_class = CheckInFilter
    ordering = ("-written_at", "-pk")

    def get_queryset(self) -> QuerySet[CheckIn]:
        return super().get_queryset().filter(team__topic__event=self.event)

    @extend_schema(request=None, responses=HelpOfferSerializer)
    @action(detail=True, methods=["post"])
    def help(self, request: Request, event: str, pk: str) -> Response:  # noqa: ARG002  # in the address
        """Say that you can help. The team gets a mail, once."""
        offer = offer_help(get_attendee(request, event), self.get_object(), clock=timezone.now)
        return Response(HelpOfferSerializer(offer, context=self.get_serializer_context()).data)


class HelpOfferViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[HelpOffer]):
    """Who can help with what a check-in asks for."""

    queryset = HelpOffer.objects.select_related("check_in__team__topic", "attendee__organization")
    serializer_class = HelpOfferSerializer
    filterset_class = HelpOfferFilter
    ordering = ("offered_at", "pk")

    def get_queryset(self) -> QuerySet[HelpOffer]:
        return super().get_queryset().filter(check_in__team__topic__event=self.event)
