"""What became of next steps, counted by the database."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from planning.events.models import Event
from retros.nextsteps.charts.burndown import BurnDown, Share, StepCount, burn_down_from, shares_by_event
from retros.nextsteps.listing.choosing import LAST_CERTAIN_DAY
from retros.nextsteps.models import NextStep, NextStepQuerySet


def counts_of(steps: NextStepQuerySet) -> list[StepCount]:
    """One query, with a row for each day on which steps of an event were closed."""
    rows = (
        steps.order_by()
        .values_list("topic__event__slug", "topic__event__ends_on", "state", "closed_on")
        .annotate(Count("pk"))
    )
    return [
        StepCount(
            event=slug,
            noted_on=day_noted(slug, ends_on),
            is_closed=state != NextStep.State.OPEN,
            closed_on=closed_on,
            steps=steps_of_it,
        )
        for slug, ends_on, state, closed_on, steps_of_it in rows
    ]


def day_noted(slug: str, ends_on: date | None) -> date:
    """When the next steps of an event were noted: on its last day, as far as that is known."""
    return ends_on or first_day_of_month(slug).replace(day=LAST_CERTAIN_DAY)


def burn_down_of(event: Event | None, *, today: date) -> BurnDown:
    """For all events if none is given. One query."""
    steps = NextStep.objects.filter(topic__event=event) if event else NextStep.objects.all()
    return burn_down_from(counts_of(steps), today=today)


@dataclass(frozen=True)
class ChartMark:
    """The day on which another event began."""

    event: str
    day: date


def chart_marks(chart: BurnDown, event: Event | None) -> list[ChartMark]:
    """Events that began since: the next one of an event, or each of them. One query."""
    if not chart.points:
        return []
    first, last = chart.points[0].day, chart.points[-1].day
    later = [ChartMark(slug, day) for slug, day in first_days() if not event or slug > event.slug]
    return [mark for mark in (later[:1] if event else later) if first < mark.day < last]


def shares_of_all(*, today: date) -> list[Share]:
    """Two queries."""
    return shares_by_event(counts_of(NextStep.objects.all()), first_days(), today=today)


def first_days() -> list[tuple[str, date]]:
    """For all events. If the dates of one are not known, the start of its month counts."""
    events = Event.objects.order_by("slug").values_list("slug", "starts_on")
    return [(slug, starts_on or first_day_of_month(slug)) for slug, starts_on in events]


def first_day_of_month(slug: str) -> date:
    return date.fromisoformat(f"{slug}-01")
