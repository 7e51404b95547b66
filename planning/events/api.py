from typing import Any

from django.utils import timezone
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.viewsets import GenericViewSet

from planning.events.filters import EventFilter
from planning.events.models import Event, Organization
from planning.events.serializers import EventSerializer, OrganizationSerializer
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from planning.rest.queries import KnownQuery


class OrganizationViewSet(ListModelMixin, RetrieveModelMixin, KnownQuery, GenericViewSet[Organization]):
    """The companies and groups that people come from."""

    queryset = Organization.objects.all()
    serializer_class = OrganizationSerializer
    lookup_value_regex = "[0-9]+"
    ordering = ("name",)
    kept = {"page_size": SIZES}


class EventViewSet(ListModelMixin, RetrieveModelMixin, KnownQuery, GenericViewSet[Event]):
    """Anyone can read what is planned, and what came of it."""

    queryset = Event.objects.prefetch_related("hosts", "organizations")
    serializer_class = EventSerializer
    filterset_class = EventFilter
    lookup_field = "slug"
    lookup_url_kwarg = "event"
    lookup_value_regex = "[0-9]{4}-[0-9]{2}"
    ordering = ("-slug",)
    kept = {"page_size": SIZES}

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "now": timezone.now()}
