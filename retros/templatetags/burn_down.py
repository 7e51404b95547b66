"""`{% burn_down event today %}`: how many next steps of an event were open, over time; without an event, of all."""

from datetime import date

from django.template import Library
from django.utils.safestring import SafeString

from planning.charts.course import course
from planning.events.models import Event
from retros.nextsteps.charts.burndown import BurnDown
from retros.nextsteps.charts.counting import ChartMark, burn_down_of

register = Library()


@register.inclusion_tag("retros/nextsteps/charts/_burn_down.html")
def burn_down(event: Event | None, today: date) -> dict[str, object]:
    chart, marks = burn_down_of(event, today=today)
    return {"event": event, "chart": chart, "marks": marks, "picture": picture(chart, marks)}


def picture(chart: BurnDown, marks: list[ChartMark]) -> SafeString | None:
    """None if there is no time to draw: nothing was added, or only today."""
    if len(chart.points) < 2:
        return None
    first, span = chart.points[0].day, (chart.points[-1].day - chart.points[0].day).days
    line = [((point.day - first).days / span, point.open) for point in chart.points]
    return course(line, chart.most, [(mark.day - first).days / span for mark in marks])
