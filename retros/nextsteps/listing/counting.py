"""How many steps each view of the list has. The database counts in its indexes, and reads as few steps as it can."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Count, Q

from planning.caching.values import kept_value
from planning.events.models import Event
from retros.nextsteps.listing.choosing import ANY, Reader, View, in_view, views_for
from retros.nextsteps.models import QUIET_DAYS, NextStep, NextStepQuerySet

State = NextStep.State
States = dict[str, int]
"""How many there are in each state."""


def count_views(steps: NextStepQuerySet, reader: Reader) -> dict[View, States]:
    """A query for each view, and two more. Of all steps, only what is the reader's own is counted every time."""
    if not are_all(steps):
        return {view: count_view(view, steps, reader) for view in views_for(reader)}
    nobody = Reader(user=None, familiar=frozenset(), organization=None, today=reader.today)
    shared = kept_value(
        f"steps-in-views/{reader.today}",
        lambda: {view: count_view(view, steps, nobody) for view in views_for(nobody)},
    )
    return {view: shared[view] if view in shared else count_view(view, steps, reader) for view in views_for(reader)}


def count_by_topic(steps: NextStepQuerySet) -> list[tuple[int, str, int]]:
    """By topic and state, as the index has them: SQLite would read the steps to count those in one state."""
    counts = steps.order_by().values_list("topic", "state").annotate(Count("pk"))
    return kept_value("steps-by-topic", lambda: list(counts)) if are_all(steps) else list(counts)


def are_all(steps: NextStepQuerySet) -> bool:
    """Whether nothing was asked of them."""
    return not steps.query.where


def total(view: View, counts: States, *, state: str) -> int:
    """How many of the view are in this state, or in any."""
    return sum(counts.values()) if state == ANY or view.is_about_open else counts.get(state, 0)


def count_view(view: View, steps: NextStepQuerySet, reader: Reader) -> States:
    if view == View.QUIET:  # by what is not in it, which is less
        return {State.OPEN: steps.open().order_by().count() - count_busy(steps, reader.today)}
    held = steps.filter(in_view(view, reader))
    return {State.OPEN: held.order_by().count()} if view.is_about_open else held.count_by_state()


def count_busy(steps: NextStepQuerySet, today: date) -> int:
    """Open steps that have not gone quiet. They are fewer than the others, and found by their day or by their event."""
    by_last_day: dict[date, list[int]] = defaultdict(list)
    recent = []
    for event, ends_on, days in Event.objects.order_by().values_list("pk", "ends_on", "follow_up__quiet_days"):
        last = today - timedelta(days=days or QUIET_DAYS)
        by_last_day[last].append(event)
        if ends_on and ends_on > last:
            recent.append(event)
    since = Q(pk__in=[])
    for last, events in by_last_day.items():
        since |= Q(active_on__gt=last, topic__event__in=events)
    earliest = min(by_last_day, default=today)
    active = steps.open().filter(since, active_on__gt=earliest).order_by().count()
    # The state as what is counted, not as what is looked for: SQLite would begin with all open steps.
    still = Count("pk", filter=Q(state=State.OPEN, active_on=None))
    untouched = steps.filter(topic__event__in=recent).order_by().aggregate(still=still)["still"]
    return active + int(untouched)
