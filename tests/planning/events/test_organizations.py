import pytest

from planning.events.models import Organization
from planning.events.organizations import organization_named
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_organization_named_finds_it_however_it_is_written() -> None:
    stackit = OrganizationFactory(name="STACKIT")

    assert organization_named("  stackit ") == stackit


def test_organization_named_adds_one_that_is_new() -> None:
    organization = organization_named("metal -  stack")

    assert organization == Organization.objects.get(name="metal - stack")


def test_organization_named_nothing_is_none() -> None:
    assert organization_named("  ") is None
    assert Organization.objects.count() == 0
