import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from planning.teams.models import Membership, Team
from tests.clock import HACKING, TEAM_FORMATION
from tests.constraints import breaks
from tests.factories import CheckInFactory, EventFactory, MembershipFactory, TeamFactory, TopicFactory, WishFactory

pytestmark = pytest.mark.django_db


def test_wish_once_per_topic() -> None:
    wish = WishFactory()

    with breaks("wish_once_per_topic"):
        WishFactory(attendee=wish.attendee, topic=wish.topic, rank=2)


def test_wish_once_per_rank() -> None:
    wish = WishFactory()

    with breaks("wish_once_per_rank"):
        WishFactory(attendee=wish.attendee, rank=1)


def test_wish_rank_from_one() -> None:
    with breaks("wish_rank_from_one"):
        WishFactory(rank=0)


def test_a_topic_has_one_team() -> None:
    team = TeamFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        TeamFactory(topic=team.topic)


def test_of_loads_the_teams_of_an_event_with_present_members(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = EventFactory()
    second, first = (TeamFactory(topic=TopicFactory(event=event, position=position)) for position in (2, 1))
    TeamFactory()
    present = MembershipFactory(team=first)
    MembershipFactory(team=first, until=HACKING)

    with django_assert_num_queries(2):
        teams = [(str(team), [str(member.attendee) for member in team.present]) for team in Team.objects.of(event)]

    assert teams == [(str(first), [present.attendee.name]), (str(second), [])]


def test_present_are_stays_that_have_not_ended() -> None:
    present = MembershipFactory()
    MembershipFactory(until=HACKING)

    assert list(Membership.objects.present()) == [present]


def test_membership_one_team_at_a_time() -> None:
    membership = MembershipFactory()

    with breaks("membership_one_team_at_a_time"):
        MembershipFactory(attendee=membership.attendee)


def test_a_stay_that_ended_leaves_room_for_the_next() -> None:
    ended = MembershipFactory(until=HACKING)

    MembershipFactory(attendee=ended.attendee, since=HACKING)

    assert ended.attendee.memberships.count() == 2


def test_membership_ends_after_it_began() -> None:
    with breaks("membership_ends_after_it_began"):
        MembershipFactory(since=HACKING, until=TEAM_FORMATION)


def test_a_check_in_goes_by_team_and_time() -> None:
    check_in = CheckInFactory(team__topic__title="Seeds", written_at=HACKING)

    assert str(check_in) == "🌱 Seeds, Wed 12:00"
