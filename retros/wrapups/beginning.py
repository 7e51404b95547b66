"""When an event is wrapped up: from the last day of its week on."""

from datetime import date, datetime

from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.rejection import Rejected


class WrapUpRejected(Rejected):
    """A wrap-up that cannot be published."""


def refuse_before_the_last_day(event: Event, *, now: datetime) -> None:
    if begins := begins_later(event, now=now):
        raise WrapUpRejected(f"It's too early: the wrap-up begins on the last day of the week, {day_in_words(begins)}.")


def begins_later(event: Event, *, now: datetime) -> date | None:
    """The last day of the week, when wrapping up begins; None once it has come or if the week was ended early."""
    is_ahead = event.ends_on is not None and timezone.localdate(now) < event.ends_on
    return event.ends_on if is_ahead and event.phase_at(now).is_before(Phase.REVIEW) else None


def day_in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
