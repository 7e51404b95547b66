"""How many steps each view of the list has, by event: those of all steps are kept, and summed up for each reader."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from django.db.models import Count, Q

from planning.caching.values import kept_by_event, kept_value
from planning.events.models import Event
from retros.nextsteps.listing.choosing import ANY, Reader, View, in_view, views_for
from retros.nextsteps.models import NextStep, NextStepQuerySet

State = NextStep.State
States = Mapping[str, int]
"""How many there are in each state."""
ByEvent = Mapping[int, States]
Counts = dict[View, ByEvent]

Row = TypeVar("Row")
Column = TypeVar("Column")


def count_views(steps: NextStepQuerySet, reader: Reader) -> Counts:
    """Of all steps, only what is the reader's own is counted every time."""
    shared = kept_counts(reader.today) if are_all(steps) else count_shared(steps, reader.today)
    own = {view: steps.filter(in_view(view, reader)) for view in (View.MINE, View.OURS)}
    counts: Counts = {}
    for view in views_for(reader):
        if view == View.OURS and are_all(steps):  # the same for all from there who may know the same people
            name = f"steps-of-organization/{reader.organization}/{reader.knows}"
            counts[view] = kept_value(name, partial(count_states, own[view]))
        else:
            counts[view] = count_states(own[view]) if view in own else shared.get(view, {})
    return counts


def are_all(steps: NextStepQuerySet) -> bool:
    """Whether nothing was asked of them."""
    return not steps.query.where


def total(view: View, counts: States, *, state: str) -> int:
    """How many of the view are in this state, or in any."""
    return sum(counts.values()) if state == ANY or view.is_about_open else counts.get(state, 0)


def of_all_events(counts: ByEvent) -> States:
    summed: Counter[str] = Counter()
    for states in counts.values():
        summed.update(states)
    return summed


def kept_counts(today: date) -> Counts:
    """Of all steps, for everyone. Those of an event are counted again once something about them has changed."""

    def count(events: Collection[int]) -> Mapping[int, Mapping[View, States]]:
        return turned(count_shared(NextStep.objects.filter(topic__event__in=events), today))

    def gather() -> Counts:
        events = Event.objects.order_by().values_list("pk", flat=True)
        return turned(kept_by_event(f"steps-in-views/{today}", list(events), count))

    return kept_value(f"steps-in-views/{today}", gather)


def count_steps_by_topic(steps: NextStepQuerySet, events: list[int]) -> dict[int, Mapping[int, States]]:
    """How many each topic of these events has, by state. Of all steps, an event's are kept until they change.

    In any state, as the index has them: SQLite would read the steps to count those in one state.
    """
    if not are_all(steps):
        return count_by_topic(steps, events)
    return kept_by_event("steps-of-topics", events, partial(count_by_topic, NextStep.objects.all()))


def count_by_topic(steps: NextStepQuerySet, events: Collection[int]) -> dict[int, Mapping[int, States]]:
    counts: dict[int, defaultdict[int, dict[str, int]]] = {event: defaultdict(dict) for event in events}
    rows = steps.filter(topic__event__in=events).order_by().values_list("topic__event", "topic", "state")
    for event, topic, state, number in rows.annotate(Count("pk")):
        counts[event][topic][state] = number
    return {event: dict(topics) for event, topics in counts.items()}


def count_shared(steps: NextStepQuerySet, today: date) -> Counts:
    """What is in each view for everyone alike: one query, which reads the steps once."""
    nobody = Reader(user=None, familiar=frozenset(), organization=None, today=today)
    shared = {view: in_view(view, nobody) for view in (View.ALL, View.UNOWNED, View.OVERDUE, View.QUIET)}
    # By each step and not by all that ended, as the list does: here they may be those of one event.
    shared |= {View.PROPOSED: Q(proposes_done=True), View.ASKED: Q(asks_what_became=True)}
    numbers = {view.name.lower(): Count("pk", filter=held or None) for view, held in shared.items()}
    rows = steps.with_evidence().order_by().values_list("topic__event", "state").annotate(**numbers)
    counts: dict[View, defaultdict[int, dict[str, int]]] = {view: defaultdict(dict) for view in shared}
    for event, state, *found in rows:
        for view, number in zip(shared, found, strict=True):
            if number:
                counts[view][event][state] = number
    return dict(counts)


def count_states(steps: NextStepQuerySet) -> ByEvent:
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for event, state, number in steps.order_by().values_list("topic__event", "state").annotate(Count("pk")):
        counts[event][state] = number
    return counts


def turned(counts: Mapping[Row, Mapping[Column, States]]) -> dict[Column, Mapping[Row, States]]:
    """The same table with rows and columns exchanged."""
    found: defaultdict[Column, dict[Row, States]] = defaultdict(dict)
    for row, columns in counts.items():
        for column, states in columns.items():
            found[column][row] = states
    return dict(found)
