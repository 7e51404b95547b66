from datetime import date, datetime
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from planning.events.models import DEADLINES, Event, Organization
from planning.events.phases import Phase
from tests import clock
from tests.constraints import breaks
from tests.factories import EventFactory, OrganizationFactory, PastEventFactory

pytestmark = pytest.mark.django_db

ORDER = list(DEADLINES)


@pytest.mark.parametrize("phase", list(Phase))
def test_event_is_in_the_phase_whose_deadline_passes_next(phase: Phase) -> None:
    now = getattr(clock, phase.name)

    assert EventFactory().phase_at(now) is phase


@pytest.mark.parametrize(("field", "phase"), DEADLINES.items())
def test_a_phase_ends_at_the_very_moment_of_its_deadline(field: str, phase: Phase) -> None:
    event = EventFactory()

    assert phase.is_before(event.phase_at(getattr(event, field)))


def test_a_past_event_is_closed_whatever_the_time() -> None:
    assert PastEventFactory().phase_at(clock.BRAINSTORM) is Phase.CLOSED


def test_an_event_known_by_its_days_hacks_until_they_are_over() -> None:
    event = PastEventFactory(starts_at=clock.at(11, 30), ends_at=clock.at(12, 4))

    assert event.phase_at(clock.HACKING) is Phase.HACKING
    assert event.phase_at(clock.REVIEW) is Phase.CLOSED


def test_next_deadline_is_the_one_that_ends_the_phase() -> None:
    event = EventFactory()

    assert event.next_deadline(clock.VOTING) == ("voting_closes_at", event.voting_closes_at)
    assert event.next_deadline(clock.CLOSED) is None


def test_deadlines_are_those_that_are_set_in_the_order_they_pass() -> None:
    assert [field for field, _, _ in EventFactory().deadlines()] == ORDER
    assert list(PastEventFactory().deadlines()) == []


@pytest.mark.parametrize(
    "month",
    [
        *("", "2026", "2026-1", "2026-13", "2026-00", "2026-123", "0999-12", "12-2026", "2026_12", "2026-12-"),
        *("-2026-1", "202x-12", "x026-12", "20-6-12", " 026-12", "202６-12", "２０２６-１２", "2026-12\n"),
    ],
)
def test_an_event_is_known_by_a_month(month: str) -> None:
    with pytest.raises(ValidationError):
        Event(slug=month, name="Hackathon").full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(slug=month, name="Hackathon")


@pytest.mark.parametrize("month", ["1000-01", "2026-10", "9999-12"])
def test_any_month_of_four_digits_will_do(month: str) -> None:
    Event(slug=month, name="Hackathon").full_clean()

    assert Event.objects.create(slug=month, name="Hackathon").pk


@pytest.mark.usefixtures("in_berlin")
def test_days_are_those_of_the_place() -> None:
    """Midnight in Berlin is still yesterday in Greenwich."""
    event = PastEventFactory(starts_at=clock.at(11, 29, 23), ends_at=clock.at(12, 4, 22))

    assert (event.starts_on, event.ends_on) == (date(2026, 11, 30), date(2026, 12, 4))
    assert PastEventFactory().starts_on is None


@pytest.mark.parametrize("phase", list(Phase))
def test_in_phase_finds_what_phase_at_says(phase: Phase) -> None:
    now = getattr(clock, phase.name)
    planned, past = EventFactory(), PastEventFactory()
    known_by_its_days = PastEventFactory(starts_at=clock.at(11, 30), ends_at=clock.at(12, 4))

    expected = {event for event in (planned, past, known_by_its_days) if event.phase_at(now) is phase}
    assert set(Event.objects.in_phase(phase, now)) == expected


def test_closed_are_events_past_their_last_deadline_and_those_without_one_newest_first() -> None:
    past, closed = PastEventFactory(), EventFactory()

    assert list(Event.objects.closed(clock.CLOSED)) == [closed, past]
    assert list(Event.objects.closed(clock.WRAP_UP)) == [past]


def test_running_are_events_before_their_last_deadline_the_nearest_first() -> None:
    PastEventFactory()
    nearest, next_one = EventFactory(slug="2026-12"), EventFactory(slug="2027-05")

    assert list(Event.objects.running(clock.WRAP_UP)) == [nearest, next_one]
    assert list(Event.objects.running(clock.CLOSED)) == []


@pytest.mark.parametrize("slug", ["2026-13", "2026-00", "0000-01", "26-12", "2026-1", "winter"])
def test_event_slug_is_a_month(slug: str) -> None:
    with breaks("event_slug_is_a_month"):
        EventFactory(slug=slug)


def test_a_month_has_one_event() -> None:
    EventFactory(slug="2026-12")

    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(slug="2026-12")


IN_ORDER = {"starts_on": date(2026, 11, 30), "ends_on": date(2026, 12, 4)}
"""The days, given apart: it is their deadlines alone that are wrong."""


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(ORDER)))
def test_event_deadlines_in_order(earlier: str, later: str) -> None:
    swapped = {
        earlier: clock.DEADLINES_OF_2026_12[later],
        later: clock.DEADLINES_OF_2026_12[earlier],
    }

    with breaks("event_deadlines_in_order"):
        EventFactory(**swapped, **IN_ORDER)


@pytest.mark.parametrize("field", ORDER)
def test_a_planned_event_has_all_its_deadlines(field: str) -> None:
    with breaks("event_deadlines_in_order"):
        EventFactory(**{field: None}, **IN_ORDER)


@pytest.mark.parametrize("field", ORDER)
def test_a_past_event_has_both_its_days_or_no_time_at_all(field: str) -> None:
    with breaks("event_deadlines_in_order"):
        PastEventFactory(**{field: clock.HACKING}, **IN_ORDER)


def test_the_days_of_a_past_event_are_in_order() -> None:
    with breaks("event_deadlines_in_order"):
        PastEventFactory(starts_at=clock.at(12, 4), ends_at=clock.at(11, 30), **IN_ORDER)


def test_phases_can_follow_at_once_where_nothing_lies_between() -> None:
    together: dict[str, datetime] = {
        "voting_closes_at": clock.at(11, 30),
        "review_ends_at": clock.at(12, 4),
        "wrap_up_due_at": clock.at(12, 4),
    }

    assert EventFactory(**together).pk


@pytest.mark.parametrize("sizes", [{"team_size_min": 0}, {"team_size_min": 7, "team_size_max": 6}])
def test_event_team_sizes_in_order(sizes: dict[str, int]) -> None:
    with breaks("event_team_sizes_in_order"):
        EventFactory(**sizes)


def test_event_ballot_has_a_vote() -> None:
    with breaks("event_ballot_has_a_vote"):
        EventFactory(votes_per_ballot=0)


def test_forms_say_a_broken_constraint_in_words() -> None:
    event = EventFactory.build(ends_at=clock.at(1, 1))

    with pytest.raises(ValidationError, match="The deadlines are out of order"):
        event.full_clean()


def test_events_and_organizations_are_known_by_month_and_name() -> None:
    event, organization = EventFactory(slug="2026-12"), OrganizationFactory(name="Garden")

    assert Event.objects.get_by_natural_key(*event.natural_key()) == event
    assert Organization.objects.get_by_natural_key(*organization.natural_key()) == organization
    assert (str(event), str(organization)) == ("Hack the Garden 2026-12", "Garden")


def test_an_organization_is_kept_once() -> None:
    OrganizationFactory(name="Garden")

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganizationFactory(name="Garden")
