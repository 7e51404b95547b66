"""Many voters with two tabs each, all at the same moment."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from random import Random

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.casting.taps import give_vote, take_vote_back
from planning.voting.models import Ballot
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)
FULL = bool(os.environ.get("FULL"))
VOTERS, TRIES = (200, 20) if FULL else (12, 6)
VOTES = 2


def voting() -> tuple[list[Attendee], list[Topic]]:
    event: Event = EventFactory(phase=Phase.VOTING, votes_per_ballot=VOTES)
    return AttendeeFactory.create_batch(VOTERS, event=event), TopicFactory.create_batch(6, event=event)


def tap_in_one_tab(voter: Attendee, topics: list[Topic], seed: int) -> int:
    """One tab. How many taps were refused for the budget; anything else that goes wrong comes out."""
    chance, refused = Random(seed), 0  # noqa: S311  # decides nothing
    with closing(connection):
        for _ in range(TRIES):
            change = give_vote if chance.random() < 0.7 else take_vote_back
            try:
                change(voter, chance.choice(topics), clock=timezone.now)
            except BallotRejected:
                refused += 1
    return refused


def most_on_a_ballot() -> int:
    numbers = Ballot.objects.annotate(number=Count("votes")).values_list("number", flat=True)
    return max(numbers, default=0)


def test_nobody_goes_over_budget_and_no_tap_is_lost_to_a_lock() -> None:
    voters, topics = voting()

    with ThreadPoolExecutor(8) as people:
        tabs = [
            people.submit(tap_in_one_tab, voter, topics, seed)
            for voter in voters
            for seed in (2 * voter.pk, 2 * voter.pk + 1)
        ]

    assert [tab.exception() for tab in tabs if tab.exception()] == []
    assert sum(tab.result() for tab in tabs) > 0  # the budget was in the way
    assert most_on_a_ballot() == VOTES
    assert not Ballot.objects.filter(votes=None).exists()


def test_each_of_many_taps_at_once_is_in() -> None:
    voters, topics = voting()

    def give(voter: Attendee, topic: Topic) -> None:
        with closing(connection):
            give_vote(voter, topic, clock=timezone.now)

    with ThreadPoolExecutor(8) as people:
        taps = [people.submit(give, voter, topic) for voter in voters for topic in topics[:VOTES]]

    assert [given.exception() for given in taps if given.exception()] == []
    assert Ballot.objects.count() == VOTERS
    assert {topic.votes.count() for topic in topics[:VOTES]} == {VOTERS}


def test_without_the_lock_postgresql_overspends(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the lock is what keeps the budget, and the tests above would see it go."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    voters, topics = voting()
    for voter in voters:
        cast_ballot(voter, topics[: VOTES - 1], clock=timezone.now)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)

    def give(voter: Attendee, topic: Topic) -> None:
        with closing(connection):
            give_vote(voter, topic, clock=timezone.now)

    with ThreadPoolExecutor(8) as people:
        for voter in voters:
            for topic in topics[VOTES:]:
                people.submit(give, voter, topic)

    assert most_on_a_ballot() > VOTES
