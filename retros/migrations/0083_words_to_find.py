"""The words by which rows are found, and what finds them: a table of its own on SQLite, an index on PostgreSQL."""

from django.db import migrations

from planning.caching import triggers
from planning.finding.columns import Searched
from planning.finding.indexing import drop_index, make_index
from planning.texts.filling import fill_made

MODELS = ("nextstep", "report")


def fill_words(apps, schema_editor):
    for model in MODELS:
        fill_made(apps.get_model("retros", model), "searched", schema_editor)


def make_indexes(apps, schema_editor):
    for model in MODELS:
        make_index(schema_editor.connection, f"retros_{model}")


def drop_indexes(apps, schema_editor):
    triggers.stop_watching(schema_editor.connection)
    for model in MODELS:
        drop_index(schema_editor.connection, f"retros_{model}")


class Migration(migrations.Migration):
    dependencies = [("planning", "0094_words_to_find"), ("retros", "0082_traits_of_reports")]

    operations = [
        migrations.AddField("nextstep", "searched", Searched("text")),
        migrations.AddField("report", "searched", Searched("outcome_note", "achievements", "notes")),
        migrations.RunPython(fill_words, migrations.RunPython.noop),
        migrations.RunPython(make_indexes, drop_indexes),
    ]
