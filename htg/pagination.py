"""Lists in pages that stay put while rows are added: each page says where the next one begins."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Each view names its `ordering`. The first field is never empty, and the last tells equal rows apart."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    # Rows that begin alike, say all steps without a due date, are told apart by counting. Where the counting is cut
    # off, the same page comes again and again.
    offset_cutoff = 1_000_000

    def get_ordering(self, _request: Any, _queryset: Any, view: Any) -> tuple[str, ...]:
        ordering: tuple[str, ...] = view.ordering
        return ordering

    def decode_cursor(self, request: Any) -> Any:
        cursor = super().decode_cursor(request)
        if cursor is not None and "\x00" in str(cursor.position):  # which PostgreSQL takes in no text
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError) as error:  # a position somebody made up: no number, or no date
            raise NotFound(self.invalid_cursor_message) from error
