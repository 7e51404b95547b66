from typing import Any

import pytest
from django.db import connection

from planning.events.models import Organization
from planning.events.organizations import organization_named
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_organization_named_finds_it_however_it_is_written() -> None:
    stackit = OrganizationFactory(name="STACKIT")

    assert organization_named("  stackit ") == stackit


@pytest.mark.parametrize("written", ["ökohaus", "O\u0308kohaus", " ÖKOHAUS ", "Öko\u200bhaus", "\uff2fkohaus"])
def test_organization_named_goes_beyond_ascii(written: str) -> None:
    names = {"Ökohaus": OrganizationFactory(name="Ökohaus"), "Okohaus": OrganizationFactory(name="Okohaus")}

    assert organization_named(written) == names["Okohaus" if "\uff2f" in written else "Ökohaus"]


def test_organization_named_adds_one_that_is_new() -> None:
    organization = organization_named("metal -  stack")

    assert organization == Organization.objects.get(name="metal - stack")


def test_organization_named_by_two_people_at_once_is_one() -> None:
    looks = []

    def rival(execute: Any, sql: str, *details: Any) -> Any:
        """Adds the same one, right after it was looked for."""
        found = execute(sql, *details)
        if sql.startswith("SELECT"):
            looks.append(sql)
            if len(looks) == 1:
                Organization.objects.create(name="metal-stack")
        return found

    with connection.execute_wrapper(rival):
        organization = organization_named("metal-stack")

    assert organization == Organization.objects.get()
    assert looks


def test_organization_named_nothing_is_none() -> None:
    assert organization_named("  ") is None
    assert Organization.objects.count() == 0
