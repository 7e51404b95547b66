from typing import Any

import pytest

from planning.teams.membership import TeamRejected
from planning.teams.plans.solving_apart import judged, solve_apart

PROBLEM: dict[str, Any] = {
    "settings": {},
    "topics": [{"id": "t1", "min": 1, "max": 1}],
    "people": [{"id": "p1"}, {"id": "p2"}],
}


def test_each_problem_has_its_plan() -> None:
    one, other = solve_apart([PROBLEM, PROBLEM | {"people": []}])

    assert (one["objective"]["unplaced"], other["plan"]) == (1, {})


def test_a_solver_that_fails_leaves_a_sentence() -> None:
    with pytest.raises(TeamRejected, match="could not be worked out"):
        solve_apart([{"topics": "none"}])


@pytest.mark.parametrize(
    ("result", "words"), [(None, "found in time"), ({"plan": {"p1": "t1", "p2": "t1"}}, "could not be worked out")]
)
def test_a_plan_that_is_late_or_breaks_a_rule_is_never_shown(result: Any, words: str) -> None:
    with pytest.raises(TeamRejected, match=words):
        judged(PROBLEM, result)
