from datetime import date

import pytest

from retros.wrapups.report_forms import usual_due_date
from tests.factories import EventFactory, PastEventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        (date(2026, 12, 9), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 1, 29)),
    ],
)
def test_usual_due_date_is_four_weeks_after_the_event_and_never_over(today: date, due_on: date) -> None:
    event = EventFactory()  # ends on 4 December 2026

    assert usual_due_date(event, today) == due_on


def test_usual_due_date_of_an_event_without_days_is_open() -> None:
    assert usual_due_date(PastEventFactory(), date(2026, 12, 9)) is None
