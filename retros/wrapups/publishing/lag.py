"""How long the wrap-ups took, over all events."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone

from planning.charts.bars import Bar
from planning.events.models import Event
from retros.wrapups.models import WrapUp


@dataclass(frozen=True)
class Lag:
    """Days from an event's last day to its wrap-up, or to today while it is pending. `due` is how many it was given."""

    event: Event
    days: int
    due: int | None
    is_published: bool

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.days > self.due


def lags(among: Collection[Event], *, now: datetime) -> list[Lag]:
    """Of those that are over and whose dates are known, oldest first: one query."""
    today = timezone.localdate(now)
    these = Event.objects.filter(pk__in=[event.pk for event in among], ends_at__lte=now)
    over = these.select_related("wrap_up").order_by("slug")
    waiting_or_published = ((event, wrap_up_of(event)) for event in over)
    return [
        Lag(event, days, due=days_to_due(event), is_published=wrap_up.is_published)
        for event, wrap_up in waiting_or_published
        if (days := wrap_up.lag_in_days(today)) is not None
    ]


def wrap_up_of(event: Event) -> WrapUp:
    found: WrapUp | None = getattr(event, "wrap_up", None)
    return found or WrapUp(event=event)


def days_to_due(event: Event) -> int | None:
    if event.wrap_up_due_at is None or event.ends_on is None:
        return None
    return (timezone.localdate(event.wrap_up_due_at) - event.ends_on).days


def lag_bar(lag: Lag) -> Bar:
    """With a mark where its wrap-up was due."""
    url = reverse("wrap-up", args=[lag.event.slug])
    return Bar(str(lag.event), lag.days, note=lag_note(lag), kind=bar_kind(lag), url=url, mark=lag.due)


def lag_note(lag: Lag) -> str:
    waiting = "" if lag.is_published else " so far"
    due = "" if lag.due is None else f", due after {lag.due}"
    return f"day{pluralize(lag.days)}{waiting}{due}"


def bar_kind(lag: Lag) -> str:
    if lag.is_late:
        return "is-overdue"
    return "is-done" if lag.is_published else "is-open"
