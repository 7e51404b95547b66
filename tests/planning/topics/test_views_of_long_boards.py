"""A board with more topics than fit on a page, and one topic with more comments."""

import re
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS, TOPICS
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, Vote
from tests.api import below, visitor
from tests.clock import VOTING
from tests.factories import AttendeeFactory, CommentFactory, EventFactory, TopicFactory
from tests.flat import assert_flat, cost_of
from tests.pages import Page, attending, queries_of, words

pytestmark = pytest.mark.django_db


def titles(response: Page) -> list[str]:
    return re.findall(r'card-title"><a href="[^"]+">([^<]+)</a>', response.content.decode())


def board_of(number: int, phase: Phase = Phase.BRAINSTORM) -> Event:
    event: Event = EventFactory(phase=phase)
    add_topics(event, number)
    return event


def add_topics(event: Event, number: int) -> None:
    first = event.topics.count() + 1
    proposer, earlier = AttendeeFactory(event=event), TopicFactory(title="Earlier")
    for position in range(first, first + number):
        TopicFactory(event=event, title=f"Topic {position}", position=position, proposed_by=proposer, continues=earlier)


def add_votes(event: Event) -> None:
    """Each topic gets as many votes as its position."""
    topics = list(event.topics.order_by("position"))
    voters = AttendeeFactory.create_batch(len(topics), event=event)
    ballots = Ballot.objects.bulk_create(Ballot(attendee=voter, cast_at=VOTING) for voter in voters)
    Vote.objects.bulk_create(
        Vote(ballot=ballot, topic=topic) for place, topic in enumerate(topics, start=1) for ballot in ballots[:place]
    )


def test_board_is_shown_page_by_page(client: Client) -> None:
    event = board_of(45)

    first, last = client.get(f"/{event.slug}/topics/"), client.get(f"/{event.slug}/topics/?page=3")

    assert titles(first) == [f"Topic {number}" for number in range(1, 21)]
    assert titles(last) == [f"Topic {number}" for number in range(41, 46)]
    assert "1 to 20 of 45" in words(first)
    assert 'href="?page=2"' in first.content.decode()


def test_board_beyond_its_last_page_shows_the_last(client: Client) -> None:
    event = board_of(25)

    assert titles(client.get(f"/{event.slug}/topics/?page=99")) == [f"Topic {number}" for number in range(21, 26)]
    assert len(titles(client.get(f"/{event.slug}/topics/?page=nonsense"))) == TOPICS


def test_board_is_in_the_order_of_the_tally_across_pages(client: Client) -> None:
    event = board_of(25, Phase.TEAM_FORMATION)
    add_votes(event)

    shown = [title for page in (1, 2) for title in titles(client.get(f"/{event.slug}/topics/?page={page}"))]

    assert shown == [f"Topic {number}" for number in range(25, 0, -1)]
    assert "1 vote " in words(client.get(f"/{event.slug}/topics/?page=2"))


def test_board_in_the_order_of_proposal_says_how_many_votes_each_topic_has(client: Client) -> None:
    event = board_of(3, Phase.TEAM_FORMATION)
    add_votes(event)

    page = words(client.get(f"/{event.slug}/topics/?order=proposal"))

    assert re.findall(r"\d+ votes?\b", page) == ["1 vote", "2 votes", "3 votes"]


def test_board_counts_all_its_topics_by_track(client: Client) -> None:
    event = board_of(25)
    TopicFactory(event=event, track=Topic.Track.FAST_TRACK, position=99)

    page = words(client.get(f"/{event.slug}/topics/"))

    assert "All 26 Main 25 Fast track 1" in page


def test_board_keeps_track_order_and_search_from_page_to_page(client: Client) -> None:
    event = board_of(25, Phase.TEAM_FORMATION)
    add_votes(event)

    page = client.get(f"/{event.slug}/topics/?track=main&order=proposal&q=topic").content.decode()

    assert 'href="?track=main&amp;order=proposal&amp;q=topic&amp;page=2"' in page
    assert '<input type="hidden" name="track" value="main"' in page
    assert '<input type="hidden" name="order" value="proposal"' in page


def test_board_is_searched_by_words_of_title_and_text(client: Client) -> None:
    event = board_of(25)
    TopicFactory(event=event, title="Grow **seeds**", problem="None of the shoots grow.", position=30)
    TopicFactory(event=event, title="Seeds", position=31)

    response = client.get(f"/{event.slug}/topics/?q=SHOOTS+seed")

    assert "Grow" in words(response)
    assert response.content.decode().count("topic-card") == 1
    assert 'value="SHOOTS seed"' in response.content.decode()


def test_board_that_mentions_nothing_of_it_says_so_and_shows_the_way_back(client: Client) -> None:
    event = board_of(3)

    response = client.get(f"/{event.slug}/topics/?q=weeds&track=main")

    assert "No topic on this track mentions “weeds”. Show all topics" in words(response)
    assert f'href="/{event.slug}/topics/">Show all topics</a>' in response.content.decode()


def test_board_takes_a_search_that_makes_no_sense_for_none(client: Client) -> None:
    event = board_of(3)

    for query in ("q=" + "x" * 300, "q=%00", "track=%00", "page=-7", "withdrawn=perhaps"):
        assert client.get(f"/{event.slug}/topics/?{query}").status_code == 200


def test_board_that_fits_on_a_page_needs_no_search(client: Client) -> None:
    assert 'role="search"' not in client.get(f"/{board_of(TOPICS).slug}/topics/").content.decode()
    assert 'role="search"' in client.get(f"/{board_of(TOPICS + 1).slug}/topics/").content.decode()


def test_board_shows_the_first_withdrawn_topics_and_the_way_to_all(client: Client) -> None:
    event = board_of(45)
    event.topics.filter(position__gt=2).update(withdrawn_at=timezone.now())

    first = client.get(f"/{event.slug}/topics/")
    rest = client.get(f"/{event.slug}/topics/?withdrawn=1&page=3")

    assert "43 withdrawn topics" in words(first)
    assert "Show all 43 withdrawn topics" in words(first)
    assert len(titles(first)) == 2 + TOPICS
    assert titles(rest) == ["Topic 43", "Topic 44", "Topic 45"]
    assert "Show those that stand" in words(rest)


def test_board_asks_for_no_votes_while_voting_is_open(client: Client) -> None:
    event = board_of(3, Phase.VOTING)
    add_votes(event)

    response = client.get(f"/{event.slug}/topics/?order=votes")

    assert titles(response) == ["Topic 1", "Topic 2", "Topic 3"]
    assert "votes" not in words(response)
    assert [query for query in queries_of(client, f"/{event.slug}/topics/") if "planning_vote" in query] == []


@pytest.mark.parametrize("phase", [Phase.BRAINSTORM, Phase.TEAM_FORMATION])
def test_board_costs_the_same_for_three_pages_as_for_one(client: Client, phase: Phase) -> None:
    event = board_of(0, phase)
    attending(client, event)

    assert_flat(client, f"/{event.slug}/topics/", partial(add_topics, event), rows=TOPICS)


def test_board_with_votes_takes_as_many_queries_for_three_pages_as_for_one(client: Client) -> None:
    few, many = board_of(TOPICS, Phase.TEAM_FORMATION), board_of(3 * TOPICS, Phase.TEAM_FORMATION)
    for event in (few, many):
        add_votes(event)

    (queries, size), (more_queries, more_size) = (cost_of(client, f"/{event.slug}/topics/") for event in (few, many))

    assert more_queries == queries
    assert abs(more_size - size) < 0.1 * size


def add_comments(topic: Topic, number: int) -> None:
    author = AttendeeFactory(event=topic.event)
    first = topic.comments.count() + 1
    for place in range(first, first + number):
        CommentFactory(topic=topic, author=author, text=f"Comment {place}.")


def said(response: Page) -> list[str]:
    return re.findall(r"Comment \d+", response.content.decode())


def test_comments_begin_with_the_latest_page_and_lead_to_the_earlier_ones(client: Client) -> None:
    topic = TopicFactory()
    add_comments(topic, ROWS + 3)

    latest = client.get(topic.get_absolute_url())
    earlier = client.get(topic.get_absolute_url() + "?page=1")

    assert said(latest) == ["Comment 51", "Comment 52", "Comment 53"]
    assert 'href="?page=1#comments"' in latest.content.decode()
    assert said(earlier) == [f"Comment {place}" for place in range(1, ROWS + 1)]


def test_comment_that_is_sent_is_shown_however_many_came_before(client: Client) -> None:
    topic = TopicFactory()
    add_comments(topic, ROWS)
    attending(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}comment/", {"text": "Comment 51."}, headers={"HX-Request": "1"})

    assert said(response) == ["Comment 51"]


def test_topic_costs_the_same_for_three_pages_of_comments_as_for_one(client: Client) -> None:
    topic = TopicFactory()

    assert_flat(client, topic.get_absolute_url() + "?page=1", partial(add_comments, topic), rows=ROWS)


def test_topics_over_the_api_cost_the_same_for_three_pages_as_for_one() -> None:
    event = board_of(0)

    assert_flat(visitor(AttendeeFactory(event=event)), below(event, "topics/"), partial(add_topics, event), rows=50)


def test_comments_over_the_api_cost_the_same_for_three_pages_as_for_one() -> None:
    topic = TopicFactory()

    assert_flat(
        visitor(AttendeeFactory(event=topic.event)), below(topic, "comments/"), partial(add_comments, topic), rows=50
    )
    assert Comment.objects.count() == 150
