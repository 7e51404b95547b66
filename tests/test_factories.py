import pytest

from tests.factories import EventFactory, PastEventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_makes_events_of_the_same_months_whatever_others_made_before(turn: int) -> None:
    made = [EventFactory().slug, PastEventFactory().slug, EventFactory().slug]

    assert made == ["2100-01", "2000-02", "2100-03"]
