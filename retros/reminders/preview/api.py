from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from planning.people.access import as_user, get_event
from planning.people.models import User
from planning.people.viewsets import SiteViewSet
from planning.rest.pagination import NumberedPages
from planning.rest.routers import SingletonViewSet
from retros.reminders.models import Digest
from retros.reminders.preview.access import get_viewer
from retros.reminders.preview.holding import hold_digest, release_digest, set_opening
from retros.reminders.preview.serializers import (
    DecisionSerializer,
    DigestChoiceSerializer,
    OpeningSerializer,
    PlannedDigestSerializer,
    PreviewQuerySerializer,
    WaitingStepSerializer,
)


class PreviewViewSet(SingletonViewSet, SiteViewSet[Digest]):
    """The digests to come: of all as staff, else what is about the events you organize."""

    queryset = Digest.objects.all()
    serializer_class = DecisionSerializer
    query_serializer_class = PreviewQuerySerializer
    permission_classes = [IsAuthenticated]
    pagination_class = NumberedPages

    @extend_schema(parameters=[PreviewQuerySerializer], responses=PlannedDigestSerializer(many=True))
    def retrieve(self, request: Request) -> Response:
        """What goes out in the next days, to whom, and why, as it goes out. Nothing is written by looking."""
        wanted = self.asked()
        viewer = get_viewer(as_user(request))
        if slug := wanted["event"]:
            viewer = viewer.of(get_event(slug))
        planned = viewer.outlook(timezone.now(), days=wanted["days"]).digests()
        return self.page_of(planned, PlannedDigestSerializer)

    @extend_schema(responses=WaitingStepSerializer(many=True))
    @action(detail=True, url_path="untold", url_name="untold")
    def without_recipient(self, request: Request) -> Response:
        """Steps that are due, with no one who can be reached: they wait for an owner or an organizer."""
        untold = get_viewer(as_user(request)).outlook(timezone.now(), days=1).untold()
        return self.page_of(untold, WaitingStepSerializer)

    def page_of(self, rows: Any, serializer: type[Serializer[Any]]) -> Response:
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response(serializer(page, many=True).data)

    @extend_schema(request=DigestChoiceSerializer, responses=DecisionSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request) -> Response:
        """Hold a digest until someone releases it."""
        wanted, recipient = self.chosen(request, DigestChoiceSerializer(data=request.data))
        return decision_of(hold_digest(recipient, wanted["day"], by=as_user(request), now=timezone.now()))

    @extend_schema(request=DigestChoiceSerializer, responses=DecisionSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request) -> Response:
        """Let a digest go out that is held: on its day, or at once where that has come."""
        wanted, recipient = self.chosen(request, DigestChoiceSerializer(data=request.data))
        return decision_of(release_digest(recipient, wanted["day"], now=timezone.now()))

    @extend_schema(request=OpeningSerializer, responses=DecisionSerializer)
    @action(detail=True, methods=["post"])
    def word(self, request: Request) -> Response:
        """Put words above all else that a digest says; empty ones take them away."""
        wanted, recipient = self.chosen(request, OpeningSerializer(data=request.data))
        return decision_of(set_opening(recipient, wanted["day"], wanted["opening"], now=timezone.now()))

    def chosen(self, request: Request, wanted: Serializer[Any]) -> tuple[dict[str, Any], User]:
        """What was asked, and whose digest it is about."""
        viewer = get_viewer(as_user(request))
        wanted.is_valid(raise_exception=True)
        asked = wanted.validated_data
        return asked, viewer.get_recipient(asked["reader"], asked["day"], now=timezone.now())


def decision_of(digest: Digest) -> Response:
    return Response(DecisionSerializer(digest).data)
