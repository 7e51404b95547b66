import pytest
from pytest_django import DjangoAssertNumQueries

from planning.events.models import Organization
from planning.paging import start_of
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("rows", "shown", "has_more"), [(0, 0, False), (3, 3, False), (4, 3, True)])
def test_start_of_a_list_says_whether_there_is_more(
    rows: int, shown: int, *, has_more: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    OrganizationFactory.create_batch(rows)

    with django_assert_num_queries(1):
        start = start_of(Organization.objects.all(), 3)

    assert (len(start.rows), start.has_more) == (shown, has_more)
