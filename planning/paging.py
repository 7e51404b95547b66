"""Long lists, a page at a time, so that a page costs the same however long the list is."""

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

ROWS = 50
TOPICS = 20

M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[M, Any], size: int = ROWS) -> Page[M]:
    """The page that `?page=` asks for: the first one without it or if it is no number, the last one if beyond."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def first_page(rows: QuerySet[M, Any], size: int = ROWS) -> Page[M]:
    """What a page shows of a list that has a page of its own."""
    return Paginator(rows, size).get_page(1)
