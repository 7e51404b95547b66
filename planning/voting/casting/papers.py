"""What lies on the ballot, in an order of one's own: nobody is first on everybody's."""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Left

from planning.events.election import BallotKind
from planning.events.models import Event, LateTopics
from planning.paging import ROWS
from planning.people.models import Attendee
from planning.voting.models import Ballot

ROW = ("slug", "emoji", "title", "track", "position", "folded_title")
VOTED = {name: F(f"votes__topic__{name}") for name in ("slug", "emoji", "title", "withdrawn_at")}
VOTED |= {name: F(f"votes__{name}") for name in ("dots", "rank")}
Row = Any
"""A dict with these of a topic."""
ORDERS = {"own": "Your shuffle", "title": "A to Z", "newest": "Newest"}


def papers_of(attendee: Attendee, order: str) -> list[Row]:
    """A row for each topic on the ballot. Two or three queries, however many there are."""
    event = attendee.event
    rows: list[Row] = list(event.topics.to_vote_on().order_by().values(*ROW))
    rows.sort(key=order_of(attendee, order))
    beginnings = beginnings_of(event) if len(rows) <= ROWS else {}
    late = late_topics_of(event) if event.late_topics == LateTopics.ON_BALLOT else {}
    for row in rows:
        row["beginning"] = beginnings.get(row["slug"], "")
        row["late_since"] = late.get(row["slug"])
    return rows


def order_of(attendee: Attendee, order: str) -> Callable[[Row], Any]:
    if order == "title":
        return lambda row: (row["folded_title"], row["slug"])
    if order == "newest":
        return lambda row: (-row["position"], row["slug"])
    return lambda row: shuffled(attendee.pk, row["slug"])


def shuffled(voter: int, slug: str) -> bytes:
    """Another order for each voter, which a topic that comes later does not disturb."""
    return blake2b(f"{voter}|{slug}".encode(), digest_size=8).digest()


def beginnings_of(event: Event) -> dict[str, str]:
    """How the text of each topic begins; more than is shown, as there may be long addresses of links in it."""
    return dict(event.topics.to_vote_on().order_by().values_list("slug", Left("problem", 1000)))


def late_topics_of(event: Event) -> dict[str, datetime | None]:
    late = event.topics.to_vote_on().order_by().filter(proposed_at__gte=event.voting_opens_at)
    return dict(late.values_list("slug", "proposed_at"))


def ballot_before(attendee: Attendee) -> tuple[datetime | None, list[Row]]:
    """When a ballot was cast before, if one was, and for which topics. One query."""
    ballot: QuerySet[Ballot, Row] = Ballot.objects.filter(attendee=attendee)
    votes = ballot.order_by("votes__rank", "votes__topic__position", "votes__topic").values("cast_at", **VOTED)
    found: list[Row] = list(votes)
    return (found[0]["cast_at"] if found else None), [vote for vote in found if vote["slug"]]


def marked_among(rows: Iterable[Row], slugs: Iterable[str]) -> list[Row]:
    wanted = set(slugs)
    return [row for row in rows if row["slug"] in wanted]


def with_numbers(rows: list[Row], given: list[Row], kind: str) -> list[Row]:
    """Each topic with its dots, or its place on the list; what is on the list comes first, in its order."""
    numbers = {vote["slug"]: vote["dots"] or place for place, vote in enumerate(given, start=1)}
    for row in rows:
        row["number"] = numbers.get(row["slug"], 0)
        row["less"], row["more"] = row["number"] - 1, row["number"] + 1
    if kind == BallotKind.RANKING:
        unlisted = len(rows)
        rows.sort(key=lambda row: row["number"] or unlisted)
    return rows
