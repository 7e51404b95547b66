from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from planning.clock import stopped_at
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import end_phase, reschedule
from tests.clock import HACKING, TEAM_FORMATION, VOTING, at
from tests.constraints import breaks
from tests.factories import EventFactory, PastEventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

FIRST, LAST = date(2026, 11, 30), date(2026, 12, 4)


def days_of(event: Event) -> tuple[date | None, date | None]:
    event.refresh_from_db()
    return event.starts_on, event.ends_on


def test_days_that_nobody_said_are_those_of_the_week() -> None:
    assert days_of(EventFactory()) == (FIRST, LAST)
    assert days_of(PastEventFactory()) == (None, None)


def test_ending_phases_early_leaves_the_days_as_they_are() -> None:
    event = EventFactory()

    end_phase(event, Phase.TEAM_FORMATION, reason="", clock=stopped_at(TEAM_FORMATION))
    end_phase(event, Phase.HACKING, reason="", clock=stopped_at(TEAM_FORMATION + timedelta(hours=1)))

    assert days_of(event) == (FIRST, LAST)
    assert event.phase_at(HACKING) is Phase.REVIEW


def test_days_are_moved_where_somebody_says_so() -> None:
    event = EventFactory()

    days = {"starts_on": date(2026, 11, 29), "ends_on": date(2026, 12, 5)}
    reschedule(event, days, reason="A day more at each end.", clock=stopped_at(VOTING))

    assert days_of(event) == (date(2026, 11, 29), date(2026, 12, 5))
    assert (event.starts_at, event.ends_at) == (at(11, 30), at(12, 4))


def test_the_last_day_is_not_before_the_first() -> None:
    event = EventFactory()

    with pytest.raises(ValidationError, match="The first day comes before the last"):
        reschedule(event, {"starts_on": date(2026, 12, 5)}, reason="", clock=stopped_at(VOTING))
    with breaks("event_days_in_order"):
        Event.objects.update(starts_on=date(2026, 12, 5))
    with breaks("event_days_in_order"):
        Event.objects.update(starts_on=None)


class TestDaysOfStoredEvents:
    """What the migration makes of rows from before there were days."""

    keep_days = staticmethod(import_module("planning.migrations.0011_days_of_events_kept").keep_days)

    def forget(self) -> None:
        Event.objects.update(starts_on=None, ends_on=None)
        Event.history.update(starts_on=None, ends_on=None)

    def test_are_those_of_the_week_in_the_time_zone_of_the_site(self) -> None:
        event = EventFactory(starts_at=at(11, 29, 23), ends_at=at(12, 4, 22))
        past = PastEventFactory()
        self.forget()

        self.keep_days(apps, None)

        assert days_of(event) == (FIRST, LAST)
        assert days_of(past) == (None, None)
        assert [(record.starts_on, record.ends_on) for record in event.log.all()] == [(FIRST, LAST)]

    def test_are_those_from_before_the_week_was_ended_early(self) -> None:
        event = EventFactory()
        end_phase(event, Phase.TEAM_FORMATION, reason="", clock=stopped_at(TEAM_FORMATION))
        end_phase(event, Phase.HACKING, reason="Tried it.", clock=stopped_at(TEAM_FORMATION + timedelta(hours=1)))
        self.forget()

        self.keep_days(apps, None)

        assert days_of(event) == (FIRST, LAST)

    def test_are_those_that_were_said_after_it_was_ended_early(self) -> None:
        event = EventFactory()
        end_phase(event, Phase.HACKING, reason="", clock=stopped_at(HACKING))
        reschedule(event, {"ends_at": at(12, 3)}, reason="One day less.", clock=stopped_at(HACKING))
        self.forget()

        self.keep_days(apps, None)

        assert days_of(event) == (FIRST, date(2026, 12, 3))
