"""`{% burn_down event today %}`: how many next steps of an event were open, over time; of all events without one."""

from dataclasses import dataclass
from datetime import date

from django.template import Library
from django.utils.safestring import SafeString

from planning.charts import course
from planning.events.models import Event
from retros.nextsteps.burndown import BurnDown
from retros.nextsteps.fates import burn_down_of, first_days
from retros.nextsteps.models import NextStep

register = Library()


@dataclass(frozen=True)
class Mark:
    """The day on which another event began."""

    event: str
    day: date


@register.inclusion_tag("retros/_burn_down.html")
def burn_down(event: Event | None, today: date) -> dict[str, object]:
    """Two queries."""
    steps = NextStep.objects.filter(topic__event=event) if event else NextStep.objects.all()
    told = burn_down_of(steps, today=today)
    marks = marks_of(told, event)
    return {"event": event, "told": told, "marks": marks, "picture": picture(told, marks)}


def marks_of(told: BurnDown, event: Event | None) -> list[Mark]:
    """Events that began since: the next one of an event, or each of them."""
    if not told.points:
        return []
    first, last = told.points[0].day, told.points[-1].day
    later = [Mark(slug, day) for slug, day in first_days() if not event or slug > event.slug]
    return [mark for mark in (later[:1] if event else later) if first < mark.day < last]


def picture(told: BurnDown, marks: list[Mark]) -> SafeString | None:
    """None where there is no time to draw: nothing was noted, or it was today."""
    if len(told.points) < 2:
        return None
    first, span = told.points[0].day, (told.points[-1].day - told.points[0].day).days
    line = [((point.day - first).days / span, point.open) for point in told.points]
    return course(line, told.most, [(mark.day - first).days / span for mark in marks])
