"""Pages of the list. Only what stands on a page is read, wherever in the list that is."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator

from planning.events.models import Event
from planning.paging import ROWS
from planning.topics.models import Topic
from retros.nextsteps.lines import StepLine, StepLines
from retros.nextsteps.listing.choosing import Order, View
from retros.nextsteps.listing.counting import ByEvent, as_asked, count_steps_by_topic, total
from retros.nextsteps.listing.forms import StepFilterForm
from retros.nextsteps.models import NextStepQuerySet

BY_TOPIC = {Order.EVENT: "-", Order.OLDEST: ""}
"""The orders in which the steps of a topic stand together, and that of their events."""


def pages_of(
    form: StepFilterForm,
    narrowed: NextStepQuerySet,
    counts: ByEvent,
    *,
    entire: Collection[int] = (),
    question: str = "",
) -> "StepPages":
    """The steps asked for, which were counted already: at `entire` events by what is kept, and kept by the question."""
    if form.asked_order in BY_TOPIC:
        return PagesByTopic(form, narrowed, counts, question, entire=entire if form.asked_view == View.ALL else ())
    return StepPages(form, narrowed, counts, question)


class StepPages(Paginator):  # type: ignore[type-arg]  # which Django does not understand
    """A page finds its steps by their keys first: to skip a key takes less than to skip a step and its owner."""

    def __init__(self, form: StepFilterForm, narrowed: NextStepQuerySet, counts: ByEvent, question: str) -> None:
        self.form = form
        self.narrowed = narrowed
        self.question = question
        view, state = form.asked_view, form.asked_state
        self.counts = {event: total(view, states, state=state) for event, states in counts.items()}
        self.count = sum(self.counts.values())
        super().__init__(narrowed, ROWS)

    def page(self, number: int | str) -> "Page[StepLine]":
        number = self.validate_number(number)
        form, first = self.form, (number - 1) * ROWS
        part = f"{form.asked_view}/{form.asked_state}/{form.asked_order}/{number}"
        keys = as_asked(self.question, part, partial(self.keys, first, first + ROWS))
        lines = StepLines(familiar=form.reader.familiar, today=form.reader.today)
        return Page(lines.of(keys), number, self)

    def keys(self, first: int, end: int) -> list[int]:
        return self.keys_among(self.narrowed, first, end)

    def keys_among(self, steps: NextStepQuerySet, first: int, end: int) -> list[int]:
        return list(self.form.arranged(self.form.in_state(steps)).values_list("pk", flat=True)[first:end])


class PagesByTopic(StepPages):
    """To sort all steps for one page takes long. Their events and topics are far fewer, so they are counted along."""

    def __init__(self, *listed: Any, entire: Collection[int]) -> None:
        super().__init__(*listed)
        self.entire = entire

    def keys(self, first: int, end: int) -> list[int]:
        events, before = those_from(self.by_event(), first, end)
        topics, before_topics = those_from(self.by_topic(events), first - before, end - before)
        before += before_topics
        return self.keys_among(self.narrowed.filter(topic__in=topics), first - before, end - before)

    @property
    def latest_first(self) -> str:
        return BY_TOPIC[self.form.asked_order]

    def by_event(self) -> Iterator[tuple[int, int]]:
        for event in Event.objects.order_by(f"{self.latest_first}slug").values_list("pk", flat=True):
            yield event, self.counts.get(event, 0)

    def by_topic(self, events: list[int]) -> Iterator[tuple[int, int]]:
        counts = {
            topic: sum(number for state, number in states.items() if self.form.asks_for(state))
            for topics in count_steps_by_topic(self.narrowed, events, entire=self.entire).values()
            for topic, states in topics.items()
        }
        topics = Topic.objects.filter(event__in=events).order_by(f"{self.latest_first}event__slug", "position", "pk")
        for topic in topics.values_list("pk", flat=True):
            yield topic, counts.get(topic, 0)


def those_from(counts: Iterable[tuple[int, int]], first: int, end: int) -> tuple[list[int], int]:
    """The keys of what has rows from the first to before the end of a list, and how many rows come before theirs."""
    found, before, so_far = [], 0, 0
    for key, count in counts:
        if so_far + count <= first:
            before += count
        elif count and so_far < end:
            found.append(key)
        so_far += count
    return found, before
