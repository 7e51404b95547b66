"""The funnel of each event: from what was proposed to what was done about it later."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from htg.funnel.coming import Guests, guests_of
from htg.funnel.loading import topics_on_record
from htg.funnel.stages import NOT_KNOWN, Between, FunnelStage, stages_of
from htg.pages.harvest import bars_of, states_of
from planning.charts.bars import Bar
from planning.events.models import Event
from retros.nextsteps.charts.burndown import Share, shares_by_event
from retros.nextsteps.charts.counting import all_events, first_days, groups_of, with_dates
from retros.nextsteps.models import NextStep
from retros.wrapups.publishing.lag import Lag, lag_bar, lags

MANY_STEPS = 20
"""From so many on they are told as a percentage, too: of fewer it would sound like more."""


@dataclass(frozen=True)
class StepsOfEvent:
    """Its next steps by state, and the share of them that was closed before the next event began."""

    states: Counter[str]
    share: Share | None
    is_planned: bool

    @property
    def noted(self) -> int:
        return self.states.total()

    @property
    def closed(self) -> int:
        return self.noted - self.states[NextStep.State.OPEN]

    @property
    def percent(self) -> int | None:
        return 100 * self.closed // self.noted if self.closed and self.noted >= MANY_STEPS else None

    @property
    def in_time(self) -> Between | None:
        """None as long as the next event has not begun: until then, each may be in time."""
        share = self.share
        if share is None or not share.is_over:
            return None
        if not share.settled and not self.is_planned:  # those that are open were never looked after here
            return NOT_KNOWN
        return Between(share.settled, share.settled + share.unknown)

    @property
    def parts(self) -> tuple[Bar, ...]:
        """Those that are closed first."""
        by_state = bars_of(NextStep.State, self.states)
        return tuple(sorted(by_state, key=lambda part: part.label == NextStep.State.OPEN.label))


@dataclass(frozen=True)
class EventFunnel:
    event: Event
    stages: tuple[FunnelStage, ...]
    steps: StepsOfEvent
    lag: Lag | None
    guests: Guests

    @property
    def not_known(self) -> list[str]:
        """The stages of which nothing is on record."""
        return [stage.label.lower() for stage in self.stages if not stage.topics.is_known]

    @property
    def bar_of_lag(self) -> Bar | None:
        return lag_bar(self.lag) if self.lag else None


def funnels_of(events: Collection[Event], *, now: datetime) -> list[EventFunnel]:
    """The same queries for any number of events."""
    topics, guests = topics_on_record(events), guests_of(events)
    steps, waited = steps_of_events(events, now=now), {lag.event.pk: lag for lag in lags(events, now=now)}
    return [
        EventFunnel(event, stages_of(topics[event.pk]), steps[event.pk], waited.get(event.pk), guests[event.pk])
        for event in events
    ]


def steps_of_events(events: Collection[Event], *, now: datetime) -> dict[int, StepsOfEvent]:
    groups = groups_of(events)
    states, begins = states_of(groups), first_days(all_events())
    shares = shares_by_event(with_dates(groups, events), begins, today=timezone.localdate(now))
    by_slug = {share.event: share for share in shares}
    return {
        event.pk: StepsOfEvent(states.get(event.pk, Counter()), by_slug.get(event.slug), event.is_planned)
        for event in events
    }
