"""What a better wish of somebody would cost the others: put them there, let the same topics run, and solve again."""

from dataclasses import dataclass

from planning.teams.assigning.plans import Objective, Teams, objective_of
from planning.teams.assigning.problem import Person, Problem
from planning.teams.assigning.program import Impossible
from planning.teams.assigning.solving import OutOfTime, who_works_where

LEVELS = ("unplaced", "missing_skills", "outside", "wishes")


@dataclass(frozen=True)
class Alternative:
    """The first level that gets worse, and by how much: none where that is no number."""

    topic: str
    level: str
    by: int | None


def alternatives_of(problem: Problem, teams: Teams, *, until: float) -> dict[str, list[Alternative]]:
    """For everyone who made wishes, was not put somewhere, and is not at their first wish."""
    found = {}
    for person in problem.people:
        better = better_wishes(person, teams[person.id])
        if better and person.pin is None:
            tried = (alternative(problem, teams, person, wish, until=until) for wish in better)
            found[person.id] = [one for one in tried if one]
    return found


def better_wishes(person: Person, topic: str | None) -> tuple[str, ...]:
    rank = None if topic is None else person.rank(topic)
    return person.wishes if rank is None else person.wishes[:rank]


def alternative(problem: Problem, teams: Teams, person: Person, wish: str, *, until: float) -> Alternative | None:
    """None if there was no time to tell."""
    running = frozenset(topic for topic in teams.values() if topic is not None)
    if wish not in running:
        return Alternative(wish, "closed", 0)
    moved = problem.with_pin(person, wish)
    try:
        others = who_works_where(moved, running, until=until)
    except Impossible:
        return Alternative(wish, "impossible", 0)
    except (OutOfTime, TimeoutError):
        return None
    return compared(wish, objective_of(problem, teams), objective_of(problem, others))


def compared(wish: str, now: Objective, then: Objective) -> Alternative:
    for level in LEVELS:
        before, after = getattr(now, level), getattr(then, level)
        if before != after:
            return Alternative(wish, level, None if isinstance(after, tuple) else after - before)
    return Alternative(wish, "tie", 0)
