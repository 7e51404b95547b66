from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from planning.caching.models import EventStamp
from planning.caching.version import event_versions, site_version
from planning.models import Event
from retros.models import NextStep
from tests.factories import EventFactory, NextStepFactory, TopicFactory
from tests.planning.caching.stamps import stamps

pytestmark = pytest.mark.django_db(transaction=True)

postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes one after the other")


def test_every_write_makes_a_version_of_its_own() -> None:
    versions = set()

    for _ in range(3):
        TopicFactory()
        versions.add(site_version())

    assert len(versions) == 3


def test_reading_does_not() -> None:
    TopicFactory()

    assert site_version() == site_version()


def test_what_is_rolled_back_leaves_the_version_as_it_was() -> None:
    EventFactory()
    before = site_version()

    with transaction.atomic():
        EventFactory()
        transaction.set_rollback(True)

    assert site_version() == before


def test_a_savepoint_that_is_rolled_back_hides_no_later_write() -> None:
    EventFactory()
    before = site_version()

    with transaction.atomic():
        with transaction.atomic():
            EventFactory()
            transaction.set_rollback(True)
        EventFactory()

    assert site_version() != before


def test_within_a_transaction_there_is_none() -> None:
    EventFactory()

    with transaction.atomic():
        assert site_version() is None


def test_emptying_the_tables_brings_no_version_back() -> None:
    EventFactory()
    before = site_version()

    call_command("flush", interactive=False, verbosity=0)

    assert site_version() != before


def at_once(*writers: Callable[[], None]) -> None:
    """Each in a thread, and a connection, of its own. Raises what one of them raised."""

    def run(write: Callable[[], None]) -> None:
        try:
            write()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(run, writers))


@postgresql
def test_two_who_write_at_once_do_not_wait_for_each_other() -> None:
    """Were the version one row, each would wait for the other: a deadlock, where they also lock events."""
    events, both = EventFactory.create_batch(2), Barrier(2, timeout=10)

    def write(event: Event) -> None:
        with transaction.atomic():
            Event.objects.filter(pk=event.pk).update(venue="The hut")
            both.wait()  # neither has committed

    at_once(*(partial(write, event) for event in events))

    assert len(stamps()) == 2
    EventFactory()
    assert len(stamps()) == 1


@postgresql
def test_each_of_two_commits_changes_the_version() -> None:
    """The one that began later may commit first: the other one is noticed all the same."""
    events, seen = EventFactory.create_batch(2), [site_version()]
    later_has_committed, earlier_has_written = Barrier(2, timeout=10), Barrier(2, timeout=10)

    def earlier() -> None:
        with transaction.atomic():
            Event.objects.filter(pk=events[0].pk).update(venue="The hut")
            earlier_has_written.wait()
            later_has_committed.wait()

    def later() -> None:
        earlier_has_written.wait()
        Event.objects.filter(pk=events[1].pk).update(venue="The hut")
        seen.append(site_version())
        later_has_committed.wait()

    at_once(earlier, later)
    seen.append(site_version())

    assert len(set(seen)) == 3


@postgresql
def test_many_who_write_at_once_all_get_through() -> None:
    events = EventFactory.create_batch(8)

    def write(event: Event) -> None:
        for number in range(20):
            Event.objects.filter(pk=event.pk).update(venue=f"Hut {number}")

    at_once(*(partial(write, event) for event in events))

    assert set(Event.objects.values_list("venue", flat=True)) == {"Hut 19"}
    assert 1 <= len(stamps()) <= len(events)


@postgresql
def test_many_who_change_what_is_counted_for_one_event_all_get_through() -> None:
    topic = TopicFactory()
    steps, seen = NextStepFactory.create_batch(20, topic=topic), [event_versions([topic.event_id])]

    def write(step: NextStep) -> None:
        for day in range(1, 11):
            NextStep.objects.filter(pk=step.pk).update(due_on=f"2140-01-{day:02}")

    at_once(*(partial(write, step) for step in steps))
    seen.append(event_versions([topic.event_id]))

    assert seen[0] != seen[1]
    assert NextStep.objects.filter(due_on="2140-01-10").count() == 20
    assert 1 <= EventStamp.objects.filter(event_id=topic.event_id).count() <= 20


def test_what_is_rolled_back_leaves_the_version_of_an_event() -> None:
    step = NextStepFactory()
    event = step.topic.event_id
    before = event_versions([event])

    with transaction.atomic():
        NextStep.objects.update(due_on="2140-01-01")
        assert event_versions([event]) is None
        transaction.set_rollback(True)

    assert event_versions([event]) == before
