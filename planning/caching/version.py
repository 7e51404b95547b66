"""What the site shows changes with every write, whatever wrote: a page, the admin, a script, someone with SQL.

The version is all stamps there are. They are random, so none comes back: not after a rollback, not when a backup is
played back while a cache lives on. Read the version first and the data after it: what is then kept under a version is
never older than that.
"""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection

from planning.caching.models import EventStamp, Stamp


def site_version() -> str | None:
    """None where it says nothing: within a transaction, which sees what no one else may ever see."""
    if connection.in_atomic_block:
        return None
    stamps = Stamp.objects.order_by("pk").values_list("pk", flat=True)
    return "".join(stamp.hex for stamp in stamps) or None


def event_versions(events: Collection[int]) -> dict[int, str] | None:
    """That of what each event's counts depend on, in one query. An event without one has not been stamped yet."""
    if connection.in_atomic_block:
        return None
    found: defaultdict[int, str] = defaultdict(str)
    stamps = EventStamp.objects.filter(event_id__in=events).order_by("pk").values_list("event_id", "pk")
    for event, stamp in stamps:
        found[event] += stamp.hex
    return dict(found)
