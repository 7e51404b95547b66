from datetime import date, timedelta

import pytest

from retros.templatetags.next_steps import age
from tests.factories import EventFactory, NextStepFactory, PastEventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "new"),
        (13, "new"),
        (14, "2 weeks old"),
        (59, "8 weeks old"),
        (62, "2 months old"),
        (729, "23 months old"),
        (731, "2 years old"),
    ],
)
def test_age_of_a_step_counts_from_the_end_of_its_event(days: int, words: str) -> None:
    step = NextStepFactory(topic__event=EventFactory())  # ends on 4 December 2026

    assert age(step, date(2026, 12, 4) + timedelta(days=days)) == words


def test_age_of_a_step_counts_from_the_month_where_the_days_are_not_known() -> None:
    step = NextStepFactory(topic__event=PastEventFactory(slug="2022-09"))

    assert age(step, date(2022, 10, 28)) == "4 weeks old"
