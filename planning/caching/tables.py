"""Which tables are watched: all of our own, but for those that say why not."""

from collections.abc import Iterator

from django.apps import apps

watched_apps: set[str] = set()
not_shown: dict[str, str] = {}
"""Models of which visitors who are not signed in are never shown anything, each with the reason.

The contents page of each app fills both. A new model is watched unless it is named here.
"""


def watched_tables() -> Iterator[str]:
    """Those between two models as well, and those of the history."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label in watched_apps and meta.label not in not_shown:
            yield meta.db_table
