from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.viewsets import EventScopedViewSet, SiteViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from planning.rest.routers import SingletonViewSet
from planning.topics.access import get_topic
from retros.nextsteps.closing import note_step
from retros.nextsteps.models import NextStep
from retros.nextsteps.serializers import NewStepSerializer, NextStepSerializer
from retros.wrapups.access import get_topic_to_report
from retros.wrapups.document import DocumentLink
from retros.wrapups.models import Link, Report, ReportQuerySet
from retros.wrapups.reports.filling import TEXTS, ReportSavedMeanwhile, fill_report
from retros.wrapups.reports.filters import LinkFilter
from retros.wrapups.reports.serializers import FilledReportSerializer, LinkSerializer, ReportSerializer


def loaded(reports: ReportQuerySet) -> QuerySet[Report]:
    """With everything the serializer shows."""
    return reports.select_related("topic__event", "written_by__organization").prefetch_related("links")


class ReportViewSet(ListModelMixin, EventScopedViewSet[Report]):
    """What came of an event's topics."""

    queryset = Report.objects.all()
    serializer_class = ReportSerializer
    filterset_fields = ["outcome"]
    ordering = ("position", "pk")
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[Report]:
        return loaded(Report.objects.filter(topic__event=self.event)).annotate(position=F("topic__position"))


class TopicReportViewSet(SingletonViewSet, SiteViewSet[Report]):
    queryset = Report.objects.all()
    serializer_class = ReportSerializer

    @extend_schema(responses=ReportSerializer)
    def retrieve(self, _request: Request, event: str, topic: str) -> Response:
        """What came of the topic."""
        reports = loaded(Report.objects.all())
        return Response(self.get_serializer(get_object_or_404(reports, topic=get_topic(event, topic))).data)

    @extend_schema(request=FilledReportSerializer, responses=ReportSerializer)
    def update(self, request: Request, event: str, topic: str) -> Response:
        """Fill in the report: for the topic's team, and the organizers.

        If someone has saved it since the version that was `seen`, the 409 has `report`, which is there now, and
        `merged`, which can be sent again.
        """
        author, reported = get_topic_to_report(request, event, topic)
        filled = FilledReportSerializer(data=request.data)
        filled.is_valid(raise_exception=True)
        version, seen = filled.version(reported), filled.what_was_seen()
        try:
            report = fill_report(reported, version, author=author, seen=seen, now=timezone.now())
        except ReportSavedMeanwhile as rejection:
            rejection.members = {"report": self.as_json(rejection.report), "merged": proposal(rejection)}
            raise
        return Response(self.as_json(report))

    def as_json(self, report: Report) -> Any:
        return self.get_serializer(loaded(Report.objects.all()).get(pk=report.pk)).data


def proposal(rejection: ReportSavedMeanwhile) -> dict[str, Any]:
    """What to send again: both versions merged, based on the current one."""
    merged, theirs = rejection.merge.merged, rejection.merge.theirs
    links = {"links": links_as_json(merged.links), "seen_links": links_as_json(theirs.links)}
    return {name: getattr(merged, name) for name in TEXTS} | links | {"seen": rejection.report.updated_at}


def links_as_json(links: Iterable[DocumentLink]) -> list[dict[str, str]]:
    return [{"kind": link.kind.value, "url": link.url, "title": link.text} for link in links]


class LinkViewSet(ListModelMixin, RetrieveModelMixin, SiteViewSet[Link]):
    """Everything that the reports of all events link to."""

    queryset = Link.objects.select_related("report__topic__event")
    serializer_class = LinkSerializer
    filterset_class = LinkFilter
    ordering = ("pk",)
    kept = {"page_size": SIZES}


class TopicStepsViewSet(ListModelMixin, SiteViewSet[NextStep]):
    """The open ends of one topic."""

    queryset = NextStep.objects.with_owner()
    serializer_class = NextStepSerializer
    filterset_fields = ["state"]
    ordering = ("number", "pk")
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[NextStep]:
        return super().get_queryset().filter(topic=get_topic(self.kwargs["event"], self.kwargs["topic"]))

    @extend_schema(request=NewStepSerializer, responses={201: NextStepSerializer})
    def create(self, request: Request, event: str, topic: str) -> Response:
        """Add an open end: for the topic's team, and the organizers. Without a due date it gets the event's."""
        _, reported = get_topic_to_report(request, event, topic)
        noted = NewStepSerializer(data=request.data, context={"event": reported.event})
        noted.is_valid(raise_exception=True)
        step = note_step(reported, **noted.validated_data, now=timezone.now())
        shown = NextStep.objects.with_owner().get(pk=step.pk)
        return Response(self.get_serializer(shown).data, status=status.HTTP_201_CREATED)
