import pytest
from django.db import connection, connections, transaction

from htg.rehearsal.scratch import scratch_database
from planning.events.models import Event, Organization
from tests.factories import EventFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def test_scratch_database_is_empty_and_leaves_the_real_one_as_it_was() -> None:
    event = EventFactory()

    with scratch_database():
        found = Event.objects.count()
        OrganizationFactory()

    assert found == 0
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


def test_scratch_database_is_in_memory_whatever_the_real_one_is() -> None:
    with scratch_database():
        vendor, name = connection.vendor, connection.settings_dict["NAME"]

    assert (vendor, name) == ("sqlite", ":memory:")
