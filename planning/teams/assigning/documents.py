"""A plan as a JSON document, with why it is as it is."""

from dataclasses import asdict
from math import inf
from time import monotonic
from typing import Any

from planning.teams.assigning.alternatives import alternatives_of
from planning.teams.assigning.checking import broken_rules
from planning.teams.assigning.conflicts import conflicts_of
from planning.teams.assigning.plans import TeamPlan, Teams, objective_of
from planning.teams.assigning.problem import Problem
from planning.teams.assigning.reasons import closed_topics, ranks_of, reasons_of, unplaced_people
from planning.teams.assigning.relief import reliefs
from planning.teams.assigning.solving import solve


class BrokenPlan(Exception):
    """The judge found a rule broken: a fault of the solver, whose plan nobody may see."""


def solve_and_judge(problem: Problem, *, seconds: float = inf, explain: bool = False) -> dict[str, Any]:
    """Solve, judge, and write down. May raise BrokenPlan, or TimeoutError where no plan was found in time."""
    until = monotonic() + seconds
    plan = solve(problem, seconds=seconds)
    problem = problem.with_pins_opened()
    if plan.teams is None:
        return without_a_plan(problem, plan, until=until)
    if broken := broken_rules(problem, plan.teams):
        raise BrokenPlan("; ".join(broken))
    document = plan_as_document(problem, plan, plan.teams, until=until)
    if explain:
        alternatives = alternatives_of(problem, plan.teams, until=until)
        document["alternatives"] = {person: [asdict(one) for one in each] for person, each in alternatives.items()}
    return document


def plan_as_document(problem: Problem, plan: TeamPlan, teams: Teams, *, until: float) -> dict[str, Any]:
    objective = objective_of(problem, teams)
    running = set(teams.values())
    reasons = reasons_of(problem, teams)
    closed = closed_topics(problem, teams, until=until)
    document = {
        "status": plan.status.value,
        "plan": dict(teams),
        "open": [topic.id for topic in problem.topics if topic.id in running],
        "ranks": ranks_of(problem, teams),
        "objective": asdict(objective),
        "unplaced": unplaced_people(teams, reasons),
        "closed": [{"topic": topic, "reason": reason} for topic, reason in closed.items()],
        "reasons": reasons,
        "relief": [asdict(one) for one in reliefs(problem, left=objective.unplaced, until=until)],
        "conflicts": [],
    }
    return document | ({"bound": asdict(plan.bound)} if plan.bound else {})


def without_a_plan(problem: Problem, plan: TeamPlan, *, until: float) -> dict[str, Any]:
    return {
        "status": plan.status.value,
        "plan": None,
        "open": [],
        "ranks": {},
        "objective": None,
        "unplaced": [],
        "closed": [],
        "reasons": {},
        "relief": [],
        "conflicts": [asdict(conflict) for conflict in conflicts_of(problem, until=until)],
    }
