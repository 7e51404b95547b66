"""The number on the home page: the share of next steps that is closed before the next hackathon begins."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from planning.charts import Bar
from planning.events.models import Event
from retros.nextsteps.burndown import Share
from retros.nextsteps.fates import shares_of_all


@dataclass(frozen=True)
class Settled:
    """The latest event in large, and a bar for each. `next` is None where no later event is planned."""

    share: Share
    event: Event
    next: Event | None
    bars: tuple[Bar, ...]

    any_unknown: bool

    @property
    def figure(self) -> str:
        return f"{self.share.percent} {up_to(self.share)}"


def settled(*, today: date) -> Settled | None:
    """Three queries. None as long as no event that is over has a next step."""
    shares = shares_of_all(today=today)
    if not shares:
        return None
    events = Event.objects.in_bulk([share.event for share in shares] + [shares[-1].next_event], field_name="slug")
    latest = shares[-1]
    bars = tuple(bar_of(share, events[share.event]) for share in shares)
    return Settled(
        latest,
        events[latest.event],
        events.get(latest.next_event),
        bars,
        any_unknown=any(share.unknown for share in shares),
    )


def up_to(share: Share) -> str:
    """What stands behind the number: `%`, or `to 55 %` where it is not known of some when they were closed."""
    return "%" if share.percent_at_most == share.percent else f"to {share.percent_at_most} %"


def bar_of(share: Share, event: Event) -> Bar:
    so_far = "" if share.is_over else " so far"
    return Bar(
        str(event),
        share.percent,
        note=f"{up_to(share)} of {share.all}{so_far}",
        kind="is-done",
        url=f"{reverse('next-steps')}?event={event.slug}&state=any",
    )
