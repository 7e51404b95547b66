"""What would leave fewer people without a team: each rule dropped alone, for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planning.teams.assigning.problem import Problem
from planning.teams.assigning.program import Impossible, Program
from planning.teams.assigning.solving import unplaced


@dataclass(frozen=True)
class Relief:
    """Without the rule, so many people are left without a team."""

    rule: str
    unplaced: int


RULES = ("min", "max", "share", "mixed", "exclude")


def reliefs(problem: Problem, *, left: int, until: float) -> Iterator[Relief]:
    """`left` is how many are without a team under all rules."""
    for rule in RULES if left else ():
        number = least_unplaced(without(problem, rule), until=until)
        if number is not None and number < left:
            yield Relief(rule, number)


def least_unplaced(problem: Problem, *, until: float) -> int | None:
    try:
        program = Program(problem, until=until)
        found = program.minimise(unplaced(program))
    except (Impossible, TimeoutError):
        return None
    return len(problem.people) + found.value if found.is_proved else None


def without(problem: Problem, rule: str) -> Problem:
    everyone = max(len(problem.people), 1)
    match rule:
        case "min":
            return replace(problem, topics=tuple(replace(topic, min=1) for topic in problem.topics))
        case "max":
            return replace(problem, topics=tuple(replace(one, max=max(one.max, everyone)) for one in problem.topics))
        case "share":
            return replace(problem, settings=replace(problem.settings, share=None))
        case "mixed":
            return replace(problem, settings=replace(problem.settings, mixed=False))
        case "exclude":
            return replace(problem, people=tuple(replace(one, exclude=frozenset()) for one in problem.people))
        case _:
            raise ValueError(rule)
