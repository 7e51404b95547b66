"""Events with more teams, topics and people than fit a page."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import CheckIn, Membership, Team, Wish
from planning.topics.models import Topic
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, TopicFactory, UserFactory
from tests.flat import assert_flat
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db


def add_topics(event: Event, number: int) -> list[Topic]:
    before = event.topics.count()
    return Topic.objects.bulk_create(
        Topic(event=event, slug=f"topic-{place:03}", title=f"Topic {place:03}", position=place)
        for place in range(before, before + number)
    )


def add_people(event: Event, number: int) -> list[Attendee]:
    before = event.attendees.count()
    return Attendee.objects.bulk_create(
        Attendee(event=event, name=f"Person {place:03}") for place in range(before, before + number)
    )


def add_teams(event: Event, number: int) -> None:
    """Of two people each."""
    now, people = timezone.now(), iter(add_people(event, 2 * number))
    teams = Team.objects.bulk_create(Team(topic=topic, formed_at=now) for topic in add_topics(event, number))
    Membership.objects.bulk_create(
        Membership(team=team, attendee=next(people), since=now) for team in teams for _ in range(2)
    )


@pytest.mark.parametrize("room", ["", "?room"])
def test_teams_cost_the_same_for_one_page_and_for_three(client: Client, room: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    assert_flat(client, f"/{event.slug}/teams/{room}", lambda number: add_teams(event, number))


def test_teams_cost_the_same_however_many_are_in_none(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    add_teams(event, 1)

    assert_flat(
        client, f"/{event.slug}/teams/", lambda number: [*add_people(event, number), *add_topics(event, number)]
    )


def test_teams_are_paged_also_for_the_projector(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    add_teams(event, 60)

    second = client.get(f"/{event.slug}/teams/?page=2")
    room = client.get(f"/{event.slug}/teams/?room&page=2").content.decode()

    assert "51 to 60 of 60" in words(second)
    assert "Topic 049" not in words(second)
    assert "Topic 050 Person 101 Person 102" in re.sub(" +", " ", words(second).replace("💡", ""))
    assert 'hx-get="?room&amp;page=2"' in room
    assert 'href="?room=&amp;page=1"' in room


@pytest.mark.parametrize("asked", ["seedling", "WANDA", "@wan-da", "acme", "seed wanda"])
def test_teams_are_found_by_topic_and_by_whoever_is_in_them(client: Client, asked: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    add_teams(event, 3)
    wanda = AttendeeFactory(event=event, name="Wanda", github="wan-da", organization=OrganizationFactory(name="ACME"))
    team = Team.objects.create(topic=TopicFactory(event=event, title="Seedlings"), formed_at=timezone.now())
    Membership.objects.create(team=team, attendee=wanda, since=timezone.now())
    Membership.objects.create(
        team=Team.objects.get(topic__slug="topic-000"), attendee=wanda, since=timezone.now(), until=timezone.now()
    )

    page = words(client.get(f"/{event.slug}/teams/", {"q": asked}))

    assert "1 match for" in page
    assert "Seedlings Wanda ACME" in page


def test_teams_say_what_was_looked_for_and_how_to_see_all(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    add_teams(event, 1)

    response = client.get(f"/{event.slug}/teams/?q=nothing")

    assert "No match for “nothing” by topic, person, organization or GitHub handle." in words(response)
    assert '<a href="?">Show all</a>' in response.content.decode()


def test_people_without_a_team_go_on_on_their_own_page(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    add_teams(event, 1)
    add_people(event, 60)
    path = f"/{event.slug}/without-team/"

    teams, rest, found = (client.get(at) for at in (f"/{event.slug}/teams/", f"{path}?page=2", f"{path}?q=062"))

    assert f'<a href="{path}">See everyone without a team</a>' in teams.content.decode()
    assert "Person 062" not in words(teams)
    assert "Person 062" in words(rest)
    assert "Person 001" not in words(rest)
    assert "1 match for “062”. Show all Person 062" in words(found)


def test_topics_without_a_team_go_on_on_their_own_page(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    add_teams(event, 1)
    add_topics(event, 60)
    path = f"/{event.slug}/topics-without-team/"

    teams, rest = client.get(f"/{event.slug}/teams/").content.decode(), client.get(f"{path}?page=2").content.decode()
    found = client.get(f"{path}?q=topic+042").content.decode()

    assert f'<a href="{path}">See all topics without a team</a>' in teams
    assert f'action="/{event.slug}/teams/topic-060/join/"' not in teams
    assert f'action="/{event.slug}/teams/topic-060/join/"' in rest
    assert found.count("/join/") == 1
    assert f'action="/{event.slug}/teams/topic-042/join/"' in found


@pytest.mark.parametrize("path", ["without-team/", "topics-without-team/"])
def test_who_and_what_has_no_team_is_for_people_with_a_seat(client: Client, path: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    client.force_login(UserFactory())
    outsider = client.get(f"/{event.slug}/{path}")
    attending(client, event)

    assert [outsider.status_code, client.get(f"/{event.slug}/{path}").status_code] == [404, 200]
    assert writes_of(client, f"/{event.slug}/{path}") == []


def test_who_has_no_team_costs_the_same_for_one_page_and_for_three(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    assert_flat(client, f"/{event.slug}/without-team/", lambda number: add_people(event, number))


def test_what_has_no_team_costs_the_same_for_one_page_and_for_three(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    assert_flat(client, f"/{event.slug}/topics-without-team/", lambda number: add_topics(event, number))


def test_everyone_in_a_team_and_every_topic_with_one_is_said(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    person = attending(client, event)
    team = Team.objects.create(topic=TopicFactory(event=event), formed_at=timezone.now())
    Membership.objects.create(team=team, attendee=person, since=timezone.now())

    assert "Everyone is in a team." in words(client.get(f"/{event.slug}/without-team/"))
    assert "Every topic has a team." in words(client.get(f"/{event.slug}/topics-without-team/"))


def test_whom_to_put_into_a_team_costs_the_same_however_many_come(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    organizing(client, event)
    add_teams(event, 1)

    assert_flat(client, f"/{event.slug}/teams/topic-000/", lambda number: add_people(event, number))


def test_whoever_is_looked_for_can_be_put_into_a_team(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    organizing(client, event)
    add_teams(event, 1)
    last = add_people(event, 60)[-1]
    path = f"/{event.slug}/teams/topic-000/"
    option = f'<option value="{last.pk}">'

    before, found = client.get(path), client.get(path, {"q": last.name})
    missing = client.get(path, {"q": "nobody"})
    joined = client.post(f"{path}join/", {"attendee": last.pk}, follow=True)

    assert "There are more than the 50 to choose from below." in words(before)
    assert option not in before.content.decode()
    assert option in found.content.decode()
    assert "No match for “nobody” outside this team." in words(missing)
    assert f"{last.name} is in the team" in words(joined)


@pytest.mark.parametrize("path", ["check-ins/", "teams/topic-000/"])
def test_check_ins_cost_the_same_for_one_page_and_for_three(client: Client, path: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    author = attending(client, event)
    add_teams(event, 1)
    team = Team.objects.get()

    def add(number: int) -> None:
        words = [
            CheckIn(team=team, author=author, mood="well", progress="Grows.", written_at=timezone.now())
            for _ in range(number)
        ]
        CheckIn.objects.bulk_create(words)

    assert_flat(client, f"/{event.slug}/{path}", add)


def test_wishes_offer_as_many_topics_as_fit_and_a_search_for_the_others(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)
    path = f"/{event.slug}/wishes/"

    assert_flat(client, path, lambda number: add_topics(event, number))
    found = client.get(path, {"q": "topic 14"})
    missing = words(client.get(path, {"q": "nothing"}))

    assert 'value="topic-149"' in found.content.decode()
    assert 'value="topic-001"' not in found.content.decode()
    assert "No match for “nothing” by title." in missing


def test_wishes_that_were_made_or_just_chosen_stay_whatever_is_looked_for(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    person = attending(client, event)
    topics = add_topics(event, 70)
    Wish.objects.create(attendee=person, topic=topics[69], rank=1)
    path = f"/{event.slug}/wishes/"

    made = client.get(path, {"q": "topic 001"}).content.decode()
    refused = client.post(path, {"wish_1": "topic-068", "wish_2": "topic-068"}).content.decode()
    saved = client.post(f"{path}?q=topic+001", {"wish_1": "topic-069", "wish_2": "topic-001"}, follow=True)

    assert '<option value="topic-069" selected>' in made
    assert '<option value="topic-068" selected>' in refused
    assert "Your wishes are in." in words(saved)
    assert list(person.wishes.values_list("topic__slug", flat=True)) == ["topic-069", "topic-001"]


@pytest.mark.parametrize("path", ["teams/", "memberships/"])
def test_lists_of_teams_cost_the_same_for_one_page_and_for_three_over_the_api(client: Client, path: str) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    assert_flat(client, f"/api/v1/events/{event.slug}/{path}", lambda number: add_teams(event, number))


def test_check_ins_cost_the_same_for_one_page_and_for_three_over_the_api(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    author = attending(client, event)
    add_teams(event, 1)
    team = Team.objects.get()

    def add(number: int) -> None:
        words = [
            CheckIn(team=team, author=author, mood="well", progress="Grows.", written_at=timezone.now())
            for _ in range(number)
        ]
        CheckIn.objects.bulk_create(words)

    assert_flat(client, f"/api/v1/events/{event.slug}/check-ins/", add)
