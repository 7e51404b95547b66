"""Solving in a process of its own: what it takes, and how it ends, is not the web server's."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from planning.teams.assigning.checking import broken_rules
from planning.teams.assigning.reading import read_problem
from planning.teams.membership import TeamRejected

SECONDS = 10.0
"""For each plan. What was best by then is shown as such."""
TO_START = 20.0
FAILED = "The plans could not be worked out. Nothing has changed. Try again, or with fewer places."
TOO_LATE = "No plan was found in time. Nothing has changed. Try it with fewer places."


def solve_apart(problems: Sequence[dict[str, Any]], *, seconds: float = SECONDS) -> list[dict[str, Any]]:
    """The plan of each, judged again by who shows it. May raise TeamRejected."""
    asked = json.dumps({"seconds": seconds, "problems": list(problems)})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "planning.teams.assigning"],
            input=asked,
            capture_output=True,
            text=True,
            check=True,
            cwd=settings.BASE_DIR,
            timeout=TO_START + 2 * seconds * len(problems),
        )
        results: list[dict[str, Any] | None] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as failure:
        raise TeamRejected(FAILED) from failure
    return [judged(problem, result) for problem, result in zip(problems, results, strict=True)]


def judged(problem: dict[str, Any], result: dict[str, Any] | None) -> dict[str, Any]:
    if result is None:
        raise TeamRejected(TOO_LATE)
    if result["plan"] is not None and broken_rules(
        read_problem(json.dumps(problem)).with_pins_opened(), result["plan"]
    ):
        raise TeamRejected(FAILED)
    return result
