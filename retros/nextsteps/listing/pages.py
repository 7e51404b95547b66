"""Pages of the list. Only what stands on a page is read, wherever in the list that is."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.core.paginator import Page, Paginator

from planning.paging import ROWS
from planning.topics.models import Topic
from retros.nextsteps.listing.choosing import Order
from retros.nextsteps.listing.counting import count_by_topic
from retros.nextsteps.listing.forms import StepFilterForm
from retros.nextsteps.models import NextStep, NextStepQuerySet

BY_TOPIC = {Order.EVENT: ("event", "position", "pk"), Order.OLDEST: ("event__slug", "position", "pk")}
"""The orders in which the steps of a topic stand together, and that of the topics."""


def pages_of(form: StepFilterForm, narrowed: NextStepQuerySet, count: int) -> "StepPages":
    """The steps asked for, which were counted already."""
    if topics := BY_TOPIC.get(form.asked_order):
        return PagesByTopic(form, narrowed, count, topics)
    return StepPages(form, narrowed, count)


class StepPages(Paginator):  # type: ignore[type-arg]  # which Django does not understand
    """A page finds its steps by their keys first: to skip a key takes less than to skip a step and its owner."""

    def __init__(self, form: StepFilterForm, narrowed: NextStepQuerySet, count: int) -> None:
        self.form = form
        self.narrowed = narrowed
        self.count = count
        super().__init__(narrowed, ROWS)

    def page(self, number: int | str) -> "Page[NextStep]":
        number = self.validate_number(number)
        first = (number - 1) * ROWS
        steps = NextStep.objects.filter(pk__in=self.keys(first, first + ROWS)).with_owner()
        return Page(list(self.form.arranged(steps)), number, self)

    def keys(self, first: int, end: int) -> list[int]:
        return self.keys_among(self.narrowed, first, end)

    def keys_among(self, steps: NextStepQuerySet, first: int, end: int) -> list[int]:
        return list(self.form.arranged(self.form.in_state(steps)).values_list("pk", flat=True)[first:end])


class PagesByTopic(StepPages):
    """To sort all steps for one page takes long. So their topics are counted and sorted, which are far fewer."""

    def __init__(self, form: StepFilterForm, narrowed: NextStepQuerySet, count: int, order: Sequence[str]) -> None:
        super().__init__(form, narrowed, count)
        self.order = order

    def keys(self, first: int, end: int) -> list[int]:
        before = so_far = 0
        topics = []
        for topic, count in self.counted_topics():
            if so_far + count <= first:
                before += count
            elif so_far < end:
                topics.append(topic)
            so_far += count
        return self.keys_among(self.narrowed.filter(topic__in=topics), first - before, end - before)

    def counted_topics(self) -> Iterator[tuple[int, int]]:
        counts: Counter[int] = Counter()
        for topic, state, count in count_by_topic(self.narrowed):
            if self.form.asks_for(state):
                counts[topic] += count
        for topic in Topic.objects.order_by(*self.order).values_list("pk", flat=True):
            if counts[topic]:
                yield topic, counts[topic]
