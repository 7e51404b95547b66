"""What is counted for an event renews its stamp, through whatever door it changes."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model

from planning.caching.models import EventStamp
from planning.caching.tables import models_of_events
from planning.models import Event, Topic
from retros.models import FollowUp, NextStep, StepLink
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    StepLinkFactory,
    TopicFactory,
    UserFactory,
)
from tests.planning.caching.stamps import as_in_a_new_transaction

pytestmark = pytest.mark.django_db

DAY, MOMENT = date(2140, 5, 1), datetime(2140, 5, 1, tzinfo=UTC)


def stamps_by_event() -> dict[int, set[object]]:
    found: dict[int, set[object]] = {}
    for event, stamp in EventStamp.objects.values_list("event_id", "pk"):
        found.setdefault(event, set()).add(stamp)
    return found


def renewed_by(write: Callable[[], object]) -> set[int]:
    as_in_a_new_transaction()
    before = stamps_by_event()
    write()
    after = stamps_by_event()
    return {event for event in before | after if before.get(event) != after.get(event)}


def one_of_each() -> list[tuple[Model, Event]]:
    link = StepLinkFactory()
    step: NextStep = link.step
    event = step.topic.event
    return [(row, event) for row in (event, step.topic, step, link, FollowUp.objects.create(event=event))]


def counted() -> Iterator[tuple[type[Model], str, object]]:
    yield from ((Event, "ends_on", DAY), (FollowUp, "quiet_days", 3))
    yield from ((NextStep, name, DAY) for name in ("due_on", "active_on"))
    yield from ((StepLink, name, MOMENT) for name in ("changed_at", "dismissed_at", "removed_at"))
    yield from ((StepLink, "state", "merged"), (StepLink, "reason", "completed"), (NextStep, "state", "dropped"))
    yield NextStep, "owner", AttendeeFactory
    yield NextStep, "owner_organization", OrganizationFactory


NOT_COUNTED: list[tuple[type[Model], dict[str, Any]]] = [
    (Event, {"venue": "The hut"}),
    (Topic, {"title": "Seeds"}),
    (NextStep, {"text": "Water them.", "closing_note": "Wet."}),
    (FollowUp, {"grace_days": 3}),
    (StepLink, {"checked_at": MOMENT, "etag": "7"}),
]


@pytest.mark.parametrize(("model", "column", "value"), list(counted()))
def test_a_change_of_what_counts_renews_the_stamp_of_its_event(model: type[Model], column: str, value: Any) -> None:
    row, event = next((row, event) for row, event in one_of_each() if type(row) is model)
    new = value() if callable(value) else value

    assert renewed_by(partial(type(row)._base_manager.filter(pk=row.pk).update, **{column: new})) == {event.pk}


def test_a_day_on_which_a_step_was_closed_counts() -> None:
    step = NextStepFactory(state="done")

    assert renewed_by(partial(NextStep.objects.update, closed_on=DAY)) == {step.topic.event_id}


@pytest.mark.parametrize(("model", "columns"), NOT_COUNTED)
def test_a_change_of_anything_else_leaves_it(model: type[Model], columns: dict[str, Any]) -> None:
    one_of_each()

    assert renewed_by(partial(model._base_manager.update, **columns)) == set()


def test_every_column_that_counts_is_among_these() -> None:
    declared = {(model, column) for model, way in models_of_events() for column in way.columns}

    assert declared == {(model, column) for model, column, _ in counted()} | {(NextStep, "closed_on")}


def test_what_lies_on_a_way_renews_it_too() -> None:
    """As the model that the way began with."""
    ways = {model: way.way for model, way in models_of_events()}

    for model, way in ways.items():
        first, _, rest = way.partition("__")
        next_model = model._meta.get_field(first).related_model
        assert not rest or (next_model and ways[next_model] == rest)


@pytest.mark.parametrize("model", [StepLink, FollowUp])
def test_so_does_what_comes_and_what_goes(model: type[Model]) -> None:
    row, event = next((row, event) for row, event in one_of_each() if type(row) is model)
    pk = row.pk

    assert renewed_by(partial(execute, f"DELETE FROM {row._meta.db_table}")) == {event.pk}  # noqa: S608  # a table of ours
    row.pk = pk
    assert renewed_by(partial(row.save, force_insert=True)) == {event.pk}
    assert renewed_by(row.delete) == {event.pk}


def test_steps_and_topics_that_come_and_go_do_so_too() -> None:
    topic = TopicFactory()
    step = NextStep(topic=topic, number=1, text="Water them.")

    assert renewed_by(partial(NextStep.objects.bulk_create, [step])) == {topic.event_id}
    assert renewed_by(NextStep.objects.all().delete) == {topic.event_id}
    assert renewed_by(topic.delete) == {topic.event_id}


def test_a_new_event_has_one() -> None:
    events: list[Event] = []

    assert renewed_by(lambda: events.append(EventFactory())) == {events[0].pk}


def test_a_step_that_moves_renews_that_of_both_events() -> None:
    step, topic = NextStepFactory(), TopicFactory()

    assert renewed_by(partial(NextStep.objects.update, topic=topic)) == {step.topic.event_id, topic.event_id}


def test_a_topic_that_moves_does_so_too() -> None:
    topic, event = TopicFactory(), EventFactory()

    assert renewed_by(partial(Topic.objects.update, event=event)) == {topic.event_id, event.pk}


def test_many_rows_leave_one_for_each_event() -> None:
    steps = NextStepFactory.create_batch(3)
    NextStepFactory.create_batch(3, topic=steps[0].topic)

    NextStep.objects.update(due_on=DAY)

    assert {len(stamps) for stamps in stamps_by_event().values()} == {1}


def test_what_does_not_lead_to_an_event_leaves_them() -> None:
    assert renewed_by(UserFactory) == set()


def test_what_is_undone_leaves_them() -> None:
    step = NextStepFactory()
    before = stamps_by_event()

    with transaction.atomic():
        NextStep.objects.update(due_on=DAY)
        transaction.set_rollback(True)

    assert stamps_by_event() == before
    assert renewed_by(partial(NextStep.objects.update, due_on=DAY)) == {step.topic.event_id}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite empties no table at once")
def test_emptying_a_table_renews_all() -> None:
    events = {event.pk for event in EventFactory.create_batch(2)}

    assert renewed_by(partial(execute, "TRUNCATE retros_followup")) == events


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
