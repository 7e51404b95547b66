"""What all API views know about their visitor."""

from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from planning.events.models import Event
from planning.people.access import familiar, get_attendee, get_event, get_insider
from planning.people.models import Attendee
from planning.rest.queries import KnownQuery

M = TypeVar("M", bound=Model)


class SiteViewSet(KnownQuery, GenericViewSet[M]):
    """Serializers get the time, and the events whose people the visitor may see."""

    lookup_value_regex = "[0-9]+"

    def get_serializer_context(self) -> dict[str, Any]:
        known = SimpleLazyObject(lambda: familiar(self.request.user))  # asked only where people are shown
        return {**super().get_serializer_context(), "now": timezone.now(), "familiar": known}


class EventScopedViewSet(SiteViewSet[M]):
    """Below `/events/<event>/`, for anyone."""

    @cached_property
    def event(self) -> Event:
        return get_event(self.kwargs["event"])


class InsiderViewSet(SiteViewSet[M]):
    """Below `/events/<event>/`, for those who have a seat: a 404 for outsiders, a 401 for anyone not signed in."""

    permission_classes = [IsAuthenticated]

    @cached_property
    def attendee(self) -> Attendee:
        return get_attendee(self.request, self.kwargs["event"])

    @cached_property
    def insider(self) -> Attendee:
        """For reading and organizing: an admin needs no seat for that."""
        return get_insider(self.request, self.kwargs["event"])

    @property
    def event(self) -> Event:
        return self.insider.event


class InPerson(IsAuthenticated):
    """For people who signed in themselves, not with a token."""

    message = "A token can do a lot for you, but not this. Sign in on the site instead."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and request.auth is None
