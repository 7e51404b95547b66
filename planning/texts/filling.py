"""For migrations: clean what was stored before, and fill what is made of it."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from planning.texts.cleaning import line, lines
from planning.texts.columns import Made

BATCH = 2000
NOTHING_SEEN = "unnamed"


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor, app: str) -> None:
    for model in apps.get_app_config(app).get_models():
        columns = [field for field in model._meta.fields if isinstance(field, Made)]
        if columns:
            fill_table(model, columns, editor)


def fill_table(model: type[models.Model], columns: list[Made], editor: BaseDatabaseSchemaEditor) -> None:
    """One statement per row, many rows per batch: a million steps take minutes, not hours."""
    sources: list[Any] = [model._meta.get_field(source) for column in columns for source in column.sources]
    quote, key, written = editor.quote_name, "id", [*sources, *columns]
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in written)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {quote(key)} = %s"  # noqa: S608  # names of our own
    rows, last = model._base_manager.order_by("pk"), None
    while batch := list(rows.filter(pk__gt=last)[:BATCH] if last else rows[:BATCH]):
        last = batch[-1].pk
        with editor.connection.cursor() as cursor:
            cursor.executemany(statement, [[*cleaned(row, sources, columns), row.pk] for row in batch])


def fill_made(model: type[models.Model], name: str, editor: BaseDatabaseSchemaEditor) -> None:
    """One column that is made of others, which stay as they are."""
    made: Any = model._meta.get_field(name)
    quote, rows, last = editor.quote_name, model._base_manager.only(*made.sources).order_by("pk"), None
    statement = f"UPDATE {quote(model._meta.db_table)} SET {quote(made.column)} = %s WHERE {quote('id')} = %s"  # noqa: S608  # as above
    while batch := list(rows.filter(pk__gt=last)[:BATCH] if last else rows[:BATCH]):
        last = batch[-1].pk
        with editor.connection.cursor() as cursor:
            cursor.executemany(statement, [[made.make(row), row.pk] for row in batch])


def cleaned(row: models.Model, sources: list[Any], columns: list[Made]) -> list[str]:
    for source in sources:
        if text := getattr(row, source.name):
            setattr(row, source.name, without_what_is_not_seen(text, source))
    return [getattr(row, field.name) for field in (*sources, *columns)]


def without_what_is_not_seen(text: str, source: Any) -> str:
    if isinstance(source, models.TextField):
        return lines(text)
    if isinstance(source, models.EmailField):
        return text
    return line(text)[: source.max_length] or ("" if source.blank else NOTHING_SEEN)
