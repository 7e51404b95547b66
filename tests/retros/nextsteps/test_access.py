import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from planning.people.models import User
from retros.nextsteps.access import changeable, get_own_step, get_step_to_take, may_change
from tests.clock import HACKING
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_owner_may_change_the_step() -> None:
    owner = AttendeeFactory()

    assert may_change(owner.user, NextStepFactory(owner=owner))


def test_team_may_change_the_step() -> None:
    step = NextStepFactory()
    stay = MembershipFactory(team=TeamFactory(topic=step.topic))

    assert may_change(stay.attendee.user, step)


def test_people_of_the_owning_organization_may_change_the_step() -> None:
    organization = OrganizationFactory()
    step = NextStepFactory(owner_organization=organization)

    assert may_change(AttendeeFactory(event=step.topic.event, organization=organization).user, step)


def test_naming_the_owning_organization_at_another_event_is_not_enough_to_change_the_step() -> None:
    organization = OrganizationFactory()
    step = NextStepFactory(owner_organization=organization)
    user = AttendeeFactory(event=EventFactory(), organization=organization).user
    AttendeeFactory(user=user, event=step.topic.event)

    assert not may_change(user, step)


def test_waiting_list_of_the_event_is_not_enough_to_change_the_step_of_an_organization() -> None:
    organization = OrganizationFactory()
    step = NextStepFactory(owner_organization=organization)
    waiting = AttendeeFactory(event=step.topic.event, organization=organization, waiting_since=HACKING)

    assert not may_change(waiting.user, step)


def test_organizer_of_the_event_or_a_later_one_may_change_the_step() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())

    assert may_change(OrganizerFactory(event=step.topic.event).user, step)
    assert may_change(OrganizerFactory(event=EventFactory()).user, step)


def test_organizer_of_an_earlier_event_may_not_change_the_step() -> None:
    assert not may_change(OrganizerFactory(event=PastEventFactory()).user, NextStepFactory())


@pytest.mark.parametrize("visitor", [AnonymousUser, UserFactory])
def test_outsiders_may_not_change_the_step(visitor: type[AnonymousUser]) -> None:
    assert not may_change(visitor(), NextStepFactory())


def test_someone_without_an_organization_may_not_change_a_step_without_owner() -> None:
    step = NextStepFactory()

    assert not may_change(AttendeeFactory(event=step.topic.event).user, step)


def test_changeable_asks_once_for_all_steps(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owner = AttendeeFactory()
    own = NextStepFactory(owner=owner)
    others = NextStepFactory.create_batch(3)

    with django_assert_num_queries(1):
        ids = changeable(owner.user, [own, *others])

    assert ids == {own.pk}


def test_get_own_step_of_someone_else_is_a_403() -> None:
    with pytest.raises(PermissionDenied):
        get_own_step(visit(AttendeeFactory().user), NextStepFactory().pk)


def test_get_step_to_take_returns_the_latest_place_of_the_visitor() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    user = UserFactory()
    AttendeeFactory(user=user, event=PastEventFactory())
    latest = AttendeeFactory(user=user, event=EventFactory())

    assert get_step_to_take(visit(user), step.pk) == (latest, step)


def test_get_step_to_take_prefers_the_place_at_the_steps_own_event() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    there = AttendeeFactory(event=step.topic.event)
    AttendeeFactory(user=there.user, event=EventFactory())

    assert get_step_to_take(visit(there.user), step.pk) == (there, step)


def test_get_step_to_take_passes_over_a_place_on_the_waiting_list() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    waiting = AttendeeFactory(event=step.topic.event, waiting_since=HACKING)
    seated = AttendeeFactory(user=waiting.user, event=EventFactory())

    assert get_step_to_take(visit(waiting.user), step.pk) == (seated, step)


def test_get_step_to_take_that_has_an_owner_is_a_403() -> None:
    step = NextStepFactory(owner=AttendeeFactory(name="Ada"))

    with pytest.raises(PermissionDenied, match="Ada owns this step"):
        get_step_to_take(visit(AttendeeFactory().user), step.pk)


def test_get_step_to_take_is_for_people_of_the_community() -> None:
    with pytest.raises(PermissionDenied, match="Register for an event first"):
        get_step_to_take(visit(UserFactory()), NextStepFactory().pk)


def visit(user: User) -> HttpRequest:
    request = RequestFactory().post("/")
    request.user = user
    return request
