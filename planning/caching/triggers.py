"""The database itself renews the stamps: so it does for a page, the admin, a script, and someone with SQL.

They are set up after each `migrate`, and not by migrations: to change a column SQLite makes the table anew and drops
the old one, with its triggers.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from planning.caching.stamping import EVENT, EVENT_STAMP, POSTGRESQL_FUNCTIONS, SITE, STAMP, Trigger, triggers

POSTGRESQL_FOUND = f"""
SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND (tgname LIKE '{SITE}%' OR tgname LIKE '{EVENT}%')
"""  # noqa: S608  # names of our own
SQLITE_FOUND = f"""
SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND (name LIKE '{SITE}%' OR name LIKE '{EVENT}%')
"""  # noqa: S608  # as above


def found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The name of each trigger, and its table."""
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_FOUND if connection.vendor == "postgresql" else SQLITE_FOUND)
        return {str(name): str(table) for name, table in cursor.fetchall()}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """As far as the tables are there: `migrate` may have been told to go only so far."""
    tables = set(connection.introspection.table_names())
    stamps = {SITE: STAMP, EVENT: EVENT_STAMP}
    kinds = tuple(f"{kind}_" for kind, stamp in stamps.items() if stamp in tables)
    return {made.name: made for made in triggers(connection) if made.table in tables and made.name.startswith(kinds)}


def make_way(using: str, **_kwargs: Any) -> None:
    """Before `migrate`: SQLite makes no table anew while a trigger on another one reads it."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        drop(connection, found(connection).items())


def watch_tables(using: str, **_kwargs: Any) -> None:
    """After `migrate`."""
    connection = connections[using]
    there, made = found(connection), wanted(connection)
    drop(connection, [(name, table) for name, table in there.items() if name not in made])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in POSTGRESQL_FUNCTIONS.values():
                cursor.execute(function)
        for name in made.keys() - there:
            cursor.execute(made[name].created)


def stop_watching(connection: BaseDatabaseWrapper) -> None:
    """Before the tables of stamps go: no one could write any more."""
    drop(connection, found(connection).items())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in POSTGRESQL_FUNCTIONS:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}")


def drop(connection: BaseDatabaseWrapper, there: Iterable[tuple[str, str]]) -> None:
    with connection.cursor() as cursor:
        for name, table in there:
            on = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def lacking(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should be there. None of a database that was never migrated."""
    there = found(connection)
    return [name for name in wanted(connection) if name not in there]
