"""Moments of one hackathon, so that a test can say when it happens."""

from datetime import UTC, datetime, timedelta

from planning.events.models import DEADLINES
from planning.events.phases import Phase


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


DEADLINES_OF_2026_12 = {
    "voting_opens_at": at(10, 1),
    "voting_closes_at": at(10, 15),
    "starts_at": at(11, 30),
    "ends_at": at(12, 4),
    "review_ends_at": at(12, 11),
    "wrap_up_due_at": at(12, 18),
}

BRAINSTORM = at(9, 15)
VOTING = at(10, 8)
TEAM_FORMATION = at(11, 1)
HACKING = at(12, 2)
REVIEW = at(12, 9)
WRAP_UP = at(12, 15)
CLOSED = at(12, 24)


def deadlines_around(now: datetime, phase: Phase) -> dict[str, datetime]:
    """Deadlines, four days apart, that put `now` in the middle of the phase: for views, which read the clock."""
    place = list(Phase).index(phase)
    return {field: now + timedelta(days=4 * (number - place) + 2) for number, field in enumerate(DEADLINES)}
