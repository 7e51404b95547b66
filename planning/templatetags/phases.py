"""Where an event is: `{{ event|phase_at:now }}` and `{% stepper event now %}`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.template import Library
from django.utils import timezone
from django.utils.formats import date_format

from planning.events.models import DEADLINES, Event
from planning.events.phases import Phase
from planning.texts.plurals import counted

register = Library()


@dataclass(frozen=True)
class Step:
    """One phase on the way. `until` is the deadline it ends with; the last one has none."""

    number: int
    phase: Phase
    state: str
    until: datetime | None


@register.filter
def phase_at(event: Event, now: datetime) -> Phase:
    return event.phase_at(now)


@register.filter
def phase_ends(event: Event, now: datetime) -> datetime | None:
    """When the present phase ends; None for an event that is closed."""
    upcoming = event.next_deadline(now)
    return upcoming[1] if upcoming else None


@register.filter
def is_before(phase: Phase, other: str) -> bool:
    """`{% if event|phase_at:now|is_before:"hacking" %}`"""
    return phase.is_before(Phase(other))


@register.filter
def as_logged(value: object) -> str:
    """A value in the log: a moment, a day, or anything else about an event."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "D j M Y, H:i")
    if isinstance(value, date):
        return date_format(value, "D j M Y")
    return "" if value is None else str(value)


@register.filter
def month(slug: str) -> str:
    """An event's month as people say it: `2023-05` is May 2023."""
    year, number = slug.split("-")
    return f"{date(int(year), int(number), 1):%B %Y}"


@register.inclusion_tag("planning/events/_stepper.html")
def stepper(event: Event, now: datetime, *, full: bool = False) -> dict[str, object]:
    """The seven phases with their deadlines. `full` keeps all of them readable on a phone."""
    present = event.phase_at(now)
    return {"steps": list(steps(event, present)), "present": present, "full": full, "now": now}


def steps(event: Event, present: Phase) -> Iterator[Step]:
    until = {phase: getattr(event, field) for field, phase in DEADLINES.items()}
    for number, phase in enumerate(Phase, start=1):
        state = "current" if phase is present else "past" if phase.is_before(present) else "future"
        yield Step(number=number, phase=phase, state=state, until=until.get(phase))


@register.filter
def lasting_until(lasting: Mapping[str, timedelta], deadline: str) -> str:
    """How long the phase lasts that ends with the deadline: “4 weeks 2 days”."""
    length = lasting.get(deadline)
    if length is None:
        return ""
    weeks, days, hours = length.days // 7, length.days % 7, length.seconds // 3600
    parts = [counted(number, unit) for number, unit in ((weeks, "week"), (days, "day"), (hours, "hour")) if number]
    return " ".join(parts[:2]) or "less than an hour"
