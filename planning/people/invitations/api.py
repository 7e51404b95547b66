from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user, get_event, get_organizer
from planning.people.invitations.inviting import invite, make_link, plan_guests, revoke
from planning.people.invitations.joining import answer, ask_to_join
from planning.people.invitations.keys import link_of
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.invitations.serializers import (
    AskToJoinSerializer,
    GuestDecisionsSerializer,
    GuestsSerializer,
    InvitationLinkSerializer,
    InvitationSerializer,
    JoinAnswerSerializer,
    MadeLinkSerializer,
)
from planning.people.viewsets import SiteViewSet
from planning.rest.lists import ListModelMixin


class InvitationViewSet(ListModelMixin, SiteViewSet[Invitation]):
    """Who was invited, and by which links. For organizers."""

    queryset = Invitation.objects.all()
    serializer_class = InvitationSerializer
    permission_classes = [IsAuthenticated]
    ordering = ("-made_at", "-pk")

    def get_queryset(self) -> QuerySet[Invitation]:
        return super().get_queryset().filter(event=get_organizer(self.request, self.kwargs["event"]).event)

    @extend_schema(request=GuestsSerializer, responses={200: GuestDecisionsSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Invite people by their addresses, each by a mail of their own. Nothing is sent unless `dry_run` is false."""
        organizer = get_organizer(request, event)
        wanted = GuestsSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        guests = wanted.validated_data["guests"]
        if wanted.validated_data["dry_run"]:
            decisions = plan_guests(organizer.event, guests, now=timezone.now())
        else:
            decisions = invite(organizer.event, guests, by=as_user(request), clock=timezone.now)
        return Response(GuestDecisionsSerializer({"guests": decisions}).data)

    @extend_schema(request=InvitationLinkSerializer, responses={201: MadeLinkSerializer})
    @action(detail=False, methods=["post"], url_path="links")
    def link(self, request: Request, event: str) -> Response:
        """Make a link to share."""
        organizer = get_organizer(request, event)
        wanted = InvitationLinkSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        uses, until = wanted.validated_data["uses"], wanted.validated_data.get("expires_at")
        made = make_link(organizer.event, uses=uses, expires_at=until, by=as_user(request), clock=timezone.now)
        said = {"pk": made.pk, "link": link_of(made), "uses": made.uses, "expires_at": made.expires_at}
        return Response(MadeLinkSerializer(said).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, event: str, pk: str) -> Response:  # noqa: ARG002  # get_object() reads them
        """Take it back: it lets nobody in any more. Whoever came with it stays."""
        revoke(self.get_object(), clock=timezone.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class JoinRequestViewSet(ListModelMixin, SiteViewSet[JoinRequest]):
    """Who asked to come, for organizers."""

    queryset = JoinRequest.objects.all()
    serializer_class = AskToJoinSerializer
    permission_classes = [IsAuthenticated]
    ordering = ("-asked_at", "-pk")

    def get_queryset(self) -> QuerySet[JoinRequest]:
        return super().get_queryset().filter(event=get_organizer(self.request, self.kwargs["event"]).event)

    @extend_schema(responses={201: AskToJoinSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Ask to come yourself, to an event whose organizers decide who does."""
        wanted = AskToJoinSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        asked = ask_to_join(get_event(event), as_user(request), clock=timezone.now, **wanted.validated_data)
        return Response(AskToJoinSerializer(asked).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=JoinAnswerSerializer, responses=AskToJoinSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, event: str, pk: str) -> Response:  # noqa: ARG002  # get_object() reads them
        """Approve or decline. The person is told by mail."""
        wanted = JoinAnswerSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        approves, why = wanted.validated_data["answer"] == "approve", wanted.validated_data["why"]
        decided = answer(self.get_object(), approves=approves, why=why, by=as_user(request), clock=timezone.now)
        return Response(AskToJoinSerializer(decided).data)
