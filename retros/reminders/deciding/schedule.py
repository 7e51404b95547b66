"""When a step is reminded of. Pure: it knows neither database nor clock.

Missed days bring one reminder, not many: the next one is counted from the day the last one went out.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Plan:
    """How often, and whom. Nothing goes out until `quiet_until` has passed: the grace after an event."""

    days_before: int = 0
    repeat_days: int = 14
    escalate_after: int = 3
    end_after: int = 6
    quiet_until: date | None = None

    def first_on(self, due_on: date) -> date:
        # A mistyped year must not hold up everybody's reminders: before the first day there is none.
        first = date.fromordinal(max(due_on.toordinal() - self.days_before, date.min.toordinal()))
        return max(first, self.quiet_until + timedelta(days=1)) if self.quiet_until else first

    def next_on(self, due_on: date, *, sent: int, last_on: date | None) -> date | None:
        """When the next reminder goes out, after `sent` in this round, the last on `last_on`. None: no more.

        A round begins with a due date, or when a step is opened again. Then the last one was of the round before.
        """
        if sent >= self.end_after:
            return None
        first = self.first_on(due_on)
        return max(first, last_on + timedelta(days=self.repeat_days)) if last_on else first

    def is_for_organizers(self, place: int) -> bool:
        """Whether the reminder in this place of its round goes to the organizers too: those before got no answer."""
        return place > self.escalate_after

    def is_last(self, place: int) -> bool:
        return place >= self.end_after
