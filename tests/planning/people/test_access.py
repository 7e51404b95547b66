import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from planning.people.access import familiar, find_attendee, get_attendee, get_event, get_organizer
from planning.people.models import User
from tests.clock import BRAINSTORM
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, PastEventFactory, UserFactory

pytestmark = pytest.mark.django_db


def visit(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_get_event_of_an_unknown_month_is_a_404() -> None:
    with pytest.raises(Http404):
        get_event("1999-01")


def test_get_attendee_is_the_visitors_place() -> None:
    attendee = AttendeeFactory()

    assert get_attendee(visit(attendee.user), attendee.event.slug) == attendee


@pytest.mark.parametrize("visitor", [AnonymousUser, UserFactory])
def test_get_attendee_is_a_404_for_outsiders(visitor: type[AnonymousUser]) -> None:
    with pytest.raises(Http404):
        get_attendee(visit(visitor()), EventFactory().slug)


def test_get_attendee_at_another_event_is_a_404() -> None:
    with pytest.raises(Http404):
        get_attendee(visit(AttendeeFactory().user), EventFactory().slug)


def test_get_attendee_on_the_waiting_list_is_a_403() -> None:
    attendee = AttendeeFactory(waiting_since=BRAINSTORM)

    with pytest.raises(PermissionDenied):
        get_attendee(visit(attendee.user), attendee.event.slug)


def test_get_attendee_is_a_404_for_whoever_cancelled() -> None:
    attendee = AttendeeFactory(cancelled_at=BRAINSTORM)

    assert find_attendee(attendee.user, attendee.event) is None
    with pytest.raises(Http404):
        get_attendee(visit(attendee.user), attendee.event.slug)


def test_get_organizer_is_a_403_for_attendees() -> None:
    attendee = AttendeeFactory()

    with pytest.raises(PermissionDenied):
        get_organizer(visit(attendee.user), attendee.event.slug)


def test_get_organizer_is_the_organizers_place() -> None:
    organizer = OrganizerFactory()

    assert get_organizer(visit(organizer.user), organizer.event.slug) == organizer


def test_find_attendee_finds_nobody_for_the_anonymous() -> None:
    assert find_attendee(AnonymousUser(), EventFactory()) is None


def test_people_of_every_event_are_familiar_to_whoever_has_a_seat_at_one() -> None:
    attendee = AttendeeFactory()
    others = [EventFactory(), PastEventFactory()]

    assert familiar(attendee.user) == {attendee.event.pk, *(event.pk for event in others)}


@pytest.mark.parametrize("visitor", [AnonymousUser, UserFactory])
def test_only_people_of_the_documents_are_familiar_to_strangers(visitor: type[AnonymousUser]) -> None:
    EventFactory()
    documented = PastEventFactory()

    assert familiar(visitor()) == {documented.pk}


def test_people_who_cancelled_are_strangers() -> None:
    assert familiar(AttendeeFactory(cancelled_at=BRAINSTORM).user) == set()


def test_people_on_the_waiting_list_are_strangers() -> None:
    assert familiar(AttendeeFactory(waiting_since=BRAINSTORM).user) == set()
