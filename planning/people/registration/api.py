from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.events.models import Event
from planning.events.organizations import organization_named
from planning.people.access import as_user, find_attendee, get_event, get_organizer
from planning.people.models import Attendee, User
from planning.people.registration.appointing import make_organizer, take_role_back
from planning.people.registration.changing import change_registration
from planning.people.registration.filters import AttendeeFilter
from planning.people.registration.registering import give_up_seat, take_seat
from planning.people.registration.serializers import (
    AttendeeSerializer,
    OwnPlaceSerializer,
    RegistrationSerializer,
    SkilledAttendeeSerializer,
)
from planning.people.viewsets import InsiderViewSet
from planning.rest.lists import ListModelMixin


class AttendeeViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[Attendee]):
    """The people of an event, for those who have a seat there. Organizers see the waiting list as well."""

    queryset = Attendee.objects.all()
    serializer_class = AttendeeSerializer
    filterset_class = AttendeeFilter
    ordering = ("name", "pk")

    def get_queryset(self) -> QuerySet[Attendee]:
        everyone = self.event.attendees.coming().select_related("organization")
        return everyone if self.insider.is_organizer else everyone.admitted()

    def get_serializer_class(self) -> type[AttendeeSerializer]:
        if self.action == "list":
            return AttendeeSerializer
        return SkilledAttendeeSerializer if self.action == "retrieve" else OwnPlaceSerializer

    @extend_schema(request=RegistrationSerializer, responses={201: OwnPlaceSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Register for the event: a seat, or a place on the waiting list when all are taken."""
        wanted = RegistrationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        attendee = register_by_api(as_user(request), get_event(event), **wanted.answers())
        return Response(self.get_serializer(attendee).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=SkilledAttendeeSerializer)
    @action(detail=True, methods=["put"], url_path="organizer")
    def organizer(self, request: Request, event: str, pk: str) -> Response:  # noqa: ARG002  # `get_object` looks it up
        """Make someone organizer, as an organizer."""
        place = make_organizer(get_organizer(request, event), self.get_object(), clock=timezone.now)
        return Response(SkilledAttendeeSerializer(place, context=self.get_serializer_context()).data)

    @extend_schema(responses=SkilledAttendeeSerializer)
    @organizer.mapping.delete
    def no_organizer(self, request: Request, event: str, pk: str) -> Response:  # noqa: ARG002  # `get_object` looks it up
        """Make an organizer, perhaps yourself, an attendee. The last one stays."""
        place = take_role_back(get_organizer(request, event), self.get_object())
        return Response(SkilledAttendeeSerializer(place, context=self.get_serializer_context()).data)

    @extend_schema(responses=OwnPlaceSerializer)
    @action(detail=False, url_path="me", filterset_class=None, pagination_class=None)
    def me(self, request: Request, event: str) -> Response:
        """Your own place, even one on the waiting list."""
        return Response(self.get_serializer(own_place(request, event)).data)

    @extend_schema(request=RegistrationSerializer, responses=OwnPlaceSerializer)
    @me.mapping.patch
    def change(self, request: Request, event: str) -> Response:
        """Change what you said when you registered. What is left out stays."""
        place = own_place(request, event)
        wanted = RegistrationSerializer(data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        return Response(self.get_serializer(change_by_api(place, **wanted.answers(place))).data)

    @extend_schema(responses={204: None})
    @me.mapping.delete
    def cancel(self, request: Request, event: str) -> Response:
        """Give up your seat. The person who has waited longest gets it."""
        give_up_seat(own_place(request, event), clock=timezone.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


@transaction.atomic
def register_by_api(user: User, event: Event, *, organization: str, **said: Any) -> Attendee:
    return take_seat(user, event, organization=organization_named(organization), **said, clock=timezone.now)


@transaction.atomic
def change_by_api(place: Attendee, *, organization: str, **said: Any) -> Attendee:
    return change_registration(place, organization=organization_named(organization), **said, clock=timezone.now)


def own_place(request: Request, slug: str) -> Attendee:
    attendee = find_attendee(request.user, get_event(slug))
    if attendee is None:
        raise Http404("You are not registered for this event.")
    return attendee
