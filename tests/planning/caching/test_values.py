from functools import partial

import pytest
from django.db import transaction

from planning.caching.values import kept_value
from planning.models import Event
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db(transaction=True)


def events() -> int:
    return kept_value("events", Event.objects.count)


def test_it_is_counted_once_until_something_is_written() -> None:
    EventFactory()
    counts = iter([1, 2])

    assert [kept_value("events", lambda: next(counts)) for _ in range(3)] == [1, 1, 1]

    EventFactory()

    assert [kept_value("events", lambda: next(counts)) for _ in range(3)] == [2, 2, 2]


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
