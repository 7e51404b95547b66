"""Plans as organizers compare them, and one of them as teams."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planning.events.models import Event
from planning.markdown import plain
from planning.paging import ROWS
from planning.teams.forms import PLACES
from planning.teams.plans.loading import number_of
from planning.teams.plans.models import PlannedTeams
from planning.teams.plans.wording import named

Row = Any
DRAFTS = 12
"""Shown beside each other."""
SIDE = 12


def drafts_of(event: Event) -> list[PlannedTeams]:
    return list(event.plans.drafts().order_by("-mixed", "places", "pk")[:DRAFTS])


def cards_of(event: Event, plans: Sequence[PlannedTeams], chosen: PlannedTeams | None) -> list[Row]:
    """Each plan in numbers, in names, and against the chosen one. Two queries."""
    topics = event.topics.in_bulk({number_of(topic) for plan in plans for topic in plan.result["open"]})
    changed = {plan.pk: changed_ranks(chosen, plan) if chosen else ([], []) for plan in plans}
    outside = {plan.pk: [one for one, rank in plan.result["ranks"].items() if rank == 0][:ROWS] for plan in plans}
    asked = {one for pair in changed.values() for side in pair for one, _, _ in side[:ROWS]}
    asked |= {one for people in outside.values() for one in people}
    names = names_by_id(event, asked)
    return [
        {
            "plan": plan,
            "is_chosen": chosen is not None and plan.pk == chosen.pk,
            "ranks": people_by_rank(plan),
            "outside": [names[one] for one in outside[plan.pk] if one in names],
            "unplaced": len(plan.result["unplaced"]),
            "runs": running(plan, topics),
            "of_one": teams_of_one_organization(plan, topics),
            "losing": len(changed[plan.pk][0]),
            "gaining": len(changed[plan.pk][1]),
            "losses": [(names[one], was, now) for one, was, now in changed[plan.pk][0][:ROWS] if one in names],
        }
        for plan in plans
    ]


def names_by_id(event: Event, people: Iterable[str]) -> dict[str, str]:
    rows = event.attendees.filter(pk__in={number_of(one) for one in people}).values_list("pk", "name")
    return {f"p{pk}": name for pk, name in rows}


def people_by_rank(plan: PlannedTeams) -> list[Row]:
    """A mark a person: positions for at most thirty, a number for all. Outside the list comes last."""
    counts = Counter(plan.result["ranks"].values())
    ranks = sorted(rank for rank in counts if rank) + ([0] if counts[0] else [])
    return [
        {
            "label": place_of(rank) if rank else "outside",
            "shape": min(rank, 3),
            "number": counts[rank],
            "dots": [6 + SIDE * place for place in range(min(counts[rank], 15))],
        }
        for rank in ranks
    ]


def running(plan: PlannedTeams, topics: Mapping[int, Any]) -> list[tuple[Any, int]]:
    """Topics that run, with how many people."""
    sizes = Counter(plan.result["plan"].values()) if plan.result["plan"] else Counter()
    return [(topics[number_of(one)], sizes[one]) for one in plan.result["open"] if number_of(one) in topics]


def teams_of_one_organization(plan: PlannedTeams, topics: Mapping[int, Any]) -> list[str]:
    organizations = defaultdict[str, list[str | None]](list)
    by_person = {person["id"]: person["organization"] for person in plan.problem["people"]}
    for person, topic in (plan.result["plan"] or {}).items():
        if topic is not None:
            organizations[topic].append(by_person.get(person))
    return [
        plain(str(topics[number_of(topic)]))
        for topic, members in organizations.items()
        if len(members) > 1 and len(set(members)) == 1 and members[0] and number_of(topic) in topics
    ]


def changed_ranks(
    chosen: PlannedTeams, other: PlannedTeams
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Who would be worse off with the other plan, and who better."""
    losing: list[tuple[str, str, str]] = []
    gaining: list[tuple[str, str, str]] = []
    before = chosen.result["ranks"]
    for person, after in other.result["ranks"].items():
        was, then = weight(before.get(person)), weight(after)
        if was != then:
            change = (person, said(before.get(person)), said(after))
            (losing if then > was else gaining).append(change)
    return losing, gaining


def place_of(rank: int) -> str:
    return PLACES[rank - 1] if rank <= len(PLACES) else f"number {rank} of their wishes"


def weight(rank: int | None) -> int:
    """Outside the list is worse than its end."""
    return rank or 1000


def said(rank: int | None) -> str:
    return place_of(rank) if rank else "outside their list" if rank == 0 else "no team"


def teams_of_plan(plan: PlannedTeams, page: Iterable[str]) -> list[Row]:
    """Some of its teams, with people, their rank and what they can. Three queries."""
    members = defaultdict[str, list[str]](list)
    for person, topic in (plan.result["plan"] or {}).items():
        if topic is not None:
            members[topic].append(person)
    shown = list(page)
    topics = plan.event.topics.in_bulk({number_of(topic) for topic in shown})
    numbers = {number_of(person) for topic in shown for person in members[topic]}
    people = plan.event.attendees.select_related("organization").in_bulk(numbers)
    reasons = named({one: why for one, why in plan.result["reasons"].items() if number_of(one) in people}, plan.event)
    sizes = {topic["id"]: topic for topic in plan.problem["topics"]}
    return [
        {
            "id": topic,
            "topic": topics[number_of(topic)],
            "size": len(members[topic]),
            "max": sizes[topic]["max"],
            "people": [
                (people[number_of(one)], said_of(plan.result["ranks"].get(one)), reasons.get(one))
                for one in members[topic]
                if number_of(one) in people
            ],
        }
        for topic in shown
        if number_of(topic) in topics
    ]


def said_of(rank: int | None) -> str:
    return place_of(rank) if rank else "outside their list" if rank == 0 else "made no wishes"
