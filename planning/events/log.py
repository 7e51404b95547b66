"""How an event came to be as it is: who changed its deadlines, days and settings, when and why."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any, overload

from django.db.models import BooleanField, F, Func, Q, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext_noop

from planning.events.deadlines import DAY_LABELS, LABELS
from planning.events.election import ELECTION
from planning.events.models import DAYS, DEADLINES, Event

SCHEDULE = (*DEADLINES, *DAYS)
SETTINGS = {
    "name": "Name",
    "venue": gettext_noop("Venue"),
    "venue_url": "Website of the venue",
    "getting_there": "Address and how to get there",
    "cost": "Cost",
    "introduction": "Words of welcome",
    "entry": "Who may come",
    "seats": "Seats",
    "votes_per_ballot": "Votes on a ballot",
    "late_topics": "Topics proposed once voting has opened",
    "team_size_min": "Smallest team",
    "team_size_max": "Largest team",
    "topics_url": "Notes on the topics",
    "review_url": "Notes of the review meeting",
    **ELECTION,
    "asks_diet": "Ask people what they eat",
    "asks_shirt": "Ask people for their T-shirt size",
}
"""What organizers decide apart from the schedule. The reason for a change is kept for all of it."""
TEXTS = {"venue", "venue_url", "getting_there", "cost", "introduction", "topics_url", "review_url"}
"""Of which the log tells only that, and why, they were changed."""
LOGGED = LABELS | DAY_LABELS | {name: label for name, label in SETTINGS.items() if name not in TEXTS}


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


class ChangeLog(Sequence[LoggedChange]):
    """The changes to what is listed here, newest first, by people's names at the event.

    Three queries for all that is taken of it at once, however much has changed.
    """

    def __init__(self, event: Event) -> None:
        self.event = event

    def __len__(self) -> int:
        return len(self.pairs)

    @overload
    def __getitem__(self, place: int) -> LoggedChange: ...
    @overload
    def __getitem__(self, place: slice) -> list[LoggedChange]: ...
    def __getitem__(self, place: int | slice) -> LoggedChange | list[LoggedChange]:
        if isinstance(place, int):
            return self.read([self.pairs[place]])[0]
        return self.read(self.pairs[place])

    def __iter__(self) -> Iterator[LoggedChange]:
        return iter(self.read(self.pairs))

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """The numbers of the records that changed something, and of those before them."""
        return list(records_that_changed(self.event).values_list("pk", "before_pk"))

    def find(self, number: int) -> LoggedChange | None:
        return next(iter(self.read([pair for pair in self.pairs if pair[0] == number])), None)

    def read(self, pairs: Collection[tuple[int, int]]) -> list[LoggedChange]:
        if not pairs:
            return []
        history = self.event.history.select_related("history_user").defer("introduction")
        records = history.in_bulk({number for pair in pairs for number in pair})
        names = {user: name for names_at in known_as for user, name in names_at(self.event).items()}
        return [change_of(self.event, records[after], records[before], names) for after, before in pairs]


def records_that_changed(event: Event) -> Any:
    """Of the event's history, with `before_pk`: what says why, or differs from what was before in what is listed."""
    before = {f"before_{name}": Window(Lag(name), order_by=["history_date", "history_id"]) for name in ("pk", *LOGGED)}
    differs = [Q(Differs(F(name), F(f"before_{name}"))) for name in LOGGED]
    gives_reason = Q(history_change_reason__gt="")
    records = event.history.annotate(**before).filter(reduce(or_, differs, gives_reason), before_pk__isnull=False)
    return records.order_by("-history_date", "-history_id")


class Differs(Func):
    """Whether two columns do, where either may be empty."""

    output_field = BooleanField()
    arity = 2
    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, arg_joiner=" IS NOT ", **context)


def change_of(event: Event, after: Any, before: Any, names: Mapping[int, str]) -> LoggedChange:
    user, moves = after.history_user, tuple(moves_between(before, after))
    return LoggedChange(
        number=after.pk,
        at=after.history_date,
        who=(names.get(user.pk) or user.get_full_name() or "an admin") if user else "",
        why=after.history_change_reason or "",
        moves=moves,
        can_be_undone=bool(moves) and all(stands(move, event) for move in moves),
    )


def moves_between(before: Any, after: Any) -> Iterator[Move]:
    """What differs between two records in the event's history."""
    for field in LOGGED:
        if getattr(before, field) != getattr(after, field):
            yield Move(field, getattr(before, field), getattr(after, field))


def stands(move: Move, event: Event) -> bool:
    """Whether it is about the schedule, and has not been overtaken by a later change."""
    return move.field in SCHEDULE and move.before is not None and getattr(event, move.field) == move.after
