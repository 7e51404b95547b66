"""Forming teams of many people: the processor seconds until the plan is proved at every level."""

from random import Random
from time import process_time

from planning.teams.assigning.checking import broken_rules
from planning.teams.assigning.plans import Status
from planning.teams.assigning.problem import OfferedTopic, Person, Problem, Settings
from planning.teams.assigning.solving import solve
from tests.bench.ratios import judged

SIZES = ((30, 8, 0.3), (100, 20, 1.0), (300, 40, 5.0))
"""People, topics, and at most so many seconds."""

WISHES = 4


def measure(*, full: bool) -> bool:
    print("Assigning people to topics, processor seconds until it is proved:")
    holding = [measure_size(people, topics, most) for people, topics, most in (SIZES if full else SIZES[:1])]
    return all(holding)


def measure_size(people: int, topics: int, most: float) -> bool:
    problem = large_problem(people, topics)
    began = process_time()
    plan = solve(problem)
    found, holds = judged(process_time() - began, most=most)
    print(f"  {people} x {topics:2} (at most {most}) {found}")
    return holds and plan.status is Status.OPTIMAL and not broken_rules(problem, plan.teams or {})


def large_problem(people: int, topics: int) -> Problem:
    """Some topics are wanted by many, three of five people are from one organization, and teams are mixed."""
    draw = Random(f"{people} x {topics}")  # noqa: S311  # the same problem every time
    names = [f"t{number}" for number in range(topics)]
    weights = [(number + 1) ** -0.7 for number in range(topics)]
    most = max(6, people * 3 // (2 * topics) + 1)
    return Problem(
        tuple(OfferedTopic(name, 3, most) for name in names),
        tuple(
            Person(
                f"p{number}",
                organization=draw.choices("ABC", (60, 25, 15))[0],
                wishes=tuple(dict.fromkeys(draw.choices(names, weights, k=WISHES))),
            )
            for number in range(people)
        ),
        Settings(salt="bench", mixed=True),
    )
