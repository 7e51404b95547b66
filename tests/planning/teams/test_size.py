"""A team does not grow beyond its largest size without an organizer's word, whatever the door."""

from typing import Any

import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.teams.models import Membership, Team
from tests.admin_pages import address
from tests.api import below, refusal, visitor
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    OrganizerFactory,
    TeamFactory,
    TopicFactory,
)
from tests.pages import words

pytestmark = pytest.mark.django_db

FULL = "The team of “🌱 Seeds” is full: 2 people at most. Join another team, or ask an organizer, who can put you in."


@pytest.fixture
def team() -> Team:
    """With as many people as it may have."""
    event = EventFactory(phase=Phase.HACKING, team_size_max=2)
    team = TeamFactory(topic=TopicFactory(event=event, slug="seeds", title="Seeds"))
    for _ in range(2):
        MembershipFactory(team=team, attendee=AttendeeFactory(event=event))
    return team


def size(team: Team) -> int:
    return team.memberships.present().count()


def sign_in(client: Client, attendee: Attendee) -> Client:
    assert attendee.user
    client.force_login(attendee.user)
    return client


def test_a_full_team_is_joined_by_nobody_and_their_own_one_stays(team: Team, client: Client) -> None:
    stay = MembershipFactory(attendee=AttendeeFactory(event=team.topic.event))

    page = sign_in(client, stay.attendee).get(team.get_absolute_url())
    response = client.post(f"{team.get_absolute_url()}join/", follow=True)

    assert "The team is full: 2 people at most. An organizer can put you in." in words(page)
    assert "Switch to this team" not in words(page)
    assert FULL in words(response)
    assert (size(team), stay.attendee.memberships.present().get()) == (2, stay)


def test_a_full_team_is_a_409(team: Team) -> None:
    response = visitor(AttendeeFactory(event=team.topic.event)).post(below(team.topic.event, "teams/seeds/join/"))

    assert refusal(response) == (409, FULL)


def test_an_empty_form_joins_over_the_api_as_it_always_did(team: Team) -> None:
    team.memberships.present().earliest("pk").delete()
    door = below(team.topic.event, "teams/seeds/join/")

    joined = visitor(AttendeeFactory(event=team.topic.event)).post(door, {}, format="multipart")

    assert (joined.status_code, size(team)) == (200, 2)


def test_organizers_put_themselves_in(team: Team, client: Client) -> None:
    sign_in(client, OrganizerFactory(event=team.topic.event)).post(f"{team.get_absolute_url()}join/")

    assert size(team) == 3


def test_organizers_put_others_in_who_are_told(team: Team, client: Client) -> None:
    organizer, person = OrganizerFactory(event=team.topic.event), AttendeeFactory(event=team.topic.event, name="Ada")

    response = sign_in(client, organizer).post(f"{team.get_absolute_url()}join/", {"attendee": person.pk}, follow=True)

    assert "Ada is in the team for “🌱 Seeds”." in words(response)
    assert size(team) == 3
    mates = [stay.attendee.email for stay in team.memberships.present() if stay.attendee_id != person.pk]
    assert sorted(message.to for message in Message.objects.all()) == sorted([person.email, *mates])


def test_organizers_put_others_in_by_the_api(team: Team) -> None:
    organizer, person = OrganizerFactory(event=team.topic.event), AttendeeFactory(event=team.topic.event)
    door = below(team.topic.event, "teams/seeds/join/")

    refused = visitor(AttendeeFactory(event=team.topic.event)).post(door, {"attendee": person.pk})
    strange = visitor(organizer).post(door, {"attendee": AttendeeFactory().pk})
    joined = visitor(organizer).post(door, {"attendee": person.pk})

    assert (refused.status_code, strange.status_code, joined.status_code, size(team)) == (403, 400, 200, 3)


def test_nobody_else_names_whom_to_put_in(team: Team, client: Client) -> None:
    person, other = AttendeeFactory.create_batch(2, event=team.topic.event)

    response = sign_in(client, person).post(f"{team.get_absolute_url()}join/", {"attendee": other.pk})

    assert (response.status_code, size(team)) == (403, 2)


def moment(name: str) -> dict[str, str]:
    return {f"{name}_0": "2026-12-01", f"{name}_1": "09:00"}


def test_the_admin_refuses_one_too_many(team: Team, admin_client: Client) -> None:
    form = {"team": team.pk, "attendee": AttendeeFactory(event=team.topic.event).pk, **moment("since")}

    page = admin_client.post(address(Membership, "add"), form).content.decode()

    assert "A team at this event has 2 people at most. Raise that number first." in page
    assert size(team) == 2


def test_the_admin_refuses_several_new_ones_at_once(admin_client: Client) -> None:
    topic = TopicFactory(event__team_size_max=2)
    people = AttendeeFactory.create_batch(3, event=topic.event)
    rows: dict[str, Any] = {"memberships-TOTAL_FORMS": 3, "memberships-INITIAL_FORMS": 0}
    for number, person in enumerate(people):
        rows |= {f"memberships-{number}-attendee": person.pk, **moment(f"memberships-{number}-since")}

    page = admin_client.post(address(Team, "add"), {"topic": topic.pk, **moment("formed_at"), **rows})

    assert "A team at this event has 2 people at most." in page.content.decode()
    assert not Membership.objects.exists()


def test_a_stay_beyond_the_size_can_be_ended_and_corrected_in_the_admin(team: Team, admin_client: Client) -> None:
    stay = MembershipFactory(team=team, attendee=AttendeeFactory(event=team.topic.event))
    form = {"team": team.pk, "attendee": stay.attendee.pk, **moment("since")}

    assert admin_client.post(address(Membership, "change", stay.pk), form).status_code == 302
    assert admin_client.post(address(Membership, "change", stay.pk), form | moment("until")).status_code == 302
    assert size(team) == 2
