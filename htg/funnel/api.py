from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from htg.funnel.funnels import funnels_of
from htg.funnel.serializers import EventFunnelSerializer, FunnelQuerySerializer
from planning.events.models import Event
from planning.paging import TOPICS
from planning.people.viewsets import SiteViewSet
from planning.rest.routers import SingletonViewSet


class FunnelViewSet(SingletonViewSet, SiteViewSet[Event]):
    """How far the topics of the events came."""

    queryset = Event.objects.all()
    serializer_class = EventFunnelSerializer
    query_serializer_class = FunnelQuerySerializer

    @extend_schema(
        operation_id="funnel_retrieve",
        parameters=[FunnelQuerySerializer],
        responses=EventFunnelSerializer(many=True),
        tags=["events"],
    )
    def retrieve(self, _request: Request) -> Response:
        """Of the twenty latest events that are over, the newest first."""
        now, before = timezone.now(), self.asked()["before"]
        over = Event.objects.over(now)
        shown = list((over.filter(slug__lt=before) if before else over)[:TOPICS])
        return Response(EventFunnelSerializer(funnels_of(shown, now=now), many=True).data)
