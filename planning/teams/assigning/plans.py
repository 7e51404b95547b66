"""A plan, and how good it is: counted from who is where, whoever found it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from planning.teams.assigning.problem import Open, Person, Policy, Problem

Teams = Mapping[str, str | None]
"""The topic of each person, by their ids."""


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Bound:
    """The level that was not proved in time, and the best value it could still have."""

    level: str
    value: int


@dataclass(frozen=True)
class Objective:
    """The smaller the better, the first differing number decides."""

    unplaced: int
    outside: int
    closed: tuple[int, ...]
    missing_skills: int
    wishes: int | tuple[int, ...]
    tie: int


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot all hold, in words."""

    rules: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class TeamPlan:
    status: Status
    teams: Teams | None
    bound: Bound | None = None


def drawn_lot(salt: str, person: str, topic: str) -> int:
    """What decides between plans of equal worth: 20 bits that nobody can choose."""
    digest = blake2b(f"{salt}|{person}|{topic}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) >> 12


def stays(person: Person, topic: str, problem: Problem) -> bool:
    """Members of a topic that no longer runs have nothing to stay in."""
    return person.previous == topic and problem.topic_by_id[topic].open is not Open.NO


def objective_of(problem: Problem, teams: Teams) -> Objective:
    placed = [(person, topic) for person in problem.people if (topic := teams[person.id]) is not None]
    running = {topic for _, topic in placed}
    return Objective(
        unplaced=len(problem.people) - len(placed),
        outside=sum(person.is_outside(topic) for person, topic in placed),
        closed=tuple(int(topic.id not in running) for topic in problem.topics if topic.open is not Open.NO),
        missing_skills=sum(len(missing) for missing in missing_skills(problem, teams).values()),
        wishes=wishes_of(problem, placed),
        tie=sum(drawn_lot(problem.settings.salt, person.id, topic) for person, topic in placed),
    )


def missing_skills(problem: Problem, teams: Teams) -> dict[str, list[str]]:
    """Of each team, what its topic needs and nobody on it has."""
    known: dict[str, set[str]] = {}
    for person in problem.people:
        if (topic := teams[person.id]) is not None:
            known.setdefault(topic, set()).update(person.skills)
    return {
        topic.id: [skill for skill in topic.skills if skill not in known[topic.id]]
        for topic in problem.topics
        if topic.id in known
    }


def wishes_of(problem: Problem, placed: list[tuple[Person, str]]) -> int | tuple[int, ...]:
    settings = problem.settings
    ranks = Counter(rank for person, topic in placed if (rank := person.rank(topic)) is not None)
    staying = sum(stays(person, topic, problem) for person, topic in placed)
    match settings.policy:
        case Policy.LEXIMIN:
            worst_first = (ranks[rank] for rank in range(problem.longest_list - 1, 0, -1))
            return (*worst_first, -staying if settings.stability else 0)
        case Policy.SUM:
            return sum(rank * number for rank, number in ranks.items()) - settings.stability * staying
        case Policy.SQUARED:
            return sum(rank**2 * number for rank, number in ranks.items()) - settings.stability * staying
