from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_event
from planning.people.viewsets import SiteViewSet
from planning.rest.routers import SingletonViewSet
from planning.rest.serializers import Serializer
from retros.nextsteps.charts.burndown import Point
from retros.nextsteps.charts.counting import ChartMark, burn_down_of, shares_of_all
from retros.nextsteps.models import NextStep


class BurnDownQuerySerializer(Serializer[Any]):
    event = serializers.CharField(default="", allow_blank=True, help_text="Month of the event. Without it, all events.")


class PointSerializer(Serializer[Point]):
    day = serializers.DateField()
    open = serializers.IntegerField(help_text="At the end of the day.")


class MarkSerializer(Serializer[ChartMark]):
    event = serializers.CharField()
    day = serializers.DateField()


class BurnDownSerializer(Serializer[Any]):
    """How many were open, day by day, and the events that began since."""

    points = PointSerializer(
        source="chart.points", many=True, help_text="The day the first were added, each week or month since, and today."
    )
    by_week = serializers.BooleanField(
        source="chart.by_week", help_text="A point for each week. Beyond 30 weeks, one for each month."
    )
    unknown = serializers.IntegerField(
        source="chart.unknown", help_text="How many are closed, but no one recorded when: not in any of the points."
    )
    began = MarkSerializer(many=True, help_text="For one event the next one; for all events each that began since.")


class BurnDownViewSet(SingletonViewSet, SiteViewSet[NextStep]):
    queryset = NextStep.objects.all()
    serializer_class = BurnDownSerializer
    query_serializer_class = BurnDownQuerySerializer

    @extend_schema(parameters=[BurnDownQuerySerializer], responses=BurnDownSerializer)
    def retrieve(self, _request: Request) -> Response:
        """How many next steps were open, over time: of one event, or of all."""
        slug = self.asked()["event"]
        event = get_event(slug) if slug else None
        chart, began = burn_down_of(event, today=timezone.localdate())
        return Response(BurnDownSerializer({"chart": chart, "began": began}).data)


class ShareSerializer(Serializer[Any]):
    """The share is between the two percentages: for the `unknown`, no one recorded when they were closed."""

    event = serializers.CharField()
    next_event = serializers.CharField(help_text="Empty if none is planned.")
    next_on = serializers.DateField(allow_null=True, help_text="Its first day.")
    all = serializers.IntegerField(help_text="How many next steps the event has.")
    settled = serializers.IntegerField(help_text="How many of them were closed before the next event began.")
    unknown = serializers.IntegerField()
    percent = serializers.IntegerField()
    percent_at_most = serializers.IntegerField()
    is_over = serializers.BooleanField(help_text="The next event has begun: the share is final.")


class ShareViewSet(SingletonViewSet, SiteViewSet[NextStep]):
    queryset = NextStep.objects.all()
    serializer_class = ShareSerializer

    @extend_schema(responses=ShareSerializer(many=True))
    def retrieve(self, _request: Request) -> Response:
        """The share of next steps closed before the next event, of each event that is over, oldest first."""
        return Response(ShareSerializer(shares_of_all(today=timezone.localdate()), many=True).data)
