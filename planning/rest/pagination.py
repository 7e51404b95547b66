"""Lists in pages. Those of rows stay put while rows are added: each page says where the next one begins."""

from typing import Any

from django.core.exceptions import ValidationError as NoSuchValue
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.request import Request

SIZES = ("100", "200")
"""That are asked for often enough to be kept."""


class Pages(CursorPagination):
    """Each view names its `ordering`. The first field is never empty, and the last tells equal rows apart."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    # Rows that start alike, say all steps without a due date, are told apart by counting. If the counting is cut
    # short, the same page comes back again and again.
    offset_cutoff = 1_000_000

    def get_ordering(self, _request: Any, _queryset: Any, view: Any) -> tuple[str, ...]:
        ordering: tuple[str, ...] = view.ordering
        return ordering

    def get_page_size(self, request: Any) -> int:
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= self.max_page_size):
            raise ValidationError({self.page_size_query_param: [f"Write a number from 1 to {self.max_page_size}."]})
        return int(asked)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        of_size = next(parameter for parameter in described if parameter["name"] == self.page_size_query_param)
        of_size["schema"] |= {"minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return described

    def decode_cursor(self, request: Any) -> Any:
        cursor = super().decode_cursor(request)
        if cursor is not None and "\x00" in str(cursor.position):  # which PostgreSQL accepts in no text
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, NoSuchValue) as error:  # a made-up position: not a number, or not a date
            raise NotFound(self.invalid_cursor_message) from error


class NumberedPages(PageNumberPagination):
    """For what is worked out anew for each request, so that there is no row to go on from. They begin with 1."""

    page_size = 50
    page_query_description = "Which page of the list. Each names the next one."
    last_page_strings = ()
    invalid_page_message = "There is no such page. Leave out `page` to begin with the first one."

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        return super().paginate_queryset(queryset, request, view) or []

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        described[0]["schema"] |= {"minimum": 1, "default": 1}
        return described

    def places(self) -> dict[str, str | None]:
        """Of the pages before and after, for an answer that says more than a list does."""
        return {"next": self.get_next_link(), "previous": self.get_previous_link()}


PAGE = OpenApiParameter(
    "page", {"type": "integer", "minimum": 1, "default": 1}, description=NumberedPages.page_query_description
)
"""For the description of such an answer."""
