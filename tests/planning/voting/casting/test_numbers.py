"""Ballots of dots, and rankings."""

import re

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from planning.events.election import BallotKind
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.casting.taps import set_vote
from planning.voting.models import Ballot, Vote
from tests.api import below, refusal, visitor, wrong_fields
from tests.factories import AttendeeFactory, EventFactory, TopicFactory
from tests.pages import attending, words

pytestmark = pytest.mark.django_db
NOW = timezone.now


def voting_on(kind: BallotKind, *slugs: str) -> Event:
    event: Event = EventFactory(phase=Phase.VOTING, ballot_kind=kind, dots_per_ballot=5, votes_per_ballot=2)
    for position, slug in enumerate(slugs):
        TopicFactory(event=event, slug=slug, title=slug.capitalize(), position=position)
    return event


def topics_of(event: Event) -> list[Topic]:
    return list(event.topics.order_by("position"))


def ballot_of(attendee: Attendee) -> list[tuple[str, int | None, int | None]]:
    votes = Vote.objects.filter(ballot__attendee=attendee).order_by(F("rank").asc(nulls_last=True), "topic__position")
    return list(votes.values_list("topic__slug", "dots", "rank"))


def test_dots_are_given_one_by_one_and_taken_back() -> None:
    event = voting_on(BallotKind.DOTS, "seeds", "shoots")
    attendee, (seeds, shoots) = AttendeeFactory(event=event), topics_of(event)

    before = [set_vote(attendee, *change, clock=NOW) for change in ((seeds, 1), (shoots, 1), (seeds, 3), (shoots, 0))]

    assert before == [0, 0, 1, 1]
    assert ballot_of(attendee) == [("seeds", 3, None)]


def test_more_dots_than_there_are_leave_the_ballot_as_it_was() -> None:
    event = voting_on(BallotKind.DOTS, "seeds", "shoots")
    attendee, (seeds, shoots) = AttendeeFactory(event=event), topics_of(event)
    set_vote(attendee, seeds, 4, clock=NOW)

    with pytest.raises(BallotRejected, match="You gave 6; take some back"):
        set_vote(attendee, shoots, 2, clock=NOW)

    assert ballot_of(attendee) == [("seeds", 4, None)]


def test_dots_of_a_withdrawn_topic_return() -> None:
    event = voting_on(BallotKind.DOTS, "seeds", "weeds")
    attendee, (seeds, weeds) = AttendeeFactory(event=event), topics_of(event)
    set_vote(attendee, weeds, 5, clock=NOW)
    Topic.objects.filter(pk=weeds.pk).update(withdrawn_at=timezone.now())

    set_vote(attendee, seeds, 5, clock=NOW)

    assert ballot_of(attendee) == [("seeds", 5, None)]


def test_topics_are_put_on_the_list_moved_and_taken_off() -> None:
    event = voting_on(BallotKind.RANKING, "seeds", "shoots", "leaves")
    attendee, (seeds, shoots, leaves) = AttendeeFactory(event=event), topics_of(event)
    for place, topic in enumerate((seeds, shoots, leaves), start=1):
        set_vote(attendee, topic, place, clock=NOW)

    assert set_vote(attendee, leaves, 1, clock=NOW) == 3
    assert ballot_of(attendee) == [("leaves", None, 1), ("seeds", None, 2), ("shoots", None, 3)]
    set_vote(attendee, seeds, 0, clock=NOW)
    assert ballot_of(attendee) == [("leaves", None, 1), ("shoots", None, 2)]


def test_who_takes_the_last_number_back_has_not_voted() -> None:
    event = voting_on(BallotKind.RANKING, "seeds")
    attendee, (seeds,) = AttendeeFactory(event=event), topics_of(event)
    set_vote(attendee, seeds, 1, clock=NOW)

    set_vote(attendee, seeds, 0, clock=NOW)

    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("kind", "dots", "said"),
    [
        (BallotKind.MARKS, [1, 1], "have no dots"),
        (BallotKind.DOTS, [1], "Say for each topic how many dots it has"),
        (BallotKind.DOTS, [2, 0], "at least one dot"),
        (BallotKind.DOTS, [3, 3], "You gave 6"),
    ],
)
def test_whole_ballot_with_wrong_dots_is_refused(kind: BallotKind, dots: list[int], said: str) -> None:
    event = voting_on(kind, "seeds", "shoots")

    with pytest.raises(BallotRejected, match=said):
        cast_ballot(AttendeeFactory(event=event), topics_of(event), dots=dots, clock=NOW)


def test_page_of_dots_counts_them_and_undoes_the_last(client: Client) -> None:
    event = voting_on(BallotKind.DOTS, "seeds", "shoots")
    attendee = attending(client, event)
    page = f"/{event.slug}/ballot/"
    client.post(page, {"set": "seeds=2"})

    more = client.post(page, {"set": "seeds=3"}, follow=True)

    assert "2 of 5 dots left" in words(more)
    assert "Saved: 🌱 Seeds has 3 dots Undo" in words(more)
    undo = re.findall(r'class="link" name="set" value="([^"]+)"', more.content.decode())
    client.post(page, {"set": undo[0]})
    assert ballot_of(attendee) == [("seeds", 2, None)]


def test_page_of_a_ranking_has_the_list_first(client: Client) -> None:
    event = voting_on(BallotKind.RANKING, "seeds", "shoots", "leaves")
    attending(client, event)
    page = f"/{event.slug}/ballot/"
    client.post(page, {"set": "shoots=1"})

    response = client.post(page, {"set": "leaves=2"}, follow=True)

    assert re.findall(r'id="v-(\w+)"', response.content.decode()) == ["shoots", "leaves", "seeds"]
    assert "2 topics on your list" in words(response)
    assert "Saved: 🌱 Leaves is number 2 on your list Undo" in words(response)


@pytest.mark.parametrize("value", ["seeds", "seeds=", "seeds=-3", "seeds=lots", "seeds=99999999"])
def test_a_number_nobody_can_mean_puts_nothing_on_a_ballot(client: Client, value: str) -> None:
    event = voting_on(BallotKind.DOTS, "seeds")
    attendee = attending(client, event)

    client.post(f"/{event.slug}/ballot/", {"set": value})

    assert ballot_of(attendee) == []


def test_more_dots_than_are_left_are_told(client: Client) -> None:
    event = voting_on(BallotKind.DOTS, "seeds")
    attending(client, event)

    assert "A ballot has 5 dots. You gave 6" in words(client.post(f"/{event.slug}/ballot/", {"set": "seeds=6"}))


def test_tap_of_a_mark_where_dots_are_given_is_told(client: Client) -> None:
    event = voting_on(BallotKind.DOTS, "seeds")
    attending(client, event)

    assert "Dots and places are given one by one" in words(client.post(f"/{event.slug}/ballot/", {"vote": "seeds"}))


def test_api_casts_and_shows_dots_and_rankings() -> None:
    dotted, ranked = voting_on(BallotKind.DOTS, "seeds", "shoots"), voting_on(BallotKind.RANKING, "seeds", "shoots")
    sent = {"topics": ["shoots", "seeds"]}

    of_dots = visitor(AttendeeFactory(event=dotted)).put(below(dotted, "ballot/"), sent | {"dots": [1, 4]})
    of_ranks = visitor(AttendeeFactory(event=ranked)).put(below(ranked, "ballot/"), sent)

    assert (of_dots.status_code, of_dots.json()["topics"], of_dots.json()["dots"]) == (200, sent["topics"], [1, 4])
    assert (of_ranks.status_code, of_ranks.json()["topics"], of_ranks.json()["dots"]) == (200, sent["topics"], [])


@pytest.mark.parametrize("kind", BallotKind)
def test_api_taps_one_topic_and_takes_it_off_again(kind: BallotKind) -> None:
    event = voting_on(kind, "seeds", "shoots")
    client, ballot = visitor(AttendeeFactory(event=event)), below(event, "ballot/")
    client.patch(ballot, {"topic": "shoots"})

    both = client.patch(ballot, {"topic": "seeds", "number": 1})
    one = client.patch(ballot, {"topic": "shoots", "number": 0})
    none = client.patch(ballot, {"topic": "seeds", "number": 0})

    assert (set(both.json()["topics"]), one.json()["topics"]) == ({"seeds", "shoots"}, ["seeds"])
    assert (none.status_code, client.get(ballot).status_code) == (204, 404)


def test_api_refuses_a_tap_beyond_the_budget_and_for_no_topic() -> None:
    event = voting_on(BallotKind.DOTS, "seeds")
    client, ballot = visitor(AttendeeFactory(event=event)), below(event, "ballot/")

    assert refusal(client.patch(ballot, {"topic": "seeds", "number": 6}))[1].startswith("A ballot has 5 dots.")
    assert wrong_fields(client.patch(ballot, {"topic": "weeds", "number": -1})) == {"topic", "number"}
