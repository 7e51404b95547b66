from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user, get_organizer
from planning.people.viewsets import EventScopedViewSet, SiteViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from planning.rest.routers import SingletonViewSet
from retros.wrapups.access import readable_wrap_ups
from retros.wrapups.models import WrapUp
from retros.wrapups.publishing.files import form_named, markdown_of, summary_of
from retros.wrapups.publishing.releasing import publish
from retros.wrapups.publishing.serializers import DocumentQuerySerializer, MarkdownSerializer, WrapUpSerializer


class WrapUpViewSet(ListModelMixin, SiteViewSet[WrapUp]):
    """The published documents of all events, newest event first. Organizers also see their drafts."""

    queryset = WrapUp.objects.all()
    serializer_class = WrapUpSerializer
    ordering = ("-month",)
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[WrapUp]:
        wrap_ups = readable_wrap_ups(self.request.user)
        return wrap_ups.select_related("event").annotate(month=F("event__slug"))


class EventWrapUpViewSet(SingletonViewSet, EventScopedViewSet[WrapUp]):
    queryset = WrapUp.objects.all()
    serializer_class = WrapUpSerializer

    @extend_schema(responses=WrapUpSerializer)
    def retrieve(self, request: Request, **_: str) -> Response:
        """What frames the reports: an introduction and a conclusion."""
        wrap_ups = readable_wrap_ups(request.user).select_related("event")
        return Response(self.get_serializer(get_object_or_404(wrap_ups, event=self.event)).data)

    @extend_schema(request=WrapUpSerializer, responses=WrapUpSerializer)
    def update(self, request: Request, event: str) -> Response:
        """Publish the wrap-up, or its corrected text: the day of the first publication stays."""
        organizer = get_organizer(request, event)
        text = self.get_serializer(data=request.data)
        text.is_valid(raise_exception=True)
        wrap_up = publish(organizer.event, **text.validated_data, by=as_user(request), now=timezone.now())
        return Response(self.get_serializer(wrap_up).data)


class EventDocumentViewSet(SingletonViewSet, EventScopedViewSet[WrapUp]):
    queryset = WrapUp.objects.all()
    serializer_class = MarkdownSerializer
    query_serializer_class = DocumentQuerySerializer

    @extend_schema(parameters=[DocumentQuerySerializer], responses=MarkdownSerializer)
    def retrieve(self, request: Request, **_: str) -> Response:
        """The whole wrap-up in the community's published format."""
        text = markdown_of(self.event, readable_wrap_ups(request.user), form_named(self.asked()["form"]))
        return Response(self.get_serializer({"markdown": text}).data)


class EventSummaryViewSet(SingletonViewSet, EventScopedViewSet[WrapUp]):
    queryset = WrapUp.objects.all()
    serializer_class = MarkdownSerializer

    @extend_schema(responses=MarkdownSerializer)
    def retrieve(self, request: Request, **_: str) -> Response:
        """The wrap-up in short, ready to edit for a blog."""
        return Response(self.get_serializer({"markdown": summary_of(self.event, readable_wrap_ups(request.user))}).data)
