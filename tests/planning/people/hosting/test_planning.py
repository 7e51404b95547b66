import pytest
from django.core.exceptions import ValidationError

from planning.events.models import Event
from planning.people.hosting.planning import plan_event
from tests import clock
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_plan_event_makes_its_host_an_organizer_with_a_seat() -> None:
    event = EventFactory.build(slug="2026-12", seats=1)

    host = plan_event(event, host=UserFactory(email="ada@example.org"), now=clock.BRAINSTORM)

    assert host.is_organizer
    assert host.waiting_since is None
    assert host.name == "ada"
    assert host.event == Event.objects.get(slug="2026-12")


def test_plan_event_knows_its_host_from_the_event_before() -> None:
    known = AttendeeFactory(
        event__slug="2026-05", name="Ada Sprout", github="ada", organization=OrganizationFactory(name="SAP")
    )

    host = plan_event(EventFactory.build(slug="2026-12"), host=known.user, now=clock.BRAINSTORM)

    assert (host.name, host.github, str(host.organization)) == ("Ada Sprout", "ada", "SAP")


def test_plan_event_leaves_nothing_behind_when_its_deadlines_are_out_of_order() -> None:
    event = EventFactory.build(slug="2026-12", ends_at=clock.at(1, 1))

    with pytest.raises(ValidationError, match="out of order"):
        plan_event(event, host=UserFactory(), now=clock.BRAINSTORM)

    assert not Event.objects.exists()
