"""What finds words in `Searched` columns: full-text tables and the triggers that fill them on SQLite, and an index on
PostgreSQL. Both hold the same words, and no other way of taking a text apart.
"""

from collections.abc import Iterator
from functools import partial

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from planning.caching.stamping import Trigger
from planning.caching.triggers import TriggerKind
from planning.finding.words import SHORTEST_BEGINNING

FOUND = "find_words"
"""The beginning of the names of all that is set up here: an index is called `find_words_planning_topic`."""
COLUMN = "searched"
NEWEST = 1_000
"""Rows that are found: of more the newest."""

MANY = 3_000
"""Rows that PostgreSQL takes from the index at most. Words that more have are soon found a thousand times."""

searched: list[str] = []
"""Models with such a column. The contents pages fill it."""


# To take the text of each row to pieces is dearer than PostgreSQL would think, so that it uses the index.
LEXEMES = f"""
CREATE OR REPLACE FUNCTION {FOUND}_in(words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
BEGIN
    RETURN array_to_tsvector(string_to_array(words, ' '));
END
$$"""


def tables(app: str) -> list[str]:
    return sorted(apps.get_model(label)._meta.db_table for label in searched if label.startswith(f"{app}."))


def triggers_of_search(app: str, connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """PostgreSQL keeps its index itself."""
    if connection.vendor == "postgresql":
        return
    for table in tables(app):
        index = f"{FOUND}_{table}"
        # The table of the index holds no text of its own: what goes has to be told as it was.
        gone = f"INSERT INTO {index} ({index}, rowid, {COLUMN}) VALUES ('delete', OLD.id, OLD.{COLUMN});"  # noqa: S608  # names of our own
        come = f"INSERT INTO {index} (rowid, {COLUMN}) VALUES (NEW.id, NEW.{COLUMN});"  # noqa: S608  # as above
        changed = f" WHEN (OLD.{COLUMN} IS NOT NEW.{COLUMN} OR OLD.id <> NEW.id)"
        for done, when, body in (("insert", "", come), ("update", changed, gone + come), ("delete", "", gone)):
            name = f"{FOUND}_{app}_{done}_{table}"
            yield Trigger(
                name, table, f'CREATE TRIGGER {name} AFTER {done.upper()} ON "{table}"{when} BEGIN {body} END', COLUMN
            )


def make_index(connection: BaseDatabaseWrapper, table: str) -> None:
    """For migrations. What is already there is indexed with the triggers, or at once on PostgreSQL."""
    index = f"{FOUND}_{table}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(LEXEMES)
            cursor.execute(f'CREATE INDEX {index} ON "{table}" USING gin ({lexemes()})')
        else:
            options = f"{COLUMN}, content='', tokenize='ascii', prefix='{SHORTEST_BEGINNING} 3'"
            cursor.execute(f"CREATE VIRTUAL TABLE {index} USING fts5({options})")


def drop_index(connection: BaseDatabaseWrapper, table: str) -> None:
    kind = "INDEX" if connection.vendor == "postgresql" else "TABLE"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {kind} IF EXISTS {FOUND}_{table}")


def fill_search_index(app: str, connection: BaseDatabaseWrapper) -> None:
    """All anew: rows may have been written while nothing watched."""
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        for table in tables(app):
            index = f"{FOUND}_{table}"
            cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")  # noqa: S608  # as above
            cursor.execute(f'INSERT INTO {index} (rowid, {COLUMN}) SELECT id, {COLUMN} FROM "{table}"')  # noqa: S608  # as above


def lexemes() -> str:
    return f"{FOUND}_in({COLUMN})"


def keys_with_words(model: type[Model], words: tuple[str, ...], connection: BaseDatabaseWrapper) -> list[int]:
    """Of the rows that have a word beginning with each of these, the newest first."""
    table, is_postgresql = model._meta.db_table, connection.vendor == "postgresql"
    asked = (" & " if is_postgresql else " ").join(beginning(word, is_postgresql=is_postgresql) for word in words)
    if is_postgresql:
        found, asked_of_rows = newest_on_postgresql(table, len(words)), [within_row(word) for word in words]
    else:
        index = f"{FOUND}_{table}"
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH %s ORDER BY rowid DESC LIMIT {NEWEST}"  # noqa: S608  # names of our own
        asked_of_rows = []
    with connection.cursor() as cursor:
        cursor.execute(found, [asked, *asked_of_rows])
        return [int(key) for (key,) in cursor.fetchall()]


def newest_on_postgresql(table: str, words: int) -> str:
    """By the index, unless it finds so many rows that it is faster to go through them until there are enough.

    The planner would choose between the two by what it expects, and be far out if words go together or are mostly in
    old rows. `OFFSET 0` has it read the rows in their order, one after the other.
    """
    in_row = " AND ".join(["words LIKE %s"] * words)
    return f"""
    WITH found AS MATERIALIZED (SELECT id FROM "{table}" WHERE {lexemes()} @@ %s::tsquery LIMIT {MANY + 1}),
    counted AS MATERIALIZED (SELECT COUNT(*) > {MANY} AS are_many FROM found)
    (SELECT id FROM found WHERE NOT (SELECT are_many FROM counted) ORDER BY id DESC LIMIT {NEWEST})
    UNION ALL
    (SELECT id FROM (SELECT id, ' ' || {COLUMN} || ' ' AS words FROM "{table}" ORDER BY id DESC OFFSET 0) AS every
     WHERE (SELECT are_many FROM counted) AND {in_row} LIMIT {NEWEST})"""  # noqa: S608  # as above


def within_row(word: str) -> str:
    """As `beginning` has it, for a text with a space around each of its words."""
    return f"% {word} %" if len(word) < SHORTEST_BEGINNING else f"% {word}%"


def beginning(word: str, *, is_postgresql: bool) -> str:
    """Words are letters and digits: none has to be escaped."""
    is_whole = len(word) < SHORTEST_BEGINNING
    if is_postgresql:
        return f"'{word}'" if is_whole else f"'{word}':*"
    return f'"{word}"' if is_whole else f'"{word}"*'


def search_triggers(app: str, model: str) -> TriggerKind:
    """Of the models of an app. An older database is without the index of `model`."""
    return TriggerKind(
        f"{FOUND}_{app}",
        f"{FOUND}_{app}_{model}",
        partial(triggers_of_search, app),
        dict,
        partial(fill_search_index, app),
    )
