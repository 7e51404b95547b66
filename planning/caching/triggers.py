"""The database itself renews the stamp: so it does for a page, the admin, a script, and someone with SQL.

They are set up after each `migrate`, and not by migrations: to change a column SQLite makes the table anew and drops
the old one, with its triggers.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from planning.caching.tables import watched_tables

NAME = "renew_stamp"
STAMP = "planning_stamp"  # the table of Stamp, which cannot be imported before the apps are ready

# Nobody waits for a lock here, so there is no deadlock: a stamp that another transaction is about to replace is left to
# it. Once a transaction has put its own stamp there, no one else sees the next until it ends. Neither does a statement
# count that changed no row, like those that look every minute whether there is something to be done.
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('planning.stamped', true) IS NOT DISTINCT FROM pg_current_xact_id()::text THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'TRUNCATE' THEN
        IF NOT EXISTS (SELECT FROM touched) THEN
            RETURN NULL;
        END IF;
    END IF;
    DELETE FROM {STAMP} WHERE stamp IN (SELECT stamp FROM {STAMP} FOR UPDATE SKIP LOCKED);
    INSERT INTO {STAMP} (stamp) VALUES (gen_random_uuid());
    PERFORM set_config('planning.stamped', pg_current_xact_id()::text, true);
    RETURN NULL;
END
$$"""  # noqa: S608  # names of our own
POSTGRESQL_EVENTS = {
    "insert": "REFERENCING NEW TABLE AS touched",
    "update": "REFERENCING NEW TABLE AS touched",
    "delete": "REFERENCING OLD TABLE AS touched",
    "truncate": "",
}
POSTGRESQL_FOUND = f"SELECT tgname FROM pg_trigger WHERE tgname LIKE '{NAME}%' AND NOT tgisinternal"  # noqa: S608  # as above

# Not with REPLACE: in a trigger, what the statement outside says of conflicts is done, and it may say IGNORE.
SQLITE_BODY = f"""
BEGIN
    DELETE FROM {STAMP};
    INSERT INTO {STAMP} (stamp) VALUES (lower(hex(randomblob(16))));
END"""  # noqa: S608  # as above
SQLITE_EVENTS = ("insert", "update", "delete")
SQLITE_FOUND = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{NAME}%'"  # noqa: S608  # as above


def wanted(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """The name of each trigger, and how it is made."""
    for table in sorted(watched_tables()):
        quoted = connection.ops.quote_name(table)
        if connection.vendor == "postgresql":
            for event, rows in POSTGRESQL_EVENTS.items():
                name = f"{NAME}_{event}_{table}"
                when = f"AFTER {event.upper()} ON {quoted} {rows} FOR EACH STATEMENT"
                yield name, f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {NAME}()"
        else:
            for event in SQLITE_EVENTS:
                name = f"{NAME}_{event}_{table}"
                yield name, f"CREATE TRIGGER {name} AFTER {event.upper()} ON {quoted} {SQLITE_BODY}"


def found(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_FOUND if connection.vendor == "postgresql" else SQLITE_FOUND)
        return {str(row[0]) for row in cursor.fetchall()}


def table_of(name: str) -> str:
    return name.removeprefix(f"{NAME}_").partition("_")[2]


def watch_tables(using: str, **_kwargs: Any) -> None:
    """After `migrate`. Some tables may be missing, if it was told to go only so far."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if STAMP not in tables:
        return
    there, made = found(connection), dict(wanted(connection))
    drop(connection, there - made.keys())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name in made.keys() - there:
            if table_of(name) in tables:
                cursor.execute(made[name])


def stop_watching(connection: BaseDatabaseWrapper) -> None:
    """Before the table of stamps goes: no one could write any more."""
    drop(connection, found(connection))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP FUNCTION IF EXISTS {NAME}")


def drop(connection: BaseDatabaseWrapper, names: Collection[str]) -> None:
    with connection.cursor() as cursor:
        for name in names:
            on = f" ON {connection.ops.quote_name(table_of(name))}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def lacking(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should be there. None of a database that was never migrated."""
    if STAMP not in connection.introspection.table_names():
        return []
    there = found(connection)
    return [name for name, _ in wanted(connection) if name not in there]
