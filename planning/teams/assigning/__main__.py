"""Several problems, one after the other, in a process of their own: what the solver takes is freed, whatever happens.

Reads {"seconds": …, "problems": […]} and writes a plan or null for each, as a JSON list.
"""

import json
import sys
from typing import Any

from django.conf import settings

from planning.teams.assigning.documents import solve_and_judge
from planning.teams.assigning.reading import read_problem


def plan_or_none(problem: Any, *, seconds: float) -> dict[str, Any] | None:
    """None where not even one plan was found in time."""
    try:
        return solve_and_judge(read_problem(json.dumps(problem)), seconds=seconds)
    except TimeoutError:
        return None


if __name__ == "__main__":
    settings.configure(USE_I18N=False)  # numbers are put into words
    asked = json.load(sys.stdin)
    json.dump([plan_or_none(problem, seconds=asked["seconds"]) for problem in asked["problems"]], sys.stdout)
