"""The chart beside the overview."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from htg.pages.overview.beside import ballots_by_organization, outcomes_so_far, topics_by_week
from planning.charts.bars import Bar
from planning.charts.columns import Column, draw_columns
from planning.events.phases import Phase
from planning.voting.counting import turnout_so_far
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    EventFactory,
    OrganizationFactory,
    ReportFactory,
    TeamFactory,
    TopicFactory,
)
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 25)


def noon(days_ago: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(WEDNESDAY - timedelta(days=days_ago), time(12)))


def test_topics_are_counted_by_week() -> None:
    event, now = EventFactory(), noon()
    for days_ago in (
        0,
        2,
        3,
        23,
        24,
    ):
        TopicFactory(event=event, proposed_at=noon(days_ago))
    TopicFactory(event=event, proposed_at=now, withdrawn_at=now)

    beside = topics_by_week(event, 5, now=now)

    assert beside
    assert beside.title == "2 new topics this week, 5 in all"
    columns = [Column("2 Nov", 1), Column("9 Nov", 0), Column("16 Nov", 1), Column("now", 2)]
    assert beside.drawn == draw_columns(columns, "New topics by week")


def test_topics_of_one_week_are_no_chart() -> None:
    event, now = EventFactory(), noon()
    TopicFactory(event=event, proposed_at=now)

    assert topics_by_week(event, 1, now=now) is None


def test_ballots_are_counted_by_organization_the_largest_first() -> None:
    event = EventFactory(phase=Phase.VOTING)
    large, small = OrganizationFactory(name="Zeder"), OrganizationFactory(name="Ahorn")
    for organization, people in ((small, 1), (large, 2), (None, 1)):
        AttendeeFactory.create_batch(people, event=event, organization=organization)
    BallotFactory(attendee=event.attendees.filter(organization=large).first())

    beside = ballots_by_organization(event, turnout_so_far(event))

    assert beside
    assert beside.bars == (
        Bar("Zeder", 1, note="of 2", kind="is-done", mark=2, is_organization=True),
        Bar("Ahorn", 0, note="of 1", kind="is-done", mark=1, is_organization=True),
        Bar("others", 0, note="of 1", kind="is-done", mark=1),
    )


def test_ballots_of_many_organizations_are_summed_up() -> None:
    event = EventFactory(phase=Phase.VOTING)
    for _ in range(12):
        BallotFactory(attendee=AttendeeFactory(event=event, organization=OrganizationFactory()))

    beside = ballots_by_organization(event, turnout_so_far(event))

    assert beside
    assert [(bar.value, bar.mark) for bar in beside.bars] == [(1, 1)] * 8 + [(4, 4)]


def test_only_organizers_see_which_organizations_have_voted(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    for name in ("Zeder", "Ahorn"):
        AttendeeFactory(event=event, organization=OrganizationFactory(name=name))
    attending(client, event)
    theirs = words(client.get(f"/{event.slug}/"))
    organizing(client, event)

    assert "Ballots by organization" not in theirs
    assert "Ballots by organization" in words(client.get(f"/{event.slug}/"))


def test_outcomes_are_those_of_the_topics_that_were_worked_on() -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    ReportFactory(topic__event=event, outcome="achieved")
    ReportFactory.create_batch(2, topic__event=event, outcome="partly")
    TeamFactory(topic__event=event)
    TopicFactory(event=event)

    beside = outcomes_so_far(event)

    assert beside
    assert (beside.title, beside.full) == ("4 topics, 1 achieved so far", 4)
    assert beside.bars == (
        Bar("achieved", 1, kind="is-achieved"),
        Bar("partly", 2, kind="is-partly"),
        Bar("not said yet", 1, kind="is-unknown"),
    )


def test_outcomes_of_nothing_are_no_chart() -> None:
    assert outcomes_so_far(EventFactory(phase=Phase.WRAP_UP)) is None
