"""Admin pages for what has happened. It can be read and, with the right, deleted, but not changed."""

from typing import Any

from django.http import HttpRequest


class ReadOnlyAdmin:
    """Goes before ModelAdmin among the bases."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # asked of inlines with two arguments
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  # as above
        return False
