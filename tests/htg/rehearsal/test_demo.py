"""The demo on any day: what it plans is counted from today, and none of its dates looks odd."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import Model
from django.utils import timezone
from pytest_django import Settings

from htg.rehearsal.demo import ORGANIZER, create_demo, days_from
from htg.rehearsal.moments import is_between_the_years, is_working_day
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot
from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest
from retros.reminders.planning import plan_reminders
from tests.days import DAYS, Day
from tests.factories import EventFactory, NextStepFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db

TWO_YEARS = [date(2026, 11, 29) + timedelta(days=number) for number in range(2 * 366)]


def days_of(deadlines: dict[str, datetime]) -> dict[str, date]:
    return {field: timezone.localdate(deadline) for field, deadline in deadlines.items()}


def test_whatever_is_due_is_due_on_a_working_day_between_morning_and_evening() -> None:
    odd = [
        (today, field)
        for today in TWO_YEARS
        for field, deadline in days_from(today).items()
        if not is_working_day(timezone.localdate(deadline)) or timezone.localtime(deadline).hour not in range(9, 19)
    ]

    assert odd == []


def test_week_is_from_monday_to_friday_and_soon_but_not_near_christmas_and_new_year() -> None:
    for today in TWO_YEARS:
        days = days_of(days_from(today))
        around = [days["starts_at"] + timedelta(days=number) for number in range(-7, 12)]

        assert (days["starts_at"].isoweekday(), days["ends_at"] - days["starts_at"]) == (1, timedelta(days=4))
        assert [day for day in around if is_between_the_years(day)] == []
        assert timedelta(weeks=3) <= days["starts_at"] - today <= timedelta(weeks=8)


def test_voting_is_open_and_leaves_a_week_to_form_teams() -> None:
    for today in TWO_YEARS:
        days = days_of(days_from(today))

        assert days["voting_opens_at"] <= today - timedelta(days=10)
        assert today + timedelta(days=11) <= days["voting_closes_at"] <= days["starts_at"] - timedelta(weeks=1)


@pytest.mark.parametrize("today", [date(2026, 11, 29), date(2026, 12, 14), date(2027, 12, 31)])
def test_month_of_another_event_is_left_to_it(today: date) -> None:
    usual = days_from(today)["starts_at"]
    EventFactory(slug=f"{usual:%Y-%m}")

    later = days_from(today)["starts_at"]

    assert (usual.year, usual.month) < (later.year, later.month)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_demo_makes_sense_on_any_day(day: Day, settings: Settings) -> None:
    settings.TIME_ZONE = day.zone
    now = day.begins_at
    NextStepFactory.create_batch(7, topic=TopicFactory(event=PastEventFactory(slug="2023-05")))

    event = create_demo(now=now)

    assert event.phase_at(now) is Phase.VOTING
    assert event.attendees.earliest("registered_at").email == ORGANIZER
    assert what_happens_after(now) == []
    assert [step.due_on for step in NextStep.objects.all() if not (step.due_on and is_working_day(step.due_on))] == []
    assert_reminders_are_out(now)


def what_happens_after(now: datetime) -> list[Model]:
    return [
        *Attendee.objects.filter(registered_at__gt=now),
        *Topic.objects.filter(proposed_at__gt=now),
        *Comment.objects.filter(written_at__gt=now),
        *Ballot.objects.filter(cast_at__gt=now),
    ]


def assert_reminders_are_out(now: datetime) -> None:
    """Written on the last working morning; the site that comes up has nothing to add on this day."""
    (written_at,) = Digest.objects.order_by().values_list("written_at", flat=True).distinct()
    assert written_at is not None
    assert is_working_day(timezone.localdate(written_at))
    assert timezone.localtime(written_at).hour == 8
    assert timedelta() <= now - written_at <= timedelta(days=12)
    assert plan_reminders(now=now) == 0
