"""Addresses as a log may show them: a link from a mail is a key, and no one who reads the log gets it.

A route's parameter is shown if its name is listed here, and hidden otherwise: routes added later are safe as they are.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

SHOWN = {
    *("event", "slug", "topic", "topic_slug", "pk", "link_pk", "step"),
    *("action", "kind", "app_label", "content_type_id"),
}
"""What is not a key, by the name that routes give it."""
HIDDEN = "…"
LONGEST = 30


def mask(path: str) -> str:
    """On one line, whatever is in it."""
    taken = taken_from(path)
    shown = mask_unknown(path) if taken is None else mask_taken(path, taken)
    return shown if shown.isprintable() else f"/{HIDDEN}"


def mask_taken(path: str, taken: Mapping[str, Any]) -> str:
    hidden = (str(value) for name, value in taken.items() if name not in SHOWN)
    for value in sorted(filter(None, hidden), key=len, reverse=True):  # a long one may hold a short one
        path = path.replace(value, HIDDEN)
    return path


def taken_from(path: str) -> Mapping[str, Any] | None:
    """The route's parameters from the path, by name, or nothing if no route matches."""
    for tried in (path, f"{path}/"):
        try:
            match = resolve(tried)
        except Resolver404:
            continue
        return {f"{number}": value for number, value in enumerate(match.args)} | match.kwargs
    return None


def mask_unknown(path: str) -> str:
    """It may be a link that got broken on the way."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{first if len(first) <= LONGEST else HIDDEN}{'/' + HIDDEN if rest else ''}"


class KeysHidden(logging.Filter):
    """For what Django logs about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(mask(arg) if arg == request.path else arg for arg in record.args)
        return True
