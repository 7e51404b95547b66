from collections import Counter
from collections.abc import Collection
from functools import partial

import pytest
from django.db import transaction

from planning.caching.values import kept_by_event, kept_for_a_while, kept_value
from planning.models import Event, Topic
from tests.factories import EventFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def events() -> int:
    return kept_value("events", Event.objects.count)


def each(value: int, events: Collection[int]) -> dict[int, int]:
    return dict.fromkeys(events, value)


def test_it_is_counted_once_until_something_is_written() -> None:
    EventFactory()
    counts = iter([1, 2])

    assert [kept_value("events", lambda: next(counts)) for _ in range(3)] == [1, 1, 1]

    EventFactory()

    assert [kept_value("events", lambda: next(counts)) for _ in range(3)] == [2, 2, 2]


def test_whoever_asks_for_much_pushes_out_nothing_that_is_kept_for_everyone() -> None:
    EventFactory()
    kept_value("events", lambda: 1)

    for number in range(700):
        kept_for_a_while(f"question-{number}", lambda: 2)

    assert kept_value("events", lambda: 3) == 1
    assert kept_for_a_while("question-699", lambda: 3) == 2
    assert kept_for_a_while("question-0", lambda: 3) == 3


def test_each_name_has_a_value_of_its_own() -> None:
    EventFactory()

    assert [kept_value(name, partial(str, name)) for name in ("one", "other", "one")] == ["one", "other", "one"]


def test_in_a_transaction_it_is_counted_anew_and_kept_from_no_one() -> None:
    EventFactory()
    assert events() == 1

    with transaction.atomic():
        EventFactory()
        assert events() == 2
        transaction.set_rollback(True)

    assert events() == 1


def test_what_is_kept_by_event_is_counted_anew_for_those_that_changed() -> None:
    topics, asked = TopicFactory.create_batch(3), []
    events = [topic.event_id for topic in topics]

    def count(changed: Collection[int]) -> Counter[int]:
        asked.append(set(changed))
        return Counter(Topic.objects.filter(event__in=changed).values_list("event", flat=True))

    first = kept_by_event("topics", events, count)
    TopicFactory(event=topics[0].event)
    topics[1].delete()
    then = kept_by_event("topics", events, count)

    assert first == dict.fromkeys(events, 1)
    assert then == kept_by_event("topics", events, count) == {events[0]: 2, events[2]: 1}
    assert asked == [set(events), set(events[:2])]


def test_in_a_transaction_events_are_counted_anew_too() -> None:
    event = EventFactory().pk
    assert kept_by_event("events", [event], partial(each, 1)) == {event: 1}

    with transaction.atomic():
        assert kept_by_event("events", [event], partial(each, 2)) == {event: 2}

    assert kept_by_event("events", [event], partial(each, 3)) == {event: 1}


def test_an_event_without_a_stamp_is_counted_every_time() -> None:
    assert kept_by_event("events", [0], partial(each, 1)) == {0: 1}
    assert kept_by_event("events", [0], partial(each, 2)) == {0: 2}
