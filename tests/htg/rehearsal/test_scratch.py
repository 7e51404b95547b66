import pytest
from django.db import connection, connections, transaction

from htg.rehearsal.scratch import scratch_database
from planning.events.models import Event, Organization
from tests.factories import EventFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def test_scratch_database_is_empty_in_memory_and_leaves_the_real_one_as_it_was() -> None:
    event = EventFactory()

    with scratch_database():
        found = Event.objects.count()
        vendor, name = connection.vendor, connection.settings_dict["NAME"]
        OrganizationFactory()

    assert (found, vendor, name) == (0, "sqlite", ":memory:")
    assert list(Event.objects.all()) == [event]
    assert Organization.objects.count() == 0


def test_scratch_database_gives_the_real_one_back_after_an_error() -> None:
    real = connections["default"]

    with pytest.raises(ZeroDivisionError), scratch_database():
        1 / 0  # noqa: B018  # any error will do

    assert connections["default"] is real


def test_nothing_in_a_scratch_database_is_ever_committed() -> None:
    woken: list[str] = []

    with scratch_database(), transaction.atomic():
        transaction.on_commit(lambda: woken.append("a worker"))

    assert woken == []
