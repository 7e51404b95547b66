"""What came out of the events: counts for the pictures on the home page and on an event's page."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, TextChoices
from django.urls import reverse

from planning.charts import Bar
from planning.events.models import Event
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report


@dataclass(frozen=True)
class Harvest:
    """What came out of one event. `outcomes` and `steps` are the parts of a bar each."""

    event: Event
    topics: int
    outcomes: tuple[Bar, ...]
    steps: tuple[Bar, ...]

    @property
    def reports(self) -> int:
        return sum(part.value for part in self.outcomes)

    @property
    def all_steps(self) -> int:
        return sum(part.value for part in self.steps)


def past_harvests(now: datetime) -> list[Harvest]:
    """The closed events, newest first."""
    return harvests_of(list(Event.objects.closed(now)))


def harvests_of(events: Collection[Event]) -> list[Harvest]:
    """Three queries, whatever the number of events."""
    topics = Topic.objects.standing().filter(event__in=events).order_by()
    number = Counter(topics.values_list("event", flat=True))
    outcomes = counts_by_event(Report.objects.filter(topic__event__in=events).values_list("topic__event", "outcome"))
    steps = counts_by_event(NextStep.objects.filter(topic__event__in=events).values_list("topic__event", "state"))
    return [
        Harvest(
            event, number[event.pk], parts(Report.Outcome, outcomes[event.pk]), parts(NextStep.State, steps[event.pk])
        )
        for event in events
    ]


def counts_by_event(rows: Iterable[tuple[int, str]]) -> defaultdict[int, Counter[str]]:
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for event, value in rows:
        counts[event][value] += 1
    return counts


def parts(choices: type[TextChoices], counts: Counter[str]) -> tuple[Bar, ...]:
    """One part for each choice that occurs, coloured by the class `is-…` of the stylesheet."""
    return tuple(Bar(choice.label, counts[choice], kind=f"is-{choice}") for choice in choices if counts[choice])


def funnel() -> tuple[Bar, ...]:
    """What became of the next steps of all events: one query."""
    is_open = Q(state=NextStep.State.OPEN)
    counts = NextStep.objects.aggregate(
        noted=Count("pk"),
        done=Count("pk", filter=Q(state=NextStep.State.DONE)),
        open=Count("pk", filter=is_open),
        unowned=Count("pk", filter=is_open & Q(owner=None, owner_organization=None)),
    )
    steps = reverse("next-steps")
    return (
        Bar("Noted", counts["noted"], url=f"{steps}?state=any"),
        Bar("Done", counts["done"], kind="is-done", url=f"{steps}?state=done"),
        Bar("Still open", counts["open"], kind="is-open", url=f"{steps}?state=open"),
        Bar("Open, without an owner", counts["unowned"], kind="is-dropped", url=f"{steps}?view=unowned"),
    )
