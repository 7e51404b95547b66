"""How many steps each view of the list has, by event: those of all steps are kept, and summed up for each reader."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from django.db.models import Count, Q

from planning.caching.values import kept_by_event, kept_for_a_while, kept_value
from planning.events.models import Event
from planning.topics.models import Topic
from retros.nextsteps.listing.choosing import ANY, Reader, View, in_view, views_for
from retros.nextsteps.models import NextStep, NextStepQuerySet

State = NextStep.State
States = Mapping[str, int]
"""How many there are in each state."""
ByEvent = Mapping[int, States]
Counts = dict[View, ByEvent]

Row = TypeVar("Row")
Column = TypeVar("Column")
Found = TypeVar("Found")


def count_views(steps: NextStepQuerySet, reader: Reader, *, entire: Collection[int] = ()) -> Counts:
    """Of all steps, only what is the reader's own is counted every time.

    So it is at events that are `entire`: of these, the steps are all that are open, and no others.
    """
    if entire:
        return count_around(entire, steps, reader)
    shared = kept_counts(reader.today) if are_all(steps) else count_shared(steps, reader.today)
    counts: Counts = {}
    for view in views_for(reader):
        count = partial(count_own, view, steps, reader)
        if view == View.OURS and are_all(steps):  # the same for all from there who may know the same people
            counts[view] = kept_value(f"steps-of-organization/{reader.organization}/{reader.knows}", count)
        else:
            counts[view] = count() if view in {View.MINE, View.OURS} else shared.get(view, {})
    return counts


def count_own(view: View, steps: NextStepQuerySet, reader: Reader) -> ByEvent:
    return count_states(steps.filter(in_view(view, reader)))


def count_around(entire: Collection[int], steps: NextStepQuerySet, reader: Reader) -> Counts:
    """What is kept of all steps, and what has to be counted of the steps at other events."""
    others = Topic.objects.exclude(event__in=entire).order_by().values("pk")
    few = list(steps.filter(topic__in=others).order_by().values_list("pk", flat=True))
    kept = count_views(NextStep.objects.all(), reader)
    counted = count_views(NextStep.objects.filter(pk__in=few), reader)
    return {view: {**open_of(kept[view], entire), **counted[view]} for view in kept}


def open_of(counts: Mapping[int, States], keys: Collection[int]) -> ByEvent:
    """How many of these are open, where there are any."""
    return {key: {State.OPEN: counts[key][State.OPEN]} for key in keys if State.OPEN in counts.get(key, ())}


def as_asked(question: str, part: str, find: Callable[[], Found]) -> Found:
    """Found once, until something is written or the reader has read on. Without a question, it is found every time."""
    return kept_for_a_while(f"steps-asked-for/{question}/{part}", find) if question else find()


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


def count_steps_by_topic(
    steps: NextStepQuerySet, events: Collection[int], *, entire: Collection[int] = ()
) -> dict[int, Mapping[int, States]]:
    """How many each topic of these events has, by state. Of all steps, an event's are kept until they change.

    In any state, as the index has them: SQLite would read the steps to count those in one state.
    """
    if not are_all(steps):
        kept = count_steps_by_topic(NextStep.objects.all(), set(events).intersection(entire))
        return count_by_topic(steps, set(events).difference(entire)) | {
            event: open_of(topics, topics) for event, topics in kept.items()
        }
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
