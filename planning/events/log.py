"""How an event came to be as it is: who changed its deadlines, days and settings, when and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from planning.events.deadlines import DAY_LABELS, LABELS
from planning.events.models import DAYS, DEADLINES, Event

SCHEDULE = (*DEADLINES, *DAYS)
SETTINGS = {
    "venue": "Venue",
    "venue_url": "Website of the venue",
    "seats": "Seats",
    "votes_per_ballot": "Votes on a ballot",
    "late_topics": "Topics proposed once voting has opened",
}
LOGGED = LABELS | DAY_LABELS | {name: label for name, label in SETTINGS.items() if not name.startswith("venue")}


@dataclass(frozen=True)
class Move:
    """One deadline, or another fact, that was changed."""

    field: str
    before: datetime | date | int | str | None
    after: datetime | date | int | str | None

    @property
    def label(self) -> str:
        return LOGGED[self.field]


known_as: list[Callable[[Event], Mapping[int, str]]] = []
"""How later rooms call those who changed an event, by the ids of their accounts."""


@dataclass(frozen=True)
class LoggedChange:
    """What one person changed at once. `who` is empty for a change made by a command."""

    number: int
    at: datetime
    who: str
    why: str
    moves: tuple[Move, ...]
    can_be_undone: bool


def deadline_changes(event: Event) -> Iterator[LoggedChange]:
    """The changes to what is listed here, newest first, by people's names at the event. Two queries."""
    names = {user: name for names_at in known_as for user, name in names_at(event).items()}
    history = event.history.select_related("history_user").defer("introduction")
    records = history.order_by("-history_date", "-history_id")
    for after, before in pairwise(records):
        moves, why = tuple(moves_between(before, after)), after.history_change_reason or ""
        if moves or why:
            user = after.history_user
            who = (names.get(user.pk) or user.get_full_name() or "an admin") if user else ""
            can_be_undone = bool(moves) and all(stands(move, event) for move in moves)
            yield LoggedChange(after.pk, after.history_date, who, why, moves, can_be_undone)


def moves_between(before: Any, after: Any) -> Iterator[Move]:
    """What differs between two records in the event's history."""
    for field in LOGGED:
        if getattr(before, field) != getattr(after, field):
            yield Move(field, getattr(before, field), getattr(after, field))


def stands(move: Move, event: Event) -> bool:
    """Whether it is about the schedule, and has not been overtaken by a later change."""
    return move.field in SCHEDULE and move.before is not None and getattr(event, move.field) == move.after
