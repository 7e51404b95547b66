from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user, get_organizer
from planning.people.viewsets import EventScopedViewSet
from planning.rest.routers import SingletonViewSet
from retros.nextsteps.followup.plans import change_follow_up, follow_up_of
from retros.nextsteps.followup.serializers import ChangeFollowUpSerializer, FollowUpSerializer
from retros.nextsteps.models import FollowUp


class FollowUpViewSet(SingletonViewSet, EventScopedViewSet[FollowUp]):
    """How the event follows up on its next steps."""

    queryset = FollowUp.objects.all()
    serializer_class = FollowUpSerializer

    @extend_schema(responses=FollowUpSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """Its own plan, or the usual one."""
        return Response(self.get_serializer(follow_up_of(self.event)).data)

    @extend_schema(request=ChangeFollowUpSerializer, responses=FollowUpSerializer)
    def update(self, request: Request, event: str) -> Response:
        """Make another plan, for organizers. Anything left out goes back to the usual."""
        organizer = get_organizer(request, event)
        wanted = ChangeFollowUpSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        return self.changed(change_follow_up(organizer.event, by=as_user(request), **wanted.whole()))

    @extend_schema(request=ChangeFollowUpSerializer, responses=FollowUpSerializer)
    def partial_update(self, request: Request, event: str) -> Response:
        """Change parts of the plan, for organizers. Anything left out stays."""
        organizer = get_organizer(request, event)
        wanted = ChangeFollowUpSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        return self.changed(change_follow_up(organizer.event, by=as_user(request), **wanted.validated_data))

    def changed(self, follow_up: FollowUp) -> Response:
        return Response(self.get_serializer(follow_up).data)
