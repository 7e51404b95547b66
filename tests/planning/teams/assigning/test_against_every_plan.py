"""On problems small enough to try every plan, the solver finds the best one, level by level."""

from random import Random

import pytest

from planning.teams.assigning.plans import Status, objective_of
from planning.teams.assigning.solving import solve
from tests.planning.teams.assigning.problems import best_by_trying_all, random_problem, with_people_shuffled

PROBLEMS = 300
PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_finds_a_better_plan(part: int) -> None:
    for number in range(part, PROBLEMS, PARTS):
        problem = random_problem(Random(number))  # noqa: S311  # the same problems every time
        best, plan = best_by_trying_all(problem), solve(problem)

        if best is None:
            assert (plan.status, plan.teams) == (Status.INFEASIBLE, None), number
        else:
            assert plan.teams is not None, number
            assert objective_of(problem.with_pins_opened(), plan.teams) == best[1], number
            assert dict(plan.teams) == dict(best[0]), number


def test_people_in_another_order_get_the_same_plan() -> None:
    for number in range(40):
        draw = Random(f"shuffled {number}")  # noqa: S311  # as above
        problem = random_problem(draw, people=12, topics=5)

        assert solve(with_people_shuffled(problem, draw)).teams == solve(problem).teams, number
