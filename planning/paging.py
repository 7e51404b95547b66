"""Long lists, a page at a time, so that a page costs the same however long the list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 50
TOPICS = 20
LAST = -1
"""The page to begin with where the latest rows are at the end of the list."""

Row = TypeVar("Row")


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any, Row] | Sequence[Row],
    size: int = ROWS,
    *,
    first: int = 1,
    count: int | None = None,
) -> Page[Row]:
    """The page that `?page=` asks for: `first` without it, the last one if beyond. `count` rows, if that is known."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page", first))


@dataclass(frozen=True)
class Start(Generic[Row]):
    """The first rows of a list that goes on, if there is more, on a page of its own."""

    rows: tuple[Row, ...]
    has_more: bool


def start_of(rows: QuerySet[Any, Row], size: int = ROWS) -> Start[Row]:
    """One query. How many more there are is not counted."""
    found = tuple(rows[: size + 1])
    return Start(found[:size], has_more=len(found) > size)
