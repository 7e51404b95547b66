from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from retros.nextsteps.charts.burndown import StepCount
from retros.nextsteps.charts.counting import all_events, counts_of, first_days, shares_of_all
from retros.nextsteps.models import NextStep
from tests.factories import EventFactory, NextStepFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db

DAY = date(2130, 1, 1)


def test_steps_are_counted_by_event_and_day() -> None:
    topic = TopicFactory(event=EventFactory(slug="2126-12"))
    NextStepFactory.create_batch(3, topic=topic)
    NextStepFactory.create_batch(2, topic=topic, state=NextStep.State.DONE, closed_on=DAY)
    NextStepFactory(topic=topic, state=NextStep.State.DROPPED)

    counts = counts_of(all_events())

    ended = topic.event.ends_on
    assert sorted(counts, key=lambda count: count.steps) == [
        StepCount("2126-12", ended, is_closed=True, closed_on=None, steps=1),
        StepCount("2126-12", ended, is_closed=True, closed_on=DAY, steps=2),
        StepCount("2126-12", ended, is_closed=False, closed_on=None, steps=3),
    ]


def test_counts_of_an_event_of_which_only_the_month_is_known_begin_near_its_end() -> None:
    NextStepFactory(topic__event=PastEventFactory(slug="2011-02"))

    assert [count.noted_on for count in counts_of(all_events())] == [date(2011, 2, 28)]


def test_an_event_of_which_only_the_month_is_known_begins_with_it() -> None:
    PastEventFactory(slug="2011-02")

    assert first_days(all_events()) == [("2011-02", date(2011, 2, 1))]


def test_shares_take_two_queries_however_much_there_is() -> None:
    for topic in TopicFactory.create_batch(3):
        NextStepFactory.create_batch(10, topic=topic)

    with CaptureQueriesContext(connection) as queries:
        shares_of_all(today=DAY)

    assert len(queries) == 2
