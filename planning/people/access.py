"""Who may: getting the person's place at the event is the permission check."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from planning.events.models import Event
from planning.people.models import Attendee, User


def get_event(slug: str) -> Event:
    """Return the event. Anyone can read what is planned, and what came of it."""
    return get_object_or_404(Event, slug=slug)


def as_user(request: HttpRequest | Request) -> User:
    """The signed-in visitor, typed."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Sign in first.")
    return request.user


def find_attendee(user: User | AnonymousUser, event: Event) -> Attendee | None:
    """Return the visitor's place at the event, if they have one and have not given it up."""
    return seat_of(find_place(user, event.slug))


def seat_of(place: Attendee | None) -> Attendee | None:
    """The same place, unless its owner organizes without a seat."""
    return None if place is None or place.without_seat else place


def find_place(user: User | AnonymousUser, slug: str) -> Attendee | None:
    """The same, also for who organizes without a seat; with the event, in one query."""
    if not user.is_authenticated:
        return None
    places = Attendee.objects.coming().select_related("event", "organization")
    return places.filter(event__slug=slug, user=user).first()


def find_insider(user: User | AnonymousUser, event: Event) -> Attendee | None:
    """Return the visitor's place, also without a seat; for an admin, a place as organizer of any event.

    If they have no seat of their own that place is never saved: what needs one, a ballot, wishes or a check-in, uses
    `find_attendee`.
    """
    attendee = find_place(user, event.slug)
    if not (isinstance(user, User) and user.is_superuser):
        return attendee
    if attendee is None or attendee.waiting_since:
        attendee = Attendee(event=event, user=user, name=user.get_full_name() or "An admin")
    attendee.role = Attendee.Role.ORGANIZER
    return attendee


def familiar(user: User | AnonymousUser) -> frozenset[int]:
    """Return the ids of the events whose people the visitor may see by name.

    Anyone with a seat at one event belongs to the community and may see who came to any. Strangers see only the people
    of events from before this site, whose names were published long ago. Admins may see everyone.
    """
    events = Event.objects.all()
    if not (isinstance(user, User) and (user.is_superuser or user.attendances.inside().exists())):
        events = events.historic()
    return frozenset(events.order_by().values_list("pk", flat=True))


def names_at(event: Event) -> dict[int, str]:
    """What those who changed an event are called there, by the ids of their accounts."""
    those = event.history.order_by().values("history_user")
    return dict(event.attendees.filter(user__in=those).values_list("user", "name"))


def get_attendee(request: HttpRequest | Request, slug: str) -> Attendee:
    """Return the visitor's seat at the event. Outsiders get a 404, the waiting list a 403."""
    attendee = require_seat(find_place(request.user, slug), slug)
    if attendee.without_seat:
        raise PermissionDenied("You organize this event without a seat. Register to take one.")
    return attendee


def get_insider(request: HttpRequest | Request, slug: str) -> Attendee:
    """Return the visitor's seat at the event, or an admin's place as its organizer, for reading and organizing."""
    if not request.user.is_superuser:
        return require_seat(find_place(request.user, slug), slug)
    return require_seat(find_insider(request.user, get_event(slug)), slug)


def require_seat(attendee: Attendee | None, slug: str) -> Attendee:
    if attendee is None:
        get_event(slug)  # an event that does not exist is the first thing to say
        raise Http404("You are not registered for this event.")
    if attendee.waiting_since:
        raise PermissionDenied("You are on the waiting list. This opens once you have a seat.")
    return attendee


def get_organizer(request: HttpRequest | Request, slug: str) -> Attendee:
    """Return the visitor's place as an organizer. Outsiders get a 404, attendees a 403. Admins organize every event."""
    attendee = get_insider(request, slug)
    if not attendee.is_organizer:
        raise PermissionDenied("Only organizers of the event can do this.")
    return attendee
