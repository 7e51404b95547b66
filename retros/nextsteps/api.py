from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from planning.people.viewsets import SiteViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from retros.nextsteps.access import get_own_step, get_step, get_step_to_take
from retros.nextsteps.closing import assign, close, move, reopen, take
from retros.nextsteps.lines import evidence_of
from retros.nextsteps.listing.filters import NextStepFilter
from retros.nextsteps.models import DUE, NextStep
from retros.nextsteps.serializers import (
    AssignSerializer,
    CloseSerializer,
    MoveSerializer,
    NextStepSerializer,
    ReopenSerializer,
    TakeSerializer,
)


class NextStepViewSet(ListModelMixin, RetrieveModelMixin, SiteViewSet[NextStep]):
    """The open ends of all events, soonest due first. Anyone may read them."""

    queryset = NextStep.objects.with_owner().annotate(due=DUE)
    serializer_class = NextStepSerializer
    filterset_class = NextStepFilter
    ordering = ("due", "pk")
    kept = {"page_size": SIZES, "state": NextStep.State.values}
    added = ("proposes_done", "asks_what_became")

    def complete(self, page: list[dict[str, Any]]) -> None:
        """Hardly any step links to what ended: finding out which ones do takes less than asking each."""
        is_open = {row["pk"]: row["state"] == NextStep.State.OPEN for row in page}
        evidence = evidence_of(NextStep.objects.filter(pk__in=is_open).order_by())
        for row in page:
            said = evidence.get(row["pk"], {}) if is_open[row["pk"]] else {}
            row.update({name: said.get(name, False) for name in self.added})

    def get_object(self) -> NextStep:
        return get_step(self.kwargs["pk"])

    @extend_schema(request=AssignSerializer, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: int) -> Response:
        """Set its owner and due date."""
        _, step = get_own_step(request, pk)
        context = {**self.get_serializer_context(), "step": step}
        assign(step, **valid_data(AssignSerializer(data=request.data, context=context)), now=timezone.now())
        return self.as_it_is_now(pk)

    @extend_schema(request=TakeSerializer, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: int) -> Response:
        """Take a step without an owner."""
        attendee, step = get_step_to_take(request, pk)
        take(step, attendee, **valid_data(TakeSerializer(data=request.data)), now=timezone.now())
        return self.as_it_is_now(pk)

    @extend_schema(request=CloseSerializer, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Mark the step as done or dropped. No more reminders go out."""
        user, step = get_own_step(request, pk)
        closing = valid_data(CloseSerializer(data=request.data))
        close(step, NextStep.State(closing["state"]), by=user, note=closing["note"], now=timezone.now())
        return self.as_it_is_now(pk)

    @extend_schema(request=MoveSerializer, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        """Carry the step over into a topic of a later event."""
        user, step = get_own_step(request, pk)
        move(step, **valid_data(MoveSerializer(data=request.data)), by=user, now=timezone.now())
        return self.as_it_is_now(pk)

    @extend_schema(request=ReopenSerializer, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        """Reopen the step."""
        _, step = get_own_step(request, pk)
        reopen(step, **valid_data(ReopenSerializer(data=request.data)), now=timezone.now())
        return self.as_it_is_now(pk)

    def as_it_is_now(self, pk: int) -> Response:
        return Response(self.get_serializer(get_step(pk)).data)


def valid_data(serializer: BaseSerializer[NextStep]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
