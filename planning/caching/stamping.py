"""The triggers that renew stamps whenever a table is written to, in the words of SQLite and of PostgreSQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from planning.caching.tables import WayToEvent, models_of_events, watched_tables

STAMP, EVENT_STAMP = "planning_stamp", "planning_eventstamp"
"""The tables of the models, which cannot be imported before the apps are ready."""
SITE, EVENT = "renew_stamp", "renew_event_stamp"
"""What renews them: a function, and the beginning of the name of each trigger."""


@dataclass(frozen=True)
class Trigger:
    name: str
    table: str
    created: str
    """By this statement."""
    column: str = ""
    """What it reads, where an older database may be without."""


# Nobody waits for a lock here, so there is no deadlock: a stamp that another transaction is about to replace is left to
# it. Once a transaction has put its own stamp there, no one else sees the next until it ends. Neither does a statement
# count that changed no row, like those that look every minute whether there is something to be done.
POSTGRESQL_FUNCTIONS = {
    SITE: f"""
CREATE OR REPLACE FUNCTION {SITE}() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$""",  # noqa: S608  # names of our own
    # As above, for each event. It is told the way from a row, called `changed`, and the columns that count.
    EVENT: f"""
CREATE OR REPLACE FUNCTION {EVENT}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rows text := 'touched';
    stamped bigint[] := coalesce(nullif(current_setting('planning.stamped_events', true), ''), '{{}}')::bigint[];
    events bigint[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        events := ARRAY(SELECT DISTINCT event_id FROM {EVENT_STAMP});
    ELSE
        IF TG_OP = 'UPDATE' THEN
            rows := format('((SELECT %1$s FROM touched EXCEPT SELECT %1$s FROM was)
                UNION ALL (SELECT %1$s FROM was EXCEPT SELECT %1$s FROM touched))', TG_ARGV[1]);
        END IF;
        EXECUTE format('SELECT ARRAY(SELECT DISTINCT %s FROM %s changed)', TG_ARGV[0], rows) INTO events;
    END IF;
    events := ARRAY(SELECT event FROM unnest(events) event WHERE event IS NOT NULL AND event <> ALL (stamped));
    IF events = '{{}}' THEN
        RETURN NULL;
    END IF;
    DELETE FROM {EVENT_STAMP}
    WHERE stamp IN (SELECT stamp FROM {EVENT_STAMP} WHERE event_id = ANY (events) FOR UPDATE SKIP LOCKED);
    INSERT INTO {EVENT_STAMP} (stamp, event_id) SELECT gen_random_uuid(), event FROM unnest(events) event;
    PERFORM set_config('planning.stamped_events', (stamped || events)::text, true);
    RETURN NULL;
END
$$""",  # noqa: S608  # as above
}
POSTGRESQL_ROWS = {
    "insert": "REFERENCING NEW TABLE AS touched",
    "update": "REFERENCING NEW TABLE AS touched",
    "delete": "REFERENCING OLD TABLE AS touched",
    "truncate": "",
}
POSTGRESQL_ROWS_OF_EVENTS = POSTGRESQL_ROWS | {"update": "REFERENCING OLD TABLE AS was NEW TABLE AS touched"}

SQLITE_ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
# Not with REPLACE: in a trigger, what the statement outside says of conflicts is done, and it may say IGNORE.
SQLITE_BODY = f"""
BEGIN
    DELETE FROM {STAMP};
    INSERT INTO {STAMP} (stamp) VALUES (lower(hex(randomblob(16))));
END"""  # noqa: S608  # as above


def triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """All there should be."""
    is_postgresql = connection.vendor == "postgresql"
    for table in sorted(watched_tables()):
        yield from postgresql_triggers(SITE, table) if is_postgresql else sqlite_triggers(table)
    for model, way in models_of_events():
        yield from (postgresql_triggers_of_events if is_postgresql else sqlite_triggers_of_events)(model, way)


def postgresql_triggers(
    function: str, table: str, arguments: str = "", referencing: Mapping[str, str] = POSTGRESQL_ROWS
) -> Iterator[Trigger]:
    for done, rows in referencing.items():
        name = f"{function}_{done}_{table}"
        when = f'AFTER {done.upper()} ON "{table}" {rows} FOR EACH STATEMENT'
        yield Trigger(name, table, f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}({arguments})")


def postgresql_triggers_of_events(model: type[Model], way: WayToEvent) -> Iterator[Trigger]:
    columns = ", ".join(f'"{column}"' for column in columns_of(model, way))
    arguments = f"'{leads_to_event(model, way, 'changed')}', '{columns}'"
    return postgresql_triggers(EVENT, model._meta.db_table, arguments, POSTGRESQL_ROWS_OF_EVENTS)


def sqlite_triggers(table: str) -> Iterator[Trigger]:
    for done in SQLITE_ROWS:
        name = f"{SITE}_{done}_{table}"
        yield Trigger(name, table, f'CREATE TRIGGER {name} AFTER {done.upper()} ON "{table}" {SQLITE_BODY}')


def sqlite_triggers_of_events(model: type[Model], way: WayToEvent) -> Iterator[Trigger]:
    table = model._meta.db_table
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns_of(model, way))
    for done, rows in SQLITE_ROWS.items():
        name = f"{EVENT}_{done}_{table}"
        events = " UNION ".join(f"SELECT {leads_to_event(model, way, row)} AS event" for row in rows)
        when = f" WHEN {differs}" if done == "update" else ""
        body = f"""
BEGIN
    DELETE FROM {EVENT_STAMP} WHERE event_id IN ({events});
    INSERT INTO {EVENT_STAMP} (stamp, event_id)
    SELECT lower(hex(randomblob(16))), event FROM ({events}) WHERE event IS NOT NULL;
END"""  # noqa: S608  # as above
        yield Trigger(name, table, f'CREATE TRIGGER {name} AFTER {done.upper()} ON "{table}"{when} {body}')


def columns_of(model: type[Model], way: WayToEvent) -> list[str]:
    """Those that count, those that say which row it is, and the one that its way begins with."""
    names = {model._meta.pk.name, way.way.partition("__")[0], *way.columns}
    return [str(field.column) for field in model._meta.concrete_fields if field.name in names]


def leads_to_event(model: type[Model], way: WayToEvent, row: str) -> str:
    """SQL for the key of a row's event. Null if something on the way is gone: then that has renewed the stamp."""
    found = ""
    for name in way.way.split("__"):
        meta = model._meta
        field = next(field for field in meta.concrete_fields if field.name == name)
        table, key, column = meta.db_table, meta.pk.column, field.column
        found = f'(SELECT "{column}" FROM "{table}" WHERE "{key}" = {found})' if found else f'{row}."{column}"'  # noqa: S608  # as above
        model = field.related_model or model
    return found
