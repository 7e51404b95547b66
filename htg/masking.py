"""Addresses as a log may show them: a link from a mail is a key, and whoever reads the log does not get it.

What a route takes is shown if its name stands here, and hidden otherwise: a route that is added later is safe as it is.
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
"""What is no key, by the name that routes give to it."""
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
    """What the route takes from the path, by its name, or nothing if none leads there."""
    for tried in (path, f"{path}/"):
        try:
            match = resolve(tried)
        except Resolver404:
            continue
        return {f"{number}": value for number, value in enumerate(match.args)} | match.kwargs
    return None


def mask_unknown(path: str) -> str:
    """It may be a link that broke on its way."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{first if len(first) <= LONGEST else HIDDEN}{'/' + HIDDEN if rest else ''}"


class KeysHidden(logging.Filter):
    """For what Django logs of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(mask(arg) if arg == request.path else arg for arg in record.args)
        return True
