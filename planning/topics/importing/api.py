from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user, get_organizer
from planning.people.viewsets import EventScopedViewSet, InsiderViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from planning.rest.routers import SingletonViewSet
from planning.topics.importing.deciding import Choices, Side
from planning.topics.importing.loading import plan_topics
from planning.topics.importing.models import ImportedTopic
from planning.topics.importing.saving import import_topics
from planning.topics.importing.serializers import (
    ImportDecisionSerializer,
    ImportedTopicSerializer,
    TopicImportSerializer,
)
from planning.topics.models import Topic


class ImportedTopicViewSet(ListModelMixin, EventScopedViewSet[ImportedTopic]):
    """Where topics came from: the issue that tracks each, and its labels there."""

    queryset = ImportedTopic.objects.select_related("topic")
    serializer_class = ImportedTopicSerializer
    ordering = ("topic__position", "pk")
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[ImportedTopic]:
        return super().get_queryset().filter(topic__event=self.event)


class TopicImportViewSet(SingletonViewSet, InsiderViewSet[Topic]):
    queryset = Topic.objects.all()
    serializer_class = TopicImportSerializer
    parser_classes = [*InsiderViewSet.parser_classes, MultiPartParser]

    @extend_schema(responses={200: ImportDecisionSerializer(many=True)})
    def create(self, request: Request, event: str) -> Response:
        """Bring in topics: issues of GitHub as `gh issue list --json` writes them, a pad's list, or a CSV.

        For organizers. Nothing is written unless `dry_run` is false. The answer says what becomes of each.
        """
        organizer = get_organizer(request, event)
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        side = None if asked["conflicts"] == "ask" else Side(asked["conflicts"])
        choices = Choices(side, withdraws_closed=asked["withdraw_closed"])
        if asked["dry_run"]:
            decisions = plan_topics(organizer.event, asked["sources"], choices=choices, now=timezone.now())
        else:
            decisions = import_topics(
                organizer.event, asked["sources"], choices=choices, by=as_user(request), clock=timezone.now
            )
        return Response(ImportDecisionSerializer(decisions, many=True).data)
