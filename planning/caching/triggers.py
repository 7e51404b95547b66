"""The database itself renews the stamps: so it does for a page, the admin, a script, and someone with SQL.

They are set up after each `migrate`, and not by migrations: to change a column SQLite makes the table anew and drops
the old one, with its triggers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from planning.caching.stamping import EVENT, EVENT_STAMP, POSTGRESQL_FUNCTIONS, SITE, STAMP, Trigger, triggers


@dataclass(frozen=True)
class TriggerKind:
    """Triggers whose names begin alike, and the table that they write to."""

    name: str
    table: str
    triggers: Callable[[BaseDatabaseWrapper], Iterator[Trigger]]
    functions: Callable[[], Mapping[str, str]]
    """What they call on PostgreSQL: the statement that makes each function, by its name."""
    fill: Callable[[BaseDatabaseWrapper], None] | None = None
    """Makes up for what was written while they were not there."""


def stamps_of(kind: str) -> Callable[[BaseDatabaseWrapper], Iterator[Trigger]]:
    return lambda connection: (made for made in triggers(connection) if made.name.startswith(f"{kind}_"))


kinds: list[TriggerKind] = [
    TriggerKind(SITE, STAMP, stamps_of(SITE), lambda: {SITE: POSTGRESQL_FUNCTIONS[SITE]}),
    TriggerKind(EVENT, EVENT_STAMP, stamps_of(EVENT), lambda: {EVENT: POSTGRESQL_FUNCTIONS[EVENT]}),
]
"""The contents pages add what rooms keep by triggers of their own."""

POSTGRESQL_FOUND = """
SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal
"""
SQLITE_FOUND = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"


def found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The name of each of our triggers, and its table."""
    beginnings = tuple(f"{kind.name}_" for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_FOUND if connection.vendor == "postgresql" else SQLITE_FOUND)
        there = {str(name): str(table) for name, table in cursor.fetchall()}
    return {name: table for name, table in there.items() if name.startswith(beginnings)}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """As far as what they read is there: `migrate` may have been told to go only so far."""
    tables = set(connection.introspection.table_names())
    made = (made for kind in kinds if kind.table in tables for made in kind.triggers(connection))
    return {each.name: each for each in made if each.table in tables and has_column(connection, each)}


def has_column(connection: BaseDatabaseWrapper, trigger: Trigger) -> bool:
    if not trigger.column:
        return True
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, trigger.table)
    return trigger.column in {column.name for column in columns}


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
    new = made.keys() - there
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for function in functions_of(made):
                cursor.execute(function)
        for name in new:
            cursor.execute(made[name].created)
    for kind in kinds:
        if kind.fill and any(name.startswith(f"{kind.name}_") for name in new):
            kind.fill(connection)


def functions_of(made: Iterable[str]) -> Iterator[str]:
    """The statements that make what these triggers call."""
    names = tuple(made)
    for kind in kinds:
        if any(name.startswith(f"{kind.name}_") for name in names):
            yield from kind.functions().values()


def stop_watching(connection: BaseDatabaseWrapper) -> None:
    """Before the tables of stamps go: no one could write any more."""
    drop(connection, found(connection).items())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for kind in kinds:
                for name in kind.functions():
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
