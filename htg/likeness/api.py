from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from htg.likeness.descent import A_PAGE, pairs_among
from htg.likeness.serializers import (
    DescentAnswerSerializer,
    LikenessQuestionSerializer,
    PageOfTopicsSerializer,
    PairSerializer,
    SimilarTopicSerializer,
)
from htg.likeness.similar import similar_topics
from planning.people.access import as_user, get_organizer
from planning.people.viewsets import EventScopedViewSet, SiteViewSet
from planning.rest.pagination import NumberedPages
from planning.rest.routers import SingletonViewSet
from planning.topics.access import get_topic
from planning.topics.alike import LikenessQuestion
from planning.topics.descent import answer_descent, without_predecessor
from planning.topics.models import Topic


class SimilarTopicsViewSet(SingletonViewSet, SiteViewSet[Topic]):
    """Topics that are like one that somebody is about to propose."""

    queryset = Topic.objects.all()
    serializer_class = SimilarTopicSerializer
    query_serializer_class = LikenessQuestionSerializer

    @extend_schema(
        operation_id="similar_topics_retrieve",
        parameters=[LikenessQuestionSerializer],
        responses=SimilarTopicSerializer(many=True),
        tags=["topics"],
    )
    def retrieve(self, _request: Request) -> Response:
        """The ten most alike first, of all events, with what came of them."""
        found = similar_topics(LikenessQuestion(**self.asked()))
        return Response(SimilarTopicSerializer(found, many=True).data)


class TopicsInPages(NumberedPages):
    page_size = A_PAGE


def links_to(pages: NumberedPages) -> dict[str, str]:
    links = [f'<{url}>; rel="{name}"' for name, url in pages.places().items() if url]
    return {"Link": ", ".join(links)} if links else {}


class LineageViewSet(SingletonViewSet, EventScopedViewSet[Topic]):
    """What an event's topics seem to carry on, for organizers."""

    queryset = Topic.objects.all()
    serializer_class = PairSerializer
    query_serializer_class = PageOfTopicsSerializer
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="events_lineage_retrieve",
        parameters=[PageOfTopicsSerializer],
        responses=PairSerializer(many=True),
        tags=["topics"],
    )
    def retrieve(self, request: Request, event: str) -> Response:
        """Pairs that nobody has confirmed or denied yet, of fifty topics that continue none.

        Where there are more of them, the header `Link` names the next page (RFC 8288).
        """
        of_event, pages = get_organizer(request, event).event, TopicsInPages()
        self.asked()
        pairs = pairs_among(pages.paginate_queryset(without_predecessor(of_event), request, self), of_event)
        return Response(PairSerializer(pairs, many=True).data, headers=links_to(pages))

    @extend_schema(
        operation_id="events_lineage_answer", request=DescentAnswerSerializer, responses={204: None}, tags=["topics"]
    )
    def create(self, request: Request, event: str) -> Response:
        """Confirm that a topic continues an earlier one, or deny it."""
        get_organizer(request, event)
        said = DescentAnswerSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        answer = said.validated_data
        answer_descent(
            get_topic(event, answer["topic"]),
            answer["earlier"],
            is_descent=answer["continues"],
            user=as_user(request),
            clock=timezone.now,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
