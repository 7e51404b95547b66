"""What became of next steps, counted by the database: once for each event, until something about its steps changes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from planning.caching.values import kept_by_event
from planning.events.models import Event
from retros.nextsteps.charts.burndown import BurnDown, Share, StepCount, burn_down_from, shares_by_event
from retros.nextsteps.listing.choosing import LAST_CERTAIN_DAY
from retros.nextsteps.models import NextStep

UNOWNED = ExpressionWrapper(Q(owner=None, owner_organization=None), output_field=BooleanField())

Group = tuple[str, date | None, bool, int]


@dataclass(frozen=True)
class StepGroup:
    """A number of next steps of an event, known by its id, that were closed on the same day or are all open."""

    event: int
    state: str
    closed_on: date | None
    is_unowned: bool
    steps: int

    @property
    def is_open(self) -> bool:
        return self.state == NextStep.State.OPEN


def groups_of(events: Iterable[Event]) -> list[StepGroup]:
    """Of their steps. Two queries at most."""
    kept = kept_by_event("groups-of-steps", [event.pk for event in events], count_groups)
    return [StepGroup(event, *group) for event, groups in kept.items() for group in groups]


def count_groups(events: Collection[int]) -> Mapping[int, list[Group]]:
    """Plain tuples: they take less to be kept."""
    steps = NextStep.objects.filter(topic__event__in=events).order_by()
    counts: dict[int, list[Group]] = {}
    for event, *group in steps.values_list("topic__event", "state", "closed_on", UNOWNED).annotate(Count("pk")):
        counts.setdefault(event, []).append(tuple(group))
    return counts


def counts_of(events: Collection[Event]) -> Iterator[StepCount]:
    """Of their steps, with the dates of the events."""
    return with_dates(groups_of(events), events)


def with_dates(groups: Iterable[StepGroup], events: Iterable[Event]) -> Iterator[StepCount]:
    by_id = {event.pk: event for event in events}
    for group in groups:
        event = by_id[group.event]
        noted_on = day_noted(event.slug, event.ends_on)
        yield StepCount(event.slug, noted_on, not group.is_open, group.closed_on, group.steps)


def day_noted(slug: str, ends_on: date | None) -> date:
    """When the next steps of an event were noted: on its last day, as far as that is known."""
    return ends_on or first_day_of_month(slug).replace(day=LAST_CERTAIN_DAY)


@dataclass(frozen=True)
class ChartMark:
    """The day on which another event began."""

    event: str
    day: date


def burn_down_of(event: Event | None, *, today: date) -> tuple[BurnDown, list[ChartMark]]:
    """For all events if none is given."""
    events = all_events()
    chart = burn_down_from(counts_of([event] if event else events), today=today)
    return chart, marks_in(chart, event, events)


def marks_in(chart: BurnDown, event: Event | None, events: Iterable[Event]) -> list[ChartMark]:
    """Events that began since: the next one of an event, or each of them."""
    if not chart.points:
        return []
    first, last = chart.points[0].day, chart.points[-1].day
    later = [ChartMark(slug, day) for slug, day in first_days(events) if not event or slug > event.slug]
    return [mark for mark in (later[:1] if event else later) if first < mark.day < last]


def shares_of_all(*, today: date) -> list[Share]:
    events = all_events()
    return shares_by_event(counts_of(events), first_days(events), today=today)


def all_events() -> list[Event]:
    """As far as a picture needs them."""
    return list(Event.objects.order_by("slug").only("slug", "name", "starts_on", "ends_on"))


def first_days(events: Iterable[Event]) -> list[tuple[str, date]]:
    """If the dates of one are not known, the start of its month counts."""
    return [(event.slug, event.starts_on or first_day_of_month(event.slug)) for event in events]


def first_day_of_month(slug: str) -> date:
    return date.fromisoformat(f"{slug}-01")
