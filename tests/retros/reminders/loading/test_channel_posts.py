from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from retros.reminders.deciding.channel_posts import OpenSteps
from retros.reminders.loading.channel_posts import load_event_channels
from retros.reminders.loading.due import event_facts
from tests.clock import at
from tests.factories import (
    AttendeeFactory,
    ChannelFactory,
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    PastEventFactory,
    ReviewMeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

NOW = at(12, 18)


def test_open_steps_are_counted_by_the_week_and_by_whether_someone_has_them() -> None:
    event = EventFactory()
    channel = ChannelFactory(user=None, event=event)
    for due_on in (date(2026, 12, 18), date(2026, 12, 20), date(2026, 12, 21), date(2026, 12, 17)):
        NextStepFactory(topic__event=event, due_on=due_on, owner=AttendeeFactory(event=event))
    NextStepFactory(topic__event=event, due_on=None)
    NextStepFactory(topic__event=event, due_on=date(2026, 12, 17), state="done")

    found = load_event_channels(NOW)

    (steps,) = [news for news in found.news if isinstance(news, OpenSteps)]
    assert found.channels == {event.pk: [channel.pk]}
    assert (steps.event, steps.ended_at) == (event_facts(event), event.ends_at)
    assert (steps.due, steps.overdue, steps.unowned) == (2, 1, 1)


def test_events_without_a_channel_are_not_looked_at() -> None:
    NextStepFactory(topic__event=PastEventFactory(), due_on=None)

    found = load_event_channels(NOW)

    assert (found.channels, found.news, found.posted) == ({}, [], frozenset())


def test_loading_takes_as_many_queries_for_many_events_as_for_few() -> None:
    def reading() -> int:
        with CaptureQueriesContext(connection) as queries:
            load_event_channels(NOW)
        return len(queries)

    def add(number: int) -> None:
        for _ in range(number):
            event = EventFactory(wrap_up_due_at=NOW + timedelta(days=2))
            ChannelFactory(user=None, event=event)
            MembershipFactory(team__topic__event=event)
            ReviewMeetingFactory(event=event, starts_at=NOW + timedelta(days=1))
            NextStepFactory(topic__event=event, due_on=None)

    add(1)
    few = reading()
    add(5)

    assert reading() == few
