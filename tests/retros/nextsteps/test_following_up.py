import pytest
from pytest_django import DjangoAssertNumQueries

from retros.nextsteps.following_up import follow_up_of, follow_ups_of
from retros.nextsteps.models import FollowUp
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_follow_up_of_gives_the_defaults_where_the_event_has_no_plan() -> None:
    follow_up = follow_up_of(EventFactory())

    assert (follow_up.repeat_days, follow_up.end_after) == (14, 6)
    assert not FollowUp.objects.exists()


def test_follow_ups_of_gives_each_event_its_plan_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    planned, without = EventFactory.create_batch(2)
    FollowUp.objects.create(event=planned, repeat_days=7)

    with django_assert_num_queries(1):
        plans = follow_ups_of([planned, without, planned])

    assert {pk: plan.repeat_days for pk, plan in plans.items()} == {planned.pk: 7, without.pk: 14}
