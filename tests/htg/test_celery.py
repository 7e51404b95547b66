"""What Celery is asked to do, and what it must never be asked."""

import ast
from collections.abc import Iterator
from multiprocessing import Value
from pathlib import Path
from time import monotonic
from typing import Any

from billiard import pool

ROOT = Path(__file__).resolve().parents[2]
# What makes a broker hold a task back. Redis hands such a task out again and again once its visibility timeout ends.
HOLDS_BACK = {"eta", "countdown", "default_retry_delay", "retry_backoff"}


def arguments() -> Iterator[tuple[str, str]]:
    """Every keyword argument in the tree, with the place it is at."""
    for package in ("htg", "planning", "retros"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg:
                    yield node.arg, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_task_is_held_back_by_the_broker() -> None:
    assert [place for name, place in arguments() if name in HOLDS_BACK] == []


def test_worker_that_ends_waits_for_results_no_longer_than_service_managers_wait_for_it() -> None:
    """Ten seconds is what the most impatient one gives."""
    child: Any = object.__new__(pool.Worker)
    child.on_ready_counter = Value("i", 0)
    began = monotonic()

    child._ensure_messages_consumed(completed=1)

    assert monotonic() - began < 10
