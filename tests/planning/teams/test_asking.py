from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.teams.asking import WishesNotAsked, ask_for_wishes, ask_silent_teams
from planning.teams.models import Team
from tests.clock import BRAINSTORM, HACKING, REVIEW, TEAM_FORMATION, VOTING
from tests.factories import (
    AttendeeFactory,
    CheckInFactory,
    EventFactory,
    MembershipFactory,
    OrganizerFactory,
    TeamFactory,
    TopicFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


def test_those_without_wishes_are_asked_once() -> None:
    olga = OrganizerFactory(event__slug="2026-12")
    WishFactory(attendee=AttendeeFactory(event=olga.event), topic=TopicFactory(event=olga.event))

    assert ask_for_wishes(olga, clock=stopped_at(VOTING)) == [olga]

    assert "http://testserver/2026-12/wishes/\n" in Message.objects.get().text
    with pytest.raises(WishesNotAsked, match="has made a wish or been asked"):
        ask_for_wishes(olga, clock=stopped_at(TEAM_FORMATION))


def test_no_one_is_asked_for_wishes_before_the_vote_or_once_teams_are_formed() -> None:
    olga = OrganizerFactory()

    with pytest.raises(WishesNotAsked):
        ask_for_wishes(olga, clock=stopped_at(BRAINSTORM))
    TeamFactory(topic__event=olga.event)
    with pytest.raises(WishesNotAsked):
        ask_for_wishes(olga, clock=stopped_at(TEAM_FORMATION))


def test_a_team_is_silent_after_a_day_of_the_week_without_a_check_in() -> None:
    event = EventFactory()
    silent, busy, new, empty = (
        TeamFactory(topic__event=event, formed_at=TEAM_FORMATION),
        TeamFactory(topic__event=event, formed_at=TEAM_FORMATION),
        TeamFactory(topic__event=event, formed_at=HACKING - A_DAY / 2),
        TeamFactory(topic__event=event, formed_at=TEAM_FORMATION),
    )
    for team in (silent, busy, new):
        MembershipFactory(team=team)
    MembershipFactory(team=empty, until=HACKING)
    CheckInFactory(team=silent, written_at=HACKING - A_DAY)
    CheckInFactory(team=busy, written_at=HACKING - A_DAY + timedelta(minutes=1))

    assert list(Team.objects.silent(HACKING)) == [silent]
    assert list(Team.objects.silent(event.starts_at + A_DAY / 2)) == []


def test_silent_teams_are_asked_once_a_day_about_their_topic() -> None:
    olga = OrganizerFactory(event__slug="2026-12")
    topic = TopicFactory(event=olga.event, slug="etcd", emoji="🌱", title="Use `etcd`")
    member = MembershipFactory(team__topic=topic, team__formed_at=TEAM_FORMATION).attendee

    assert ask_silent_teams(olga, clock=stopped_at(HACKING)) == [member]

    text = Message.objects.get().text
    assert "No word from “🌱 Use etcd” for a day." in text
    assert "http://testserver/2026-12/teams/etcd/check-in/\n" in text
    with pytest.raises(WishesNotAsked, match="has checked in or been asked today"):
        ask_silent_teams(olga, clock=stopped_at(HACKING))
    assert ask_silent_teams(olga, clock=stopped_at(HACKING + A_DAY)) == [member]


def test_no_team_is_asked_after_the_week() -> None:
    with pytest.raises(WishesNotAsked, match="during the hacking week"):
        ask_silent_teams(OrganizerFactory(), clock=stopped_at(REVIEW))
