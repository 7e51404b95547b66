"""The number on the home page: the share of next steps closed before the next hackathon begins."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from planning.charts import Bar
from planning.events.models import Event
from retros.nextsteps.charts.burndown import Share
from retros.nextsteps.charts.counting import shares_of_all

FEW = 20


@dataclass(frozen=True)
class Settled:
    """The latest event in large, and a bar for each. `next` is None if no later event is planned."""

    share: Share
    event: Event
    next: Event | None
    bars: tuple[Bar, ...]
    most: int
    any_unknown: bool

    @property
    def figure(self) -> str:
        """If there are few, how many: a percentage would sound like more."""
        share = self.share
        if share.all < FEW:
            return f"{share.settled}{up_to(share)}"
        known = share.percent_at_most == share.percent
        return f"{share.percent} %" if known else f"{share.percent} to {share.percent_at_most} %"


def load_settled(*, today: date) -> Settled | None:
    """Three queries. None until an event that is over has a next step."""
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
        most=max(share.all for share in shares),
        any_unknown=any(share.unknown for share in shares),
    )


def up_to(share: Share) -> str:
    """What follows the number: ` to 5` if for some it is not known when they were closed."""
    return f" to {share.settled + share.unknown}" if share.unknown else ""


def bar_of(share: Share, event: Event) -> Bar:
    so_far = "" if share.is_over else " so far"
    return Bar(
        str(event),
        share.settled,
        note=f"{up_to(share)} of {share.all}{so_far}".strip(),
        kind="is-done",
        url=f"{reverse('next-steps')}?event={event.slug}&state=any",
    )
