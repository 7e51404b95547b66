from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.viewsets import SiteViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from retros.nextsteps.access import get_own_step, get_step
from retros.nextsteps.evidence.links import add_link, confirm_link, dismiss_link, drop_by_link, remove_link
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.evidence.serializers import NewStepLinkSerializer, StepLinkSerializer
from retros.nextsteps.serializers import NextStepSerializer


class StepLinkViewSet(ListModelMixin, SiteViewSet[StepLink]):
    """Where work on a step continues, and what became of it."""

    queryset = StepLink.objects.all()
    serializer_class = StepLinkSerializer
    ordering = ("pk",)
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[StepLink]:
        return StepLink.objects.standing().filter(step=get_step(self.kwargs["step"]))

    @extend_schema(request=NewStepLinkSerializer, responses={201: StepLinkSerializer})
    def create(self, request: Request, step: int) -> Response:
        """Say where work on the step continues. Its text stays as it is."""
        _, own = get_own_step(request, step)
        asked = NewStepLinkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        link = add_link(own, **asked.validated_data, now=timezone.now())
        return Response(self.get_serializer(link).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, step: int, pk: int) -> Response:
        """Remove a link."""
        _, own = get_own_step(request, step)
        remove_link(own, pk, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=StepLinkSerializer)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: Request, step: int, pk: int) -> Response:
        """Say that the step stays open anyway."""
        _, own = get_own_step(request, step)
        return Response(self.get_serializer(dismiss_link(own, pk, now=timezone.now())).data)

    @extend_schema(request=None, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, step: int, pk: int) -> Response:
        """Close the step as done, because the link was merged or closed as completed."""
        user, own = get_own_step(request, step)
        confirm_link(own, pk, by=user, now=timezone.now())
        return Response(NextStepSerializer(get_step(step), context=self.get_serializer_context()).data)

    @extend_schema(request=None, responses=NextStepSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, step: int, pk: int) -> Response:
        """Drop the step, because the link was closed without being done."""
        user, own = get_own_step(request, step)
        drop_by_link(own, pk, by=user, now=timezone.now())
        return Response(NextStepSerializer(get_step(step), context=self.get_serializer_context()).data)
