import pytest
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Membership, Team
from planning.teams.switching.models import SwitchRequest
from tests.api import below, visitor
from tests.factories import AttendeeFactory, EventFactory, MembershipFactory, TeamFactory
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    week: Event = EventFactory(phase=Phase.HACKING, team_size_min=2, team_size_max=2)
    return week


def team_of(*people: Attendee, title: str) -> Team:
    team: Team = TeamFactory(topic__event=people[0].event, topic__title=title, topic__slug=title.lower())
    for person in people:
        MembershipFactory(team=team, attendee=person)
    return team


def test_switch_says_first_what_leaving_does_to_the_team(client: Client, event: Event) -> None:
    team_of(attending(client, event), AttendeeFactory(event=event), title="Seeds")

    assert "Without you, the team has 1 person and needs 2." in words(client.get(f"/{event.slug}/switch/"))


def test_free_seat_is_taken_at_once(client: Client, event: Event) -> None:
    person = attending(client, event)
    team_of(AttendeeFactory(event=event), title="Roots")

    said = words(client.post(f"/{event.slug}/switch/", {"to": "roots"}, follow=True))

    assert "You’re in the team for" in said
    assert Membership.objects.present().get(attendee=person).team.topic.slug == "roots"


def test_seat_in_a_full_team_is_asked_for_and_an_organizer_lets_them_in(client: Client, event: Event) -> None:
    person = attending(client, event)
    team_of(*AttendeeFactory.create_batch(2, event=event), title="Roots")
    client.post(f"/{event.slug}/switch/", {"to": "roots", "why": "For the roots."})
    asked = SwitchRequest.objects.get()
    assert not person.memberships.exists()

    organizing(client, event)
    assert "For the roots." in words(client.get(f"/{event.slug}/switch/"))
    client.post(f"/{event.slug}/switch/{asked.pk}/", {"answer": "yes"})

    assert person.memberships.get().team.topic.slug == "roots"


def test_one_of_the_team_swaps_and_reads_no_name(client: Client, event: Event) -> None:
    member = attending(client, event)
    team_of(member, AttendeeFactory(event=event), title="Roots")
    asking = AttendeeFactory(event=event, name="Grace")
    team_of(asking, title="Seeds")
    visitor(asking).post(below(event, "switch-requests/"), {"topic": "roots"})
    asked = SwitchRequest.objects.get()

    page = words(client.get(f"/{event.slug}/switch/"))
    client.post(f"/{event.slug}/switch/{asked.pk}/", {"answer": "swap"})

    assert ("I’ll swap" in page, "Grace" in page) == (True, False)
    assert Membership.objects.present().get(attendee=member).team.topic.slug == "seeds"


def test_lead_is_handed_over_on_the_page_of_the_team_and_over_the_api(client: Client, event: Event) -> None:
    person, other = attending(client, event), AttendeeFactory(event=event)
    team = team_of(person, other, title="Roots")

    client.post(f"{team.get_absolute_url()}lead/", {"lead": person.pk})
    answer = visitor(person).post(below(event, "teams/roots/lead/"), {"attendee": other.pk})

    assert answer.json()["lead"] == other.pk
    team.refresh_from_db()
    assert team.lead == other


def test_requests_are_listed_for_organizers_and_for_who_asked(event: Event) -> None:
    team = team_of(*AttendeeFactory.create_batch(2, event=event), title="Roots")
    asking, stranger = AttendeeFactory.create_batch(2, event=event)
    visitor(asking).post(below(event, "switch-requests/"), {"topic": "roots"})

    seen = [visitor(who).get(below(event, "switch-requests/")).json()["results"] for who in (asking, stranger)]

    assert ([len(found) for found in seen], team.switch_requests.count()) == ([1, 0], 1)
