from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from planning.charts.bars import Bar
from planning.events.models import Event
from retros.wrapups.publishing.lag import Lag, lag_bar, lags
from tests.clock import CLOSED, HACKING, REVIEW, WRAP_UP, at
from tests.factories import EventFactory, PastEventFactory, WrapUpFactory

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime.fromisoformat("2023-05-22T00:00+02:00")


def lags_of_all(now: datetime) -> list[Lag]:
    return lags(Event.objects.all(), now=now)


def lag_facts(now: datetime) -> list[tuple[str, int, int | None, bool, bool]]:
    return [(lag.event.slug, lag.days, lag.due, lag.is_published, lag.is_late) for lag in lags_of_all(now)]


@pytest.mark.usefixtures("in_berlin")
def test_lag_is_counted_for_every_event_that_is_over_the_oldest_first() -> None:
    WrapUpFactory(event__slug="2026-12", published_on=date(2026, 12, 24))
    past = PastEventFactory(slug="2023-05", starts_at=MIDNIGHT, ends_at=MIDNIGHT + timedelta(days=4))
    WrapUpFactory(event=past, published_on=date(2023, 6, 2))

    assert lag_facts(CLOSED) == [("2023-05", 7, None, True, False), ("2026-12", 20, 14, True, True)]


def test_lag_grows_while_the_wrap_up_is_not_published() -> None:
    EventFactory(slug="2026-12")

    assert lag_facts(HACKING) == []
    assert lag_facts(WRAP_UP) == [("2026-12", 11, 14, False, False)]
    assert lag_facts(CLOSED) == [("2026-12", 20, 14, False, True)]


@pytest.mark.usefixtures("in_berlin")
def test_wrap_up_on_the_day_it_is_due_is_in_time() -> None:
    WrapUpFactory(event__slug="2026-12", published_on=date(2026, 12, 18))

    assert lag_facts(CLOSED) == [("2026-12", 14, 14, True, False)]


def test_lag_is_left_out_where_the_days_are_not_known() -> None:
    WrapUpFactory(event=PastEventFactory(), published_on=date(2023, 6, 2))
    WrapUpFactory(event=PastEventFactory(starts_at=MIDNIGHT, ends_at=MIDNIGHT + timedelta(days=4)))

    assert lag_facts(CLOSED) == []


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(
    ("published_on", "now", "note", "kind"),
    [
        (date(2026, 12, 4), CLOSED, "days, due after 14", "is-done"),
        (date(2026, 12, 5), CLOSED, "day, due after 14", "is-done"),
        (date(2026, 12, 24), CLOSED, "days, due after 14", "is-overdue"),
        (None, REVIEW, "days so far, due after 14", "is-open"),
        (None, at(12, 20), "days so far, due after 14", "is-overdue"),
    ],
)
def test_bar_tells_in_words_what_it_shows(published_on: date | None, now: datetime, note: str, kind: str) -> None:
    event = WrapUpFactory(event__slug="2026-12", published_on=published_on).event

    [bar] = map(lag_bar, lags_of_all(now))

    days = ((published_on or now.date()) - date(2026, 12, 4)).days
    assert bar == Bar(event.name, days, note=note, kind=kind, url="/2026-12/wrap-up/", mark=14)


def test_bar_of_an_event_from_before_the_product_has_no_mark() -> None:
    past = PastEventFactory(starts_at=MIDNIGHT, ends_at=MIDNIGHT + timedelta(days=4))
    WrapUpFactory(event=past, published_on=date(2023, 6, 2))

    [bar] = map(lag_bar, lags_of_all(CLOSED))

    assert (bar.note, bar.mark) == ("days", None)


def test_lags_cost_one_query_however_many_events(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    WrapUpFactory.create_batch(5, published_on=date(2026, 12, 24))
    EventFactory.create_batch(5)
    events = list(Event.objects.all())

    with django_assert_num_queries(1):
        assert len(lags(events, now=CLOSED)) == 10


def test_lags_are_those_of_the_events_asked_for() -> None:
    asked, _ = WrapUpFactory.create_batch(2, published_on=date(2026, 12, 24))

    assert [lag.event for lag in lags([asked.event], now=CLOSED)] == [asked.event]
