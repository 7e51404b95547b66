import re

import pytest
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.models import Ballot, Vote
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, TopicFactory
from tests.pages import attending, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


def voting_on(*slugs: str, phase: Phase = Phase.VOTING) -> Event:
    event: Event = EventFactory(phase=phase, votes_per_ballot=2)
    for position, slug in enumerate(slugs):
        TopicFactory(event=event, slug=slug, title=slug.capitalize(), position=position)
    return event


def cast_by(attendee: Attendee, *slugs: str) -> Ballot:
    ballot: Ballot = BallotFactory(attendee=attendee)
    for topic in Topic.objects.filter(event=attendee.event, slug__in=slugs):
        Vote.objects.create(ballot=ballot, topic=topic)
    return ballot


def test_turnout_answers_a_fragment_that_asks_again_while_voting_is_open(client: Client) -> None:
    event = voting_on("seeds")
    cast_by(AttendeeFactory(event=event), "seeds")
    AttendeeFactory(event=event)

    response = client.get(f"/{event.slug}/turnout/")

    page = response.content.decode().strip()
    assert page.startswith('<div class="turnout')
    assert page.endswith("</div>")
    assert "1 of 2 have cast a ballot" in words(response)
    assert f'hx-get="/{event.slug}/turnout/" hx-trigger="every 5s"' in page


def test_turnout_asks_no_more_once_voting_is_closed(client: Client) -> None:
    event = voting_on("seeds", phase=Phase.TEAM_FORMATION)

    response = client.get(f"/{event.slug}/turnout/")

    assert "hx-get" not in response.content.decode()
    assert "Voting is closed" in words(response)


def test_turnout_before_voting_says_when_it_opens(client: Client) -> None:
    event = voting_on("seeds", phase=Phase.BRAINSTORM)

    assert "voting opens on" in words(client.get(f"/{event.slug}/turnout/"))


@pytest.mark.parametrize("page", ["tally/", "tally/?room"])
def test_tally_tells_no_votes_while_voting_is_open(client: Client, page: str) -> None:
    event = voting_on("seeds", "shoots")
    cast_by(AttendeeFactory(event=event), "shoots")

    response = client.get(f"/{event.slug}/{page}")

    assert "1 of 1 has cast a ballot" in words(response)
    assert "Shoots" not in words(response)
    assert "Votes are counted when voting closes" in words(response)


def test_tally_shows_ranks_and_explains_ties(client: Client) -> None:
    event = voting_on("seeds", "shoots", "leaves", "weeds", phase=Phase.TEAM_FORMATION)
    cast_by(AttendeeFactory(event=event), "shoots", "leaves")
    cast_by(AttendeeFactory(event=event), "shoots", "seeds")

    said = words(client.get(f"/{event.slug}/tally/"))

    assert re.findall(r"(\d)? 🌱 (\w+) (\d) votes?", said) == [
        ("1", "Shoots", "2"),
        ("2", "Seeds", "1"),
        ("", "Leaves", "1"),
        ("4", "Weeds", "0"),
    ]
    assert "these 2 topics have equal votes and share rank 2" in said
    assert "the next rank is 4" in said
    assert "2 of 2 have cast a ballot" in said


def test_tally_for_the_projector_shows_the_rank_of_each_topic_and_which_are_tied(client: Client) -> None:
    event = voting_on("seeds", "shoots", "leaves", "weeds", phase=Phase.TEAM_FORMATION)
    cast_by(AttendeeFactory(event=event), "shoots", "leaves")
    cast_by(AttendeeFactory(event=event), "shoots", "seeds")

    said = words(client.get(f"/{event.slug}/tally/?room"))

    assert re.findall(r"(\d) 🌱 (\w+) (\d votes?(?:, tied)?)", said) == [
        ("1", "Shoots", "2 votes"),
        ("2", "Seeds", "1 vote, tied"),
        ("2", "Leaves", "1 vote, tied"),
        ("4", "Weeds", "0 votes"),
    ]
    assert "2 of 2 have cast a ballot. Topics with equal votes share a rank." in said


def test_tally_for_the_projector_shows_a_dozen_and_leads_to_the_rest(client: Client) -> None:
    event = voting_on(*(f"topic-{number}" for number in range(14)), phase=Phase.TEAM_FORMATION)
    cast_by(AttendeeFactory(event=event), "topic-0")

    said = words(client.get(f"/{event.slug}/tally/?room"))

    assert len(re.findall(r"\d votes?", said)) == 12
    assert "1 to 12 of 14" in said
    assert len(re.findall(r"\d votes?", words(client.get(f"/{event.slug}/tally/?room&page=2")))) == 2


@pytest.mark.parametrize("page", ["tally/", "tally/?room"])
def test_tally_without_ballots_says_so(client: Client, page: str) -> None:
    event = voting_on("seeds", phase=Phase.HACKING)

    assert "No ballots were cast." in words(client.get(f"/{event.slug}/{page}"))


def test_tally_for_the_projector_follows_the_vote_until_it_closes(client: Client) -> None:
    still_open, closed = voting_on("seeds"), voting_on("seeds", phase=Phase.TEAM_FORMATION)

    assert client.get(f"/{still_open.slug}/tally/?room").content.decode().count("hx-get") == 1
    assert "hx-get" not in client.get(f"/{closed.slug}/tally/?room").content.decode()


def test_tally_takes_as_many_queries_for_thirty_topics_as_for_three(client: Client) -> None:
    few, many = (
        voting_on(*(f"topic-{number}" for number in range(topics)), phase=Phase.TEAM_FORMATION) for topics in (3, 30)
    )
    for event in (few, many):
        cast_by(AttendeeFactory(event=event), *event.topics.values_list("slug", flat=True))

    assert len(queries_of(client, f"/{few.slug}/tally/")) == len(queries_of(client, f"/{many.slug}/tally/")) <= 6


@pytest.mark.parametrize("page", ["ballot/", "turnout/", "tally/", "tally/?room"])
def test_looking_at_the_vote_writes_nothing(client: Client, page: str) -> None:
    event = voting_on("seeds")
    cast_by(attending(client, event), "seeds")

    assert writes_of(client, f"/{event.slug}/{page}") == []
