"""Ballots and tallies of more topics than fit on a page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS
from planning.topics.models import Topic
from planning.voting.closing import store_tally
from planning.voting.models import Ballot, Vote
from tests.api import below, visitor
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, TopicFactory
from tests.flat import cost_of
from tests.pages import Page, attending, queries_of, words

pytestmark = pytest.mark.django_db


def voting_on(number: int, phase: Phase = Phase.VOTING) -> Event:
    event: Event = EventFactory(phase=phase)
    for position in range(1, number + 1):
        names = {"title": f"Topic {position}", "slug": f"topic-{position}"}
        TopicFactory(event=event, position=position, problem="It is **slow**.", **names)
    return event


def vote_for(event: Event, *positions: int) -> None:
    ballot = BallotFactory(attendee=AttendeeFactory(event=event))
    Vote.objects.bulk_create(
        Vote(ballot=ballot, topic=topic) for topic in event.topics.filter(position__in=positions).order_by("position")
    )


def counted(response: Page) -> list[str]:
    return re.findall(r"</span> (Topic \d+)</a>", response.content.decode())


def test_tally_is_shown_page_by_page_with_the_top_on_the_first(client: Client) -> None:
    event = voting_on(60, Phase.TEAM_FORMATION)
    vote_for(event, 60, 7)

    first, last = client.get(f"/{event.slug}/tally/"), client.get(f"/{event.slug}/tally/?page=2")

    assert counted(first) == ["Topic 7", "Topic 60", *(f"Topic {place}" for place in range(1, 50) if place != 7)]
    assert counted(last) == [f"Topic {place}" for place in range(50, 60)]
    assert "these 2 topics have equal votes and share rank 1" in words(first)
    assert "the next rank is 3" in words(first)


def test_tie_that_goes_on_on_the_next_page_counts_all_who_share_it(client: Client) -> None:
    event = voting_on(60, Phase.TEAM_FORMATION)
    vote_for(event, 60)

    for page in (1, 2):
        said = words(client.get(f"/{event.slug}/tally/?page={page}"))
        assert "A tie: 59 topics, some of them on other pages, have equal votes and share rank 2." in said
        assert "the next rank" not in said.partition("59 topics")[2]


@pytest.mark.parametrize("is_stored", [False, True])
def test_tally_costs_the_same_for_three_pages_as_for_one(client: Client, *, is_stored: bool) -> None:
    few, many = voting_on(ROWS, Phase.TEAM_FORMATION), voting_on(3 * ROWS, Phase.TEAM_FORMATION)
    for event in (few, many):
        vote_for(event, 1, 2)
        if is_stored and event.voting_closes_at:
            store_tally(event, now=event.voting_closes_at)

    (queries, size), (more_queries, more_size) = (cost_of(client, f"/{event.slug}/tally/") for event in (few, many))

    assert more_queries == queries
    assert abs(more_size - size) < 0.1 * size


def test_tally_of_many_ties_over_the_api_names_each_topic_once() -> None:
    event = voting_on(60, Phase.TEAM_FORMATION)

    answer = visitor().get(below(event, "tally/"))

    assert {(line["rank"], line["shared_by"]) for line in answer.json()["lines"]} == {(1, 60)}
    assert len(answer.content) < 60 * 70


def test_votes_are_counted_by_the_database(client: Client) -> None:
    event = voting_on(3, Phase.TEAM_FORMATION)
    for _ in range(4):
        vote_for(event, 1, 2)

    asked = [query for query in queries_of(client, f"/{event.slug}/tally/") if "planning_vote" in query]

    assert ["GROUP BY" in query and "COUNT(" in query for query in asked] == [True]


def test_ballot_of_few_topics_shows_how_their_texts_begin(client: Client) -> None:
    event = voting_on(ROWS)
    attending(client, event)

    response = client.get(f"/{event.slug}/ballot/")

    assert words(response).count("It is slow.") == ROWS


def test_ballot_of_many_topics_shows_their_titles_and_leads_to_their_texts(client: Client) -> None:
    event = voting_on(ROWS + 1)
    attending(client, event)

    page = client.get(f"/{event.slug}/ballot/").content.decode()

    assert "It is" not in page
    assert page.count(">Read the whole topic</a>") == page.count('name="vote"') == ROWS + 1
    text = client.get(f"/{event.slug}/topics/topic-{ROWS + 1}/").content.decode()
    assert f'href="/{event.slug}/topics/topic-{ROWS + 1}/">Read the whole topic</a>' in page
    assert text.count("topic-text") == 1  # what the script puts below the link


def test_ballot_of_many_topics_is_cast_as_any_other(client: Client) -> None:
    event = voting_on(ROWS + 1)
    attending(client, event)

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["topic-1", f"topic-{ROWS + 1}"]}, follow=True)

    assert "Your ballot is in, with 2 votes." in words(response)
    given = re.findall(r'name="take" value="([^"]+)" aria-pressed="true"', response.content.decode())
    assert set(given) == {"topic-1", f"topic-{ROWS + 1}"}


def test_ballot_of_many_topics_is_small(client: Client) -> None:
    few, many = voting_on(ROWS + 1), voting_on(2 * ROWS + 1)
    sizes = []
    for event in (few, many):
        attending(client, event)
        sizes.append(cost_of(client, f"/{event.slug}/ballot/"))

    (queries, size), (more_queries, more_size) = sizes
    assert more_queries == queries
    assert more_size - size < 400 * ROWS


def test_replacing_five_votes_takes_ten_statements(client: Client) -> None:
    event = voting_on(10)
    attendee = attending(client, event)
    first, second = ([f"topic-{number}" for number in numbers] for numbers in (range(1, 6), range(6, 11)))
    client.post(f"/{event.slug}/ballot/", {"topics": first})

    with CaptureQueriesContext(connection) as queries:
        client.post(f"/{event.slug}/ballot/", {"topics": second})

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 10, statements
    assert Ballot.objects.get(attendee=attendee).votes.count() == 5
    assert set(Topic.objects.filter(votes__ballot__attendee=attendee).values_list("slug", flat=True)) == set(second)
