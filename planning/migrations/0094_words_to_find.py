"""The words by which rows are found, and what finds them: a table of its own on SQLite, an index on PostgreSQL."""

from django.db import migrations

from planning.caching import triggers
from planning.finding.columns import Searched
from planning.finding.indexing import drop_index, make_index
from planning.texts.filling import fill_made

MODELS = ("comment", "event", "topic")


def fill_words(apps, schema_editor):
    for model in MODELS:
        fill_made(apps.get_model("planning", model), "searched", schema_editor)


def make_indexes(apps, schema_editor):
    for model in MODELS:
        make_index(schema_editor.connection, f"planning_{model}")


def drop_indexes(apps, schema_editor):
    triggers.stop_watching(schema_editor.connection)
    for model in MODELS:
        drop_index(schema_editor.connection, f"planning_{model}")


class Migration(migrations.Migration):
    dependencies = [("planning", "0093_unrelated_topics")]

    operations = [
        migrations.AddField("comment", "searched", Searched("text")),
        migrations.AddField("event", "searched", Searched("name", "venue", "introduction")),
        migrations.AddField("topic", "searched", Searched("title", "problem", "motivation", "benefits")),
        migrations.RunPython(fill_words, migrations.RunPython.noop),
        migrations.RunPython(make_indexes, drop_indexes),
    ]
