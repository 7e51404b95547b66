"""Long lists, a page at a time, so that a page costs the same however long the list is."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

ROWS = 50
TOPICS = 20

M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[M, Any], size: int = ROWS) -> Page[M]:
    """The page that `?page=` asks for: the first one without it or if it is no number, the last one if beyond."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


@dataclass(frozen=True)
class Start(Generic[M]):
    """The first rows of a list that goes on, if there is more, on a page of its own."""

    rows: tuple[M, ...]
    has_more: bool


def start_of(rows: QuerySet[M, Any], size: int = ROWS) -> Start[M]:
    """One query. How many more there are is not counted."""
    found = tuple(rows[: size + 1])
    return Start(found[:size], has_more=len(found) > size)
