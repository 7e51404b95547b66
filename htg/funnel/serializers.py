from typing import Any

from rest_framework import serializers

from htg.funnel.coming import CameFrom
from htg.funnel.funnels import EventFunnel
from htg.funnel.stages import LABELS, Between, FunnelStage
from planning.events.converters import EventConverter
from planning.rest.serializers import Serializer
from retros.wrapups.publishing.lag import Lag


class FunnelQuerySerializer(Serializer[Any]):
    before = serializers.RegexField(
        f"^{EventConverter.regex}$", required=False, default="", help_text="Only events before this month: to read on."
    )


class BetweenSerializer(Serializer[Between]):
    """The same twice if the number is known; 0 and null if nothing is."""

    least = serializers.IntegerField()
    most = serializers.IntegerField(allow_null=True, help_text="Null: there may be any number more.")


class FunnelStageSerializer(Serializer[FunnelStage]):
    name = serializers.ChoiceField(choices=list(LABELS))
    topics = BetweenSerializer()


class StepsOfEventSerializer(Serializer[Any]):
    noted = serializers.IntegerField()
    closed = serializers.IntegerField(help_text="By now: done, dropped or moved.")
    in_time = BetweenSerializer(
        allow_null=True,
        help_text="Closed before the next event began; null as long as that has not, and without steps.",
    )


class LagSerializer(Serializer[Lag]):
    days = serializers.IntegerField(help_text="From the event's last day to its wrap-up, or to today.")
    due = serializers.IntegerField(allow_null=True, help_text="After how many days it was due.")
    is_published = serializers.BooleanField()


class CameFromSerializer(Serializer[CameFrom]):
    organization = serializers.CharField()
    people = serializers.IntegerField(allow_null=True, help_text="Null if no one wrote down how many.")


class EventFunnelSerializer(Serializer[EventFunnel]):
    event = serializers.CharField(source="event.slug", help_text="Its month.")
    stages = FunnelStageSerializer(many=True)
    steps = StepsOfEventSerializer()
    wrap_up = LagSerializer(source="lag", allow_null=True, help_text="Null if the days are not known.")
    people = serializers.IntegerField(source="guests.people", allow_null=True, help_text="Null if it is not known.")
    organizations = CameFromSerializer(source="guests.organizations", many=True, help_text="Twelve at most.")
