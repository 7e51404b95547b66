"""What came out of the events: counts for the pictures on the home page and on an event's page."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, TextChoices, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from planning.charts.bars import Bar
from planning.events.models import Event
from planning.topics.models import Topic
from retros.nextsteps.charts.counting import StepGroup, groups_of
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report

StatesByEvent = Mapping[int, Counter[str]]
"""How many there are of each state, or outcome, by the ids of events."""


NOT_ON_RECORD = "not on record"


@dataclass(frozen=True)
class Harvest:
    """What came out of one event: its topics by outcome, where "" stands for what is not on record, and its steps."""

    event: Event
    counts: Counter[str]
    steps: tuple[Bar, ...]

    @property
    def topics(self) -> int:
        return self.counts.total()

    @property
    def outcomes(self) -> tuple[Bar, ...]:
        return outcome_parts(self.counts)

    @property
    def in_words(self) -> str:
        """2 achieved, 8 partly"""
        return ", ".join(f"{part.value} {part.label}" for part in self.outcomes)

    @property
    def reports(self) -> int:
        return self.topics - self.counts[""]

    @property
    def all_steps(self) -> int:
        return sum(part.value for part in self.steps)

    @property
    def open_steps(self) -> int:
        return sum(part.value for part in self.steps if part.label == NextStep.State.OPEN.label)


def harvest_of(event: Event) -> Harvest:
    return harvests_of([event], states_of(groups_of([event])))[0]


def states_of(groups: Iterable[StepGroup]) -> StatesByEvent:
    return counts_by_event((group.event, group.state, group.steps) for group in groups)


def harvests_of(events: Collection[Event], steps: StatesByEvent) -> list[Harvest]:
    """One query, whatever the number of events. `steps` are those of these events, or of all."""
    topics = Topic.objects.standing().filter(event__in=events).order_by()
    outcome = Coalesce("report__outcome", Value(""))
    outcomes = counts_by_event(topics.values_list("event", outcome).annotate(Count("pk")))
    return [
        Harvest(event, outcomes.get(event.pk, Counter()), bars_of(NextStep.State, steps.get(event.pk, Counter())))
        for event in events
    ]


def counts_by_event(rows: Iterable[tuple[int, str, int]]) -> StatesByEvent:
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for event, value, number in rows:
        counts[event][value] += number
    return dict(counts)


def bars_of(choices: type[TextChoices], counts: Counter[str]) -> tuple[Bar, ...]:
    """One part for each choice that occurs, coloured by the class `is-…` of the stylesheet."""
    return tuple(Bar(choice.label, counts[choice], kind=f"is-{choice}") for choice in choices if counts[choice])


def outcome_parts(counts: Counter[str]) -> tuple[Bar, ...]:
    unknown = (Bar(NOT_ON_RECORD, counts[""], kind="is-unknown"),) if counts[""] else ()
    return bars_of(Report.Outcome, counts) + unknown


def step_bars(groups: Collection[StepGroup]) -> tuple[Bar, ...]:
    """What became of the next steps of all events."""
    steps = reverse("next-steps")
    done = sum(group.steps for group in groups if group.state == NextStep.State.DONE)
    still_open = [group for group in groups if group.is_open]
    unowned = sum(group.steps for group in still_open if group.is_unowned)
    return (
        Bar("Noted", sum(group.steps for group in groups), url=f"{steps}?state=any"),
        Bar("Done", done, kind="is-done", url=f"{steps}?state=done"),
        Bar("Still open", sum(group.steps for group in still_open), kind="is-open", url=f"{steps}?state=open"),
        Bar("Open, without an owner", unowned, kind="is-open", url=f"{steps}?view=unowned"),
    )
