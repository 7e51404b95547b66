from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.teams.checkins.rounds import round_of
from planning.teams.models import CheckIn, Team
from tests.clock import HACKING
from tests.factories import CheckInFactory, EventFactory, MembershipFactory, TeamFactory, TopicFactory

pytestmark = pytest.mark.django_db

STUCK, WELL = CheckIn.Mood.STUCK, CheckIn.Mood.WELL
A_DAY = timedelta(days=1)


def team_named(event: Event, title: str) -> Team:
    team: Team = TeamFactory(topic__event=event, topic__title=title)
    MembershipFactory(team=team, attendee__event=event, attendee__name=f"{title}’s gardener")
    return team


def test_round_calls_first_who_is_stuck_for_longest_then_who_wants_help() -> None:
    event = EventFactory()
    wanting, stuck, stuck_before = (team_named(event, title) for title in ("Wanting", "Stuck", "Stuck before"))
    CheckInFactory(team=wanting, help_wanted="A reviewer.", written_at=HACKING - timedelta(minutes=9))
    CheckInFactory(team=stuck, mood=STUCK, written_at=HACKING)
    CheckInFactory(team=stuck_before, mood=STUCK, written_at=HACKING - A_DAY)
    CheckInFactory(team=stuck_before, mood=STUCK, written_at=HACKING)

    whole = round_of(event, now=HACKING)

    assert [team.title for team in whole.calls] == ["Stuck before", "Stuck", "Wanting"]
    assert [team.stuck_since for team in whole.calls] == [HACKING - A_DAY, HACKING, None]


def test_round_counts_the_last_word_of_the_day_and_keeps_yesterdays_beside() -> None:
    event = EventFactory()
    team = team_named(event, "Seeds")
    CheckInFactory(team=team, progress="Sown.", written_at=HACKING - A_DAY)
    CheckInFactory(team=team, mood=STUCK, help_wanted="Water.", written_at=HACKING - timedelta(minutes=5))
    CheckInFactory(team=team, mood=WELL, progress="It rains.", written_at=HACKING)

    [seeds] = round_of(event, now=HACKING).well

    assert seeds.today
    assert seeds.before
    assert (seeds.today.progress, seeds.before.progress) == ("It rains.", "Sown.")


def test_round_names_the_people_of_silent_teams_and_leaves_empty_ones_out() -> None:
    event = EventFactory()
    CheckInFactory(team=team_named(event, "Seeds"), progress="Sown.", written_at=HACKING - A_DAY)
    TeamFactory(topic__event=event)

    [silent] = round_of(event, now=HACKING).silent

    assert (silent.title, silent.names) == ("Seeds", "Seeds’s gardener")
    assert silent.before
    assert silent.before.progress == "Sown."


def test_sixth_call_is_on_a_second_screen() -> None:
    event = EventFactory()
    for number in range(6):
        CheckInFactory(team=team_named(event, f"Topic {number}"), mood=STUCK, written_at=HACKING)

    whole = round_of(event, now=HACKING)

    assert (whole.screens, len(whole.screen(1).calls), len(whole.screen(2).calls)) == (2, 5, 1)


def test_round_takes_three_queries_however_many_teams_there_are() -> None:
    event = EventFactory()
    for topic in TopicFactory.create_batch(9, event=event):
        CheckInFactory(team=TeamFactory(topic=topic), written_at=HACKING)

    with CaptureQueriesContext(connection) as queries:
        round_of(event, now=HACKING)

    assert len(queries) == 3
