import pytest
from django.db import transaction

from planning.caching.values import kept
from planning.models import Event
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_value_is_counted_once_until_something_is_written() -> None:
    EventFactory()
    counted: list[int] = []

    def count() -> int:
        counted.append(Event.objects.count())
        return counted[-1]

    before = [kept("events", count), kept("events", count)]
    EventFactory()
    after = [kept("events", count), kept("events", count)]

    assert (before, after, counted) == ([1, 1], [2, 2], [1, 2])


def test_value_of_nothing_is_kept_as_well() -> None:
    EventFactory()
    counted: list[None] = []

    values = [kept("nothing", lambda: counted.append(None)) for _ in range(2)]

    assert (values, counted) == ([None, None], [None])


def test_values_of_other_names_are_others() -> None:
    EventFactory()

    assert [kept(name, lambda: name) for name in ("one", "two")] == ["one", "two"]  # noqa: B023  # called at once


def test_value_is_not_kept_within_a_transaction() -> None:
    EventFactory()
    with transaction.atomic():
        EventFactory()
        within = kept("events", Event.objects.count)
        transaction.set_rollback(True)

    assert (within, kept("events", Event.objects.count)) == (2, 1)
