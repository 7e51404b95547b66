"""Lists of the API. Each names its `ordering`."""

from collections.abc import Collection, Iterable, Mapping
from functools import wraps
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from rest_framework import mixins
from rest_framework.request import Request
from rest_framework.response import Response

from planning.caching.pages import kept_for_visitors
from planning.rest.columns import Layout, layout_of
from planning.rest.queries import KnownQuery


class ListModelMixin(mixins.ListModelMixin, KnownQuery):
    """Says what REST framework's own does, and where columns are enough, reads nothing else."""

    ordering: Any
    kept: ClassVar[Mapping[str, Collection[str]] | None] = None
    """For a list that depends on nothing but the database, its address, the time, and who is signed in: what may
    follow the question mark where it is kept for visitors."""
    added: ClassVar[Collection[str]] = ()
    """What `complete` adds to the rows of a page, where the database would take long to say it of each."""
    prepared: ClassVar[dict[tuple[type, tuple[str, ...]], Any]] = {}

    @classmethod
    def as_view(cls, actions: dict[str, Any] | None = None, **initkwargs: Any) -> Any:
        view = super().as_view(actions, **initkwargs)
        is_kept = cls.kept is not None and (actions or {}).get("get") == "list"
        return kept_as_json(view, cls.kept or {}) if is_kept else view

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002  # as its base has it
        found = self.filter_queryset(self.get_queryset())
        layout = self.layout(found)
        if layout is None:
            page: Any = self.paginate_queryset(found)
            return self.get_paginated_response(self.get_serializer(page, many=True).data)
        show = layout.shown_in(self.get_serializer_context())
        page = self.paginate_queryset(as_rows(found, layout, self.ordering, but=self.added))
        self.complete(page)
        return self.get_paginated_response([show(row) for row in page])

    def complete(self, page: Any) -> None:
        """Put what is `added` into its rows."""

    def get_queryset(self) -> QuerySet[Any]:
        """Of a list, the columns that it shows: looking them up takes Django about as long as reading them."""
        view: Any = self
        every = view.queryset
        layout = self.layout(every) if self.action == "list" else None
        if layout is None:
            return super().get_queryset()
        key = (type(self), tuple(self.ordering))
        if key not in self.prepared:
            self.prepared[key] = as_rows(every, layout, self.ordering, but=self.added)
        rows: QuerySet[Any] = self.prepared[key].all()
        return rows

    def layout(self, found: Any) -> Layout | None:
        serializer_class: Any = self.get_serializer_class()
        return layout_of(serializer_class, found.model)


def kept_as_json(view: Any, choices: Mapping[str, Collection[str]]) -> Any:
    """What is kept costs next to nothing, so no one is counted who asks for it."""

    @kept_for_visitors(**choices)
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs).render()
        return response

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        accepts = request.headers.get("Accept", "*/*")
        is_usual = "indent" not in accepts and request.accepts("application/json")
        return (kept if is_usual else view)(request, *args, **kwargs)

    return shown


def as_rows(found: Any, layout: Layout, ordering: Iterable[str], *, but: Collection[str] = ()) -> Any:
    """Pages begin with a position in the ordering, so that is read as well."""
    if found.query.has_select_fields:
        return found
    return found.values(*layout.columns.difference(but), *(name.removeprefix("-") for name in ordering))
