"""The database as SQLite's own tools have it: without what Django adds to SQLite in its own connections."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection

from tests.factories import NextStepFactory, PastEventFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="This is about SQLite."),
]


@pytest.fixture
def plain() -> Iterator[sqlite3.Connection]:
    """The same file, with rows in it."""
    PastEventFactory()
    NextStepFactory()
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
        yield database


def test_the_database_can_be_checked_without_django(plain: sqlite3.Connection) -> None:
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


def test_rows_can_be_changed_without_django_and_rules_hold(plain: sqlite3.Connection) -> None:
    plain.execute("UPDATE planning_event SET slug = '2031-07' WHERE id = (SELECT min(id) FROM planning_event)")

    with pytest.raises(sqlite3.IntegrityError, match="event_slug_is_a_month"):
        plain.execute("UPDATE planning_event SET slug = '2031-13'")


def test_what_was_acknowledged_outlives_a_power_cut() -> None:
    with connection.cursor() as cursor:
        settings = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert settings == ["wal", 2]  # FULL
