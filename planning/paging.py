"""Long lists, a page at a time, so that a page costs the same however long the list is."""

from collections.abc import Sequence
from typing import Any, TypeVar

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
