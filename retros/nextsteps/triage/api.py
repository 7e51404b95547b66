from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.dates.serializers import DaySerializerField
from planning.events.serializers import KnownOrganizationField
from planning.people.access import as_user
from planning.people.models import Attendee
from planning.people.viewsets import SiteViewSet
from planning.rest.routers import SingletonViewSet
from planning.rest.serializers import Serializer
from planning.texts.serializers import LinesSerializerField
from planning.topics.serializers import TopicReferenceSerializer
from retros.nextsteps.models import NOT_REMINDED, NextStep
from retros.nextsteps.serializers import KnownPersonField
from retros.nextsteps.triage.bulk import MOST, BulkAction, BulkChange, BulkResult, change_all


class StepIdsField(serializers.ListField):
    child = serializers.IntegerField(min_value=1, max_value=2**63 - 1)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty=False, max_length=MOST, **kwargs)


class BulkSerializer(Serializer[NextStep]):
    """Whatever an action has no use for is ignored: a note says why steps are dropped, or where finished ones went."""

    ids = StepIdsField(help_text="Next steps by their ids.")
    action = serializers.ChoiceField(choices=BulkAction.choices)
    owner = KnownPersonField(
        queryset=Attendee.objects.all(),
        allow_null=True,
        default=None,
        help_text=f"The seat of the new owner, at the event of the steps or a later one. {NOT_REMINDED}",
    )
    organization = KnownOrganizationField(allow_null=True, default=None, help_text="Or an organization.")
    due_on = DaySerializerField(allow_null=True, default=None)
    topic = TopicReferenceSerializer(allow_null=True, default=None, help_text="A topic of a later event.")
    note = LinesSerializerField(max_length=2000, required=False, allow_blank=True, default="")

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        ids = asked.pop("ids")
        change = BulkChange(**asked | {"action": BulkAction(asked["action"])})
        if missing := change.missing:
            field, why = missing
            raise serializers.ValidationError({field: [why]})
        return {"ids": ids, "change": change}


class BulkResultSerializer(Serializer[BulkResult]):
    id = serializers.IntegerField(source="pk")
    went_through = serializers.SerializerMethodField()
    refused = serializers.CharField(help_text="Why not; empty if it went through.")

    def get_went_through(self, result: BulkResult) -> bool:
        return not result.refused


class BulkResultsSerializer(Serializer[dict[str, list[BulkResult]]]):
    results = BulkResultSerializer(many=True)


class BulkViewSet(SingletonViewSet, SiteViewSet[NextStep]):
    queryset = NextStep.objects.all()
    serializer_class = BulkSerializer
    permission_classes = [IsAuthenticated]

    @extend_schema(request=BulkSerializer, responses={200: BulkResultsSerializer})
    def create(self, request: Request) -> Response:
        """Change several steps at once, each on its own: one that is refused doesn't hold up the others."""
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        ids, change = asked.validated_data["ids"], asked.validated_data["change"]
        results = change_all(ids, change, by=as_user(request), now=timezone.now())
        return Response(BulkResultsSerializer({"results": results}).data)
