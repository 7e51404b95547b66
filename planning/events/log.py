"""How an event's deadlines came to be what they are: who moved them, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from planning.events.deadlines import LABELS
from planning.events.models import Event


@dataclass(frozen=True)
class Move:
    """One deadline that was changed."""

    label: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True)
class Change:
    """What one person changed at once. `who` is empty for a change made by a command."""

    at: datetime
    who: str
    why: str
    moves: tuple[Move, ...]


def deadline_changes(event: Event) -> Iterator[Change]:
    """The changes to the event's deadlines, newest first, by people's names at the event. Two queries."""
    names = dict(event.attendees.exclude(user=None).values_list("user", "name"))
    records = event.history.select_related("history_user").order_by("-history_date", "-history_id")
    for after, before in pairwise(records):
        moves = tuple(moved(before, after))
        if moves:
            user = after.history_user
            who = (names.get(user.pk) or user.get_full_name() or "an admin") if user else ""
            yield Change(after.history_date, who, after.history_change_reason or "", moves)


def moved(before: Any, after: Any) -> Iterator[Move]:
    """The deadlines that differ between two records of the event's history."""
    for field, label in LABELS.items():
        if getattr(before, field) != getattr(after, field):
            yield Move(label, getattr(before, field), getattr(after, field))
