"""Rules as actions of the admin."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import get_text_list

from planning.rejection import Rejected

Row = TypeVar("Row")


def apply_to_each(request: HttpRequest, rows: Iterable[Row], rule: Callable[[Row], object], *, done: str) -> None:
    """Apply a rule to each row. If it refuses, say why and go on; `done` says what happened to the others."""
    succeeded: list[Row] = []
    refused: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        try:
            rule(row)
        except Rejected as rejection:
            refused[str(rejection)].append(row)
        except ValidationError as error:
            refused[" ".join(error.messages)].append(row)
        else:
            succeeded.append(row)
    for reason, these in refused.items():
        messages.error(request, f"{name_some(these)}: {reason}")
    if succeeded:
        messages.success(request, f"{name_some(succeeded)}: {done}")


def name_some(rows: list[Row], *, most: int = 5) -> str:
    more = [f"{len(rows) - most} more"] if len(rows) > most else []
    return get_text_list([*map(str, rows[:most]), *more], "and")
