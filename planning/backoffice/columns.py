"""Columns of the admin's lists."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.template.defaultfilters import truncatechars


def shortened(field: str, *, to: int = 60) -> Callable[[Any], str]:
    """The beginning of a long text; dots reach into another row: `step.text`."""

    @admin.display(description=field.partition(".")[0].replace("_", " "), ordering=field.replace(".", "__"))
    def column(row: Any) -> str:
        return truncatechars(attrgetter(field)(row), to)

    return column
