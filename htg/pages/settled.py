"""The share of next steps closed before the next hackathon begins."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from planning.charts.bars import Bar
from planning.events.models import Event
from retros.nextsteps.charts.burndown import Share, shares_by_event
from retros.nextsteps.charts.counting import StepGroup, first_days, with_dates

FEW = 20
MOST = 8
"""Bars, for the latest events: four years, as things are."""


@dataclass(frozen=True)
class Settled:
    """The latest event in words, and a bar for each. `next` is None if no later event is planned."""

    share: Share
    event: Event
    next: Event | None
    bars: tuple[Bar, ...]
    most: int
    any_unknown: bool

    @property
    def figure(self) -> str:
        """How many, if they are few or not all known: a percentage would sound like more."""
        share = self.share
        return f"{share.settled}{up_to(share)}" if share.all < FEW or share.unknown else f"{share.percent} %"


def load_settled(groups: Iterable[StepGroup], events: Collection[Event], *, today: date) -> Settled | None:
    """None until an event that is over has a next step."""
    by_slug = {event.slug: event for event in events}
    shares = shares_by_event(with_dates(groups, events), first_days(events), today=today)[-MOST:]
    if not shares:
        return None
    latest = shares[-1]
    bars = tuple(bar_of(share, by_slug[share.event]) for share in shares)
    return Settled(
        latest,
        by_slug[latest.event],
        by_slug.get(latest.next_event),
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
