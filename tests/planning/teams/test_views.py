import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Team
from tests.factories import (
    AttendeeFactory,
    CheckInFactory,
    EventFactory,
    MembershipFactory,
    OrganizerFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


def event_with(*slugs: str, phase: Phase) -> Event:
    event: Event = EventFactory(phase=phase, team_size_min=1)
    for position, slug in enumerate(slugs):
        TopicFactory(event=event, slug=slug, title=slug.capitalize(), position=position)
    return event


def team_of(*people: Attendee, slug: str = "seeds") -> Team:
    topic = TopicFactory(event=people[0].event, slug=slug, title=slug.capitalize())
    team: Team = TeamFactory(topic=topic)
    for person in people:
        MembershipFactory(team=team, attendee=person)
    return team


@pytest.mark.parametrize("page", ["wishes/", "teams/", "teams/?room", "teams/seeds/", "check-ins/"])
def test_pages_of_the_teams_are_for_people_with_a_seat(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team_of(OrganizerFactory(event=event))
    path = f"/{event.slug}/{page}"

    anonymous = client.get(path)
    client.force_login(UserFactory())
    outsider = client.get(path)
    client.force_login(AttendeeFactory(event=event, waiting_since=timezone.now()).user)
    waiting = client.get(path)
    attending(client, event)
    attendee = client.get(path)

    assert anonymous["Location"].startswith("/accounts/login/")
    assert [outsider.status_code, waiting.status_code, attendee.status_code] == [404, 403, 200]


@pytest.mark.parametrize("page", ["wishes/", "teams/", "teams/?room", "teams/seeds/", "check-ins/", "teams/form/"])
def test_looking_at_the_teams_writes_nothing(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    team_of(organizing(client, event))

    assert writes_of(client, f"/{event.slug}/{page}") == []


@pytest.mark.parametrize("page", ["teams/seeds/join/", "teams/seeds/check-in/"])
def test_looking_at_what_is_to_be_sent_writes_nothing(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team_of(organizing(client, event))

    assert writes_of(client, f"/{event.slug}/{page}") == []


def test_teams_show_their_people_and_those_without_a_team(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    ada, bob = AttendeeFactory(event=event, name="Ada"), AttendeeFactory(event=event, name="Bob")
    MembershipFactory(team=team_of(ada), attendee=bob, until=timezone.now())
    AttendeeFactory(event=event, name="Waiting Wil", waiting_since=timezone.now())
    client.force_login(ada.user)

    said = words(client.get(f"/{event.slug}/teams/"))

    assert "Seeds Ada" in said
    assert "People without a team Bob" in said
    assert "You’re in the team for 🌱 Seeds" in said
    assert "Waiting Wil" not in said


def test_teams_before_they_are_formed_say_so(client: Client) -> None:
    event = event_with("seeds", phase=Phase.VOTING)
    attending(client, event)

    assert "They are formed from everyone's wishes" in words(client.get(f"/{event.slug}/teams/"))


@pytest.mark.parametrize(
    ("phase", "role", "is_offered"),
    [
        (Phase.TEAM_FORMATION, Attendee.Role.ORGANIZER, True),
        (Phase.TEAM_FORMATION, Attendee.Role.ATTENDEE, False),
        (Phase.HACKING, Attendee.Role.ORGANIZER, False),
    ],
)
def test_teams_are_suggested_to_organizers_before_the_week(
    client: Client, phase: Phase, role: str, *, is_offered: bool
) -> None:
    event = EventFactory(phase=phase)
    client.force_login(AttendeeFactory(event=event, role=role).user)

    assert ("Suggest teams" in words(client.get(f"/{event.slug}/teams/"))) is is_offered


@pytest.mark.parametrize(("phase", "is_offered"), [(Phase.HACKING, True), (Phase.REVIEW, False)])
def test_teams_can_be_started_for_topics_without_one_until_the_week_ends(
    client: Client, phase: Phase, *, is_offered: bool
) -> None:
    event = event_with("shoots", phase=phase)
    team_of(attending(client, event))

    page = client.get(f"/{event.slug}/teams/").content.decode()

    assert (f'action="/{event.slug}/teams/shoots/join/"' in page) is is_offered


def test_teams_for_the_projector_follow_every_switch_and_offer_no_forms(client: Client) -> None:
    event = event_with("shoots", phase=Phase.HACKING)
    team_of(attending(client, event))

    page = client.get(f"/{event.slug}/teams/?room").content.decode()

    assert 'hx-get="?room" hx-select="#room"' in page
    assert "<form" not in page


def test_teams_take_as_many_queries_for_thirty_as_for_three(client: Client) -> None:
    user = UserFactory()
    few, many = EventFactory(phase=Phase.HACKING), EventFactory(phase=Phase.HACKING)
    for event, number in ((few, 3), (many, 30)):
        AttendeeFactory(event=event, user=user)
        for place in range(number):
            team_of(AttendeeFactory(event=event), slug=f"topic-{place}")
    client.force_login(user)

    assert len(queries_of(client, f"/{few.slug}/teams/")) == len(queries_of(client, f"/{many.slug}/teams/")) <= 9


def test_team_shows_who_is_in_it_and_who_was(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(AttendeeFactory(event=event, name="Ada"))
    now = timezone.now()
    MembershipFactory(
        team=team, attendee=AttendeeFactory(event=event, name="Bob"), since=now - timedelta(days=1), until=now
    )
    attending(client, event)

    said = words(client.get(team.get_absolute_url()))

    assert re.search(r"Ada since \w{3} \d", said)
    assert re.search(r"Bob \w{3} \d+ \w{3} until", said)


def test_team_that_is_not_there_is_not_found(client: Client) -> None:
    event = event_with("seeds", phase=Phase.HACKING)
    attending(client, event)

    assert client.get(f"/{event.slug}/teams/seeds/").status_code == 404


def test_team_is_joined_by_someone_without_one(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = team_of(AttendeeFactory(event=event))
    attendee = attending(client, event)

    offer = words(client.get(team.get_absolute_url()))
    response = client.post(f"{team.get_absolute_url()}join/", follow=True)

    assert "Join this team" in offer
    assert attendee.memberships.present().get().team == team
    assert "You’re in the team for “🌱 Seeds”." in words(response)
    assert "this team" not in words(response)


def test_team_is_switched_to_by_a_member_of_another(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attendee = attending(client, event)
    team_of(attendee, slug="shoots")
    team = team_of(AttendeeFactory(event=event))

    offer = words(client.get(team.get_absolute_url()))
    client.post(f"{team.get_absolute_url()}join/")

    assert "You would leave 🌱 Shoots. Switch to this team" in offer
    assert attendee.memberships.present().get().team == team


def test_team_is_started_by_whoever_joins_first(client: Client) -> None:
    event = event_with("seeds", phase=Phase.HACKING)
    attendee = attending(client, event)

    client.post(f"/{event.slug}/teams/seeds/join/")

    assert Team.objects.get().memberships.get().attendee == attendee


def test_team_join_after_the_week_is_refused_on_the_page(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    team = team_of(AttendeeFactory(event=event))
    attendee = attending(client, event)

    offer = words(client.get(team.get_absolute_url()))
    response = client.post(f"{team.get_absolute_url()}join/", follow=True)

    assert "Join this team" not in offer
    assert "Teams can be joined from the end of voting until the week ends." in words(response)
    assert not attendee.memberships.exists()


def test_team_join_is_not_for_outsiders(client: Client) -> None:
    event = event_with("seeds", phase=Phase.HACKING)
    client.force_login(UserFactory())

    assert client.post(f"/{event.slug}/teams/seeds/join/").status_code == 404
    assert not Team.objects.exists()


def test_team_takes_as_many_queries_for_thirty_people_as_for_three(client: Client) -> None:
    user = UserFactory()
    counts = []
    for number in (3, 30):
        event = EventFactory(phase=Phase.HACKING)
        AttendeeFactory(event=event, user=user)
        team = team_of(*AttendeeFactory.create_batch(number, event=event))
        CheckInFactory.create_batch(number, team=team)
        MembershipFactory.create_batch(number, team=team, until=timezone.now() + timedelta(days=9999))
        client.force_login(user)
        counts.append(len(queries_of(client, team.get_absolute_url())))

    assert counts[0] == counts[1] <= 11
