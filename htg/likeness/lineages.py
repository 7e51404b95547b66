"""The lineage of the whole community: each line of descent, with what came of each topic."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from htg.likeness.similar import count_open_steps
from planning.paging import TOPICS, page_of
from planning.topics.lineage import Lineage, start_of_lineage, trace
from planning.topics.models import Topic, is_continued
from retros.wrapups.models import Report


@dataclass(frozen=True)
class Cell:
    """A topic where its line of descent meets its event."""

    topic: Topic
    outcome: str
    """In words. Before the month is over, nothing is missing yet."""
    open_steps: int
    carries_on: Topic | None
    """The earlier one, where it is in another line."""


@dataclass(frozen=True)
class Gap:
    """A month that a line of descent passes over."""

    is_gap: bool = True


LineOfDescent = Sequence[Cell | Gap | None]


@dataclass(frozen=True)
class Family:
    """Topics that come from one. A row is a line of descent, with a cell for each of the months."""

    root: int
    rows: tuple[LineOfDescent, ...]


@dataclass(frozen=True)
class Links:
    """Of all topics that carry one on or are carried on: their months, and the earlier ones."""

    events: Mapping[int, str]
    continues: Mapping[int, int]

    def families(self, among: frozenset[int] | None) -> list[int]:
        """The first topic of each, those that were carried on last in front; only those that hold one of `among`."""
        latest: dict[int, str] = {}
        chosen = set()
        for topic, event in self.events.items():
            root = start_of_lineage(topic, self.continues)
            latest[root] = max(latest.get(root, ""), event)
            if among is None or topic in among:
                chosen.add(root)
        return sorted(chosen, key=lambda root: (latest[root], root), reverse=True)


def lineages(request: HttpRequest, asked: str) -> dict[str, object]:
    """A page of them: the same queries for any number."""
    links = load_continued()
    found = links.families(read_matching(asked, links) if asked else None)
    page = page_of(request, found, TOPICS)
    traced = [trace(root, links.events, links.continues) for root in page]
    months = sorted({month for each in traced for month in each.events})
    return {"page": page, "months": months, "families": families_of(traced, months), "asked": asked}


def load_continued() -> Links:
    linked = Topic.objects.filter(Q(continues__isnull=False) | Q(is_continued())).order_by("pk")
    rows = list(linked.values_list("pk", "event__slug", "continues"))
    return Links({pk: event for pk, event, _ in rows}, {pk: earlier for pk, _, earlier in rows if earlier is not None})


def read_matching(asked: str, links: Links) -> frozenset[int]:
    found = Topic.objects.mentioning(asked).order_by().values_list("pk", flat=True)
    return frozenset(pk for pk in found if pk in links.events)


def families_of(traced: list[Lineage], months: list[str]) -> list[Family]:
    keys = [spot.topic for each in traced for spot in each.spots]
    topics = Topic.objects.select_related("event").only("emoji", "title", "slug", "event__slug").in_bulk(keys)
    outcomes = dict(Report.objects.filter(topic__in=keys).values_list("topic", "outcome"))
    open_steps = count_open_steps(keys)
    known = {key: outcome_shown(outcomes.get(key, ""), topics[key].event.slug) for key in keys}
    return [family(each, months, topics, known, open_steps) for each in traced]


def outcome_shown(outcome: str, month: str) -> str:
    if outcome:
        return str(Report.Outcome(outcome).label)
    return "outcome not on record" if month < f"{timezone.localdate():%Y-%m}" else "still to come"


def family(
    lineage: Lineage,
    months: list[str],
    topics: Mapping[int, Topic],
    outcomes: Mapping[int, str],
    open_steps: Counter[int],
) -> Family:
    above = {link.later.topic: link.earlier for link in lineage.links}
    rows: list[list[Cell | None]] = [[None] * len(months) for _ in range(1 + max(spot.row for spot in lineage.spots))]
    for spot in lineage.spots:
        earlier = above.get(spot.topic)
        rows[spot.row][months.index(lineage.events[spot.column])] = Cell(
            topics[spot.topic],
            outcomes[spot.topic],
            open_steps[spot.topic],
            topics[earlier.topic] if earlier and earlier.row != spot.row else None,
        )
    return Family(lineage.spots[0].topic, tuple(map(with_gaps, rows)))


def with_gaps(row: Sequence[Cell | None]) -> LineOfDescent:
    filled = [place for place, cell in enumerate(row) if cell]
    return [cell or (Gap() if filled[0] < place < filled[-1] else None) for place, cell in enumerate(row)]
