"""Which tables are watched: all of our own, but for those that say why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

watched_apps: set[str] = set()
not_shown: dict[str, str] = {}
"""Models of which visitors who are not signed in are never shown anything, each with the reason.

The contents page of each app fills both. A new model is watched unless it is named here.
"""


@dataclass(frozen=True)
class WayToEvent:
    """Which columns are counted for an event, and the way there from a row: `step__topic__event`."""

    way: str
    columns: tuple[str, ...] = ()


ways_to_event: dict[str, WayToEvent] = {}
"""Models that are counted for an event; and those that lie on the way, as the end of a row moves with them.

The contents pages fill it too. A change of other columns leaves what is kept as it is.
"""


def watched_tables() -> Iterator[str]:
    """Those between two models as well, and those of the history."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label in watched_apps and meta.label not in not_shown:
            yield meta.db_table


def models_of_events() -> Iterator[tuple[type[Model], WayToEvent]]:
    for label, way in sorted(ways_to_event.items()):
        yield apps.get_model(label), way
