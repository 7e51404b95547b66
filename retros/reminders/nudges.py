"""What the phases of events ask of people: a vote, wishes, a report, a demo."""

from datetime import datetime

from retros.reminders.contents import PhaseItem


def phase_items(now: datetime) -> dict[int, list[PhaseItem]]:
    """What each person is to be nudged about, by their pk."""
    return {}
