from typing import Any

import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.teams.models import Membership, Team, Wish
from tests.admin_pages import act, address, sign_in, staff
from tests.clock import HACKING
from tests.factories import AttendeeFactory, EventFactory, MembershipFactory, TeamFactory, TopicFactory, WishFactory

pytestmark = pytest.mark.django_db


def test_teams_are_formed_from_the_wishes(admin_client: Client) -> None:
    event = EventFactory(name="Hut", phase=Phase.TEAM_FORMATION)
    topic = TopicFactory(event=event)
    for _ in range(2):
        WishFactory(attendee=AttendeeFactory(event=event), topic=topic)

    messages = act(admin_client, "form_teams_now", [event])

    assert messages == ["Hut: teams are formed, mails are out."]
    assert Team.objects.get().memberships.count() == 2


def test_a_refusal_to_form_teams_is_said_in_the_words_of_the_rule(admin_client: Client) -> None:
    event = EventFactory(name="Hut", phase=Phase.VOTING)

    messages = act(admin_client, "form_teams_now", [event])

    assert messages == ["Hut: Teams are formed between the end of voting and the start of the week."]


def test_staff_who_may_only_read_cannot_form_teams() -> None:
    event = WishFactory(attendee__event__phase=Phase.TEAM_FORMATION).attendee.event

    act(sign_in(staff("view_event")), "form_teams_now", [event])

    assert not Team.objects.exists()


def test_a_team_is_shown_with_its_members(admin_client: Client) -> None:
    membership = MembershipFactory(attendee__name="Ada")

    page = admin_client.get(address(Team, "change", membership.team.pk)).content.decode()

    assert "Ada" in page


def test_a_second_team_at_a_time_is_refused_in_the_words_of_the_rule(admin_client: Client) -> None:
    membership = MembershipFactory()
    other = MembershipFactory(team__topic__event=membership.team.topic.event).team
    form = {"team": other.pk, "attendee": membership.attendee.pk, "since_0": "2026-12-01", "since_1": "09:00"}

    page = admin_client.post(address(Membership, "add"), form)

    assert "This person is already in a team." in page.content.decode()


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ({"event__name": "Elsewhere"}, "is not at Hut."),
        ({"waiting_since": HACKING}, "has no seat at Hut."),
        ({"cancelled_at": HACKING}, "has no seat at Hut."),
    ],
)
def test_whoever_is_not_there_is_put_into_no_team(where: dict[str, Any], reason: str, admin_client: Client) -> None:
    team = TeamFactory(topic__event__name="Hut")
    person = AttendeeFactory(**{"event": team.topic.event} if "event__name" not in where else {}, **where)
    form = {"team": team.pk, "attendee": person.pk, "since_0": "2026-12-01", "since_1": "09:00"}

    page = admin_client.post(address(Membership, "add"), form)

    assert reason in page.content.decode()
    assert not Membership.objects.exists()


def test_whoever_left_since_stays_in_the_team_as_it_was(admin_client: Client) -> None:
    stay = MembershipFactory(attendee__cancelled_at=HACKING)

    stay.full_clean()

    assert Membership.objects.present().get() == stay


def test_nobody_wishes_for_a_topic_of_another_event(admin_client: Client) -> None:
    form = {"attendee": AttendeeFactory().pk, "topic": TopicFactory(event__name="Hut").pk, "rank": 1}

    page = admin_client.post(address(Wish, "add"), form)

    assert "is not at Hut." in page.content.decode()
    assert not Wish.objects.exists()
