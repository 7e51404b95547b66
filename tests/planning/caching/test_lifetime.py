from datetime import UTC, datetime, timedelta

import pytest

from planning.caching import lifetime
from planning.caching.lifetime import next_midnight, stays_until
from tests import clock


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    none: list[object] = []
    monkeypatch.setattr(lifetime, "turns", none)
    return none


@pytest.mark.usefixtures("in_berlin")
def test_midnight_is_where_the_site_is_also_when_clocks_change() -> None:
    assert next_midnight(datetime(2026, 3, 28, 22, tzinfo=UTC)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert next_midnight(datetime(2026, 3, 28, 23, tzinfo=UTC)) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_a_page_stays_until_the_first_turn(turns: list[object]) -> None:
    turns += [lambda _: clock.HACKING + timedelta(minutes=2), lambda now: now + timedelta(minutes=1), lambda _: None]

    assert stays_until(clock.HACKING) == clock.HACKING + timedelta(minutes=1)


def test_or_until_midnight(turns: list[object]) -> None:
    turns += [lambda now: now + timedelta(days=3)]

    assert stays_until(clock.HACKING) == next_midnight(clock.HACKING)
