"""The board of an event: what part of it someone asks for, with what is counted of all its topics."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, QuerySet, Value
from django.http import HttpRequest

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import TOPICS, page_of
from planning.searching import asked_for
from planning.topics.models import Topic, TopicQuerySet, results

Cards = QuerySet[Topic, dict[str, Any]]


@dataclass(frozen=True)
class Counts:
    """Of the topics that mention what was searched for, how many stand on each track, and how many were withdrawn."""

    standing: dict[str, int]
    withdrawn: int
    has_result: bool

    @property
    def tracks(self) -> list[tuple[Topic.Track, int]]:
        """The tracks that have topics, and how many."""
        return [(track, self.standing[track]) for track in Topic.Track if self.standing.get(track)]

    @property
    def total(self) -> int:
        return sum(self.standing.values())

    def on(self, track: str) -> int:
        return self.standing.get(track, 0) if track else self.total


def board_of(request: HttpRequest, event: Event, *, now: datetime) -> dict[str, object]:
    """What the page shows: a constant number of queries, and no votes before voting has closed."""
    asked, track = asked_for(request), asked_for(request, "track")
    only_withdrawn = "withdrawn" in request.GET
    found = event.topics.mentioning(asked)
    counts = count_board(found, event, now=now)
    order = "votes" if counts.has_result and request.GET.get("order") != "proposal" else "proposal"
    if only_withdrawn:
        page = page_of(request, withdrawn(found), TOPICS, count=counts.withdrawn)
    else:
        page = page_of(request, standing(found, track, order, counts), TOPICS, count=counts.on(track))
    return {
        "asked": asked,
        "page": page,
        "withdrawn": withdrawn(found)[:TOPICS] if counts.withdrawn and not only_withdrawn else [],
        "only_withdrawn": only_withdrawn,
        "counts": counts,
        "track": track,
        "order": order,
    }


def standing(found: TopicQuerySet, track: str, order: str, counts: Counts) -> Cards:
    board = found.standing().filter(track=track) if track else found.standing()
    if order == "votes":
        return board.most_wanted_first().as_cards()
    return (board.with_vote_count() if counts.has_result else board).as_proposed().as_cards()


def withdrawn(found: TopicQuerySet) -> Cards:
    return found.exclude(withdrawn_at=None).as_proposed().as_cards()


def count_board(found: TopicQuerySet, event: Event, *, now: datetime) -> Counts:
    """One query. Nobody learns of a vote before voting has closed."""
    is_closed = Phase.VOTING.is_before(event.phase_at(now))
    tells = [tell(event) for tell in results] if is_closed else []
    has_result = ExpressionWrapper(reduce(or_, tells), BooleanField()) if tells else Value(0)
    numbers = Count("pk"), Count("withdrawn_at")
    rows = list(found.order_by().values_list("track").annotate(*numbers, has_result=has_result))
    return Counts(
        standing={track: every - withdrawn for track, every, withdrawn, _ in rows},
        withdrawn=sum(withdrawn for _, _, withdrawn, _ in rows),
        has_result=any(voted for *_, voted in rows),
    )
