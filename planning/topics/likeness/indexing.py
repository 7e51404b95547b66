"""The triggers that take traits apart into the table of the index, in the words of SQLite and of PostgreSQL.

So the index is right whatever writes: a page, the admin, a script.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from planning.caching.stamping import Trigger
from planning.caching.triggers import TriggerKind

INDEX = "planning_trait"
"""The table of the model, which cannot be imported before the apps are ready."""
TRAITS = "index_traits"

compared: dict[str, str] = {}
"""Models whose rows say something of a topic, and the way to its key: `report__topic`. The contents pages fill it."""

SQLITE_ROW = """
INSERT INTO {index} (source, source_id, topic_id, trait, named, whole)
SELECT '{source}', {row}."id", {topic}, key, json_extract(value, '$[0]'), json_extract(value, '$[1]')
FROM {rows}json_each({row}.traits) WHERE {topic} IS NOT NULL;
"""
POSTGRESQL_ROW = """
INSERT INTO {index} (source, source_id, topic_id, trait, named, whole)
SELECT '{source}', {row}."id", {topic}, key, (value->>0)::int, (value->>1)::int
FROM {rows}jsonb_each({row}.traits::jsonb) WHERE {topic} IS NOT NULL;
"""


def triggers_of_likeness(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    is_postgresql = connection.vendor == "postgresql"
    for label in sorted(compared):
        table = apps.get_model(label)._meta.db_table
        changed = f"OLD.traits IS {'DISTINCT FROM' if is_postgresql else 'NOT'} NEW.traits"
        for done, when in (("insert", ""), ("update", f" WHEN ({changed})"), ("delete", "")):
            name = f"{TRAITS}_{done}_{table}"
            body = f"EXECUTE FUNCTION {TRAITS}_{table}()" if is_postgresql else sqlite_body(label, done)
            created = f'CREATE TRIGGER {name} AFTER {done.upper()} ON "{table}" FOR EACH ROW{when} {body}'
            yield Trigger(name, table, created, column="traits")


def sqlite_body(label: str, done: str) -> str:
    removed = "" if done == "insert" else removal(label)
    added = "" if done == "delete" else addition(SQLITE_ROW, label, "NEW")
    return f"BEGIN {removed} {added} END"


def functions() -> dict[str, str]:
    """Of PostgreSQL, one for each table, whatever is done to a row."""
    return dict(function(label) for label in sorted(compared))


def function(label: str) -> tuple[str, str]:
    name = f"{TRAITS}_{apps.get_model(label)._meta.db_table}"
    return (
        name,
        f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        {removal(label)}
    END IF;
    IF TG_OP <> 'DELETE' THEN
        {addition(POSTGRESQL_ROW, label, "NEW")}
    END IF;
    RETURN NULL;
END
$$""",
    )


def removal(label: str) -> str:
    return f"DELETE FROM {INDEX} WHERE source = '{label}' AND source_id = OLD.id;"  # noqa: S608  # names of our own


def addition(statement: str, label: str, row: str, rows: str = "") -> str:
    return statement.format(index=INDEX, source=label, row=row, rows=rows, topic=leads_to_topic(label, row))


def leads_to_topic(label: str, row: str) -> str:
    """SQL for the key of the topic that a row says something of."""
    model, found = apps.get_model(label), ""
    for name in compared[label].split("__"):
        meta = model._meta
        field = next(field for field in meta.concrete_fields if field.name == name)
        table, key, column = meta.db_table, meta.pk.column, field.column
        found = f'(SELECT "{column}" FROM "{table}" WHERE "{key}" = {found})' if found else f'{row}."{column}"'  # noqa: S608  # as above
        model = field.related_model or model
    return found


def fill_likeness_index(connection: BaseDatabaseWrapper) -> None:
    """All anew: rows may have been written while nothing watched."""
    statement = POSTGRESQL_ROW if connection.vendor == "postgresql" else SQLITE_ROW
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {INDEX}")  # noqa: S608  # as above
        for label in sorted(compared):
            table = apps.get_model(label)._meta.db_table
            cursor.execute(addition(statement, label, f'"{table}"', f'"{table}", '))


def likeness_triggers() -> TriggerKind:
    return TriggerKind(TRAITS, INDEX, triggers_of_likeness, functions, fill_likeness_index)
