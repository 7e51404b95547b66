"""What topics are compared by. The index is filled once all migrations are through, with the triggers that keep it."""

import django.db.models.deletion
from django.db import migrations, models

from planning.caching import triggers
from planning.texts.filling import fill_made
from planning.topics.likeness.columns import TopicTraits


def fill_traits(apps, schema_editor):
    fill_made(apps.get_model("planning", "Topic"), "traits", schema_editor)


def stop_watching(apps, schema_editor):
    triggers.stop_watching(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("planning", "0091_messages_given_up")]

    operations = [
        migrations.CreateModel(
            name="Trait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(editable=False, max_length=40)),
                ("source_id", models.BigIntegerField(editable=False)),
                ("trait", models.CharField(editable=False, max_length=220)),
                ("named", models.SmallIntegerField(editable=False)),
                ("whole", models.SmallIntegerField(editable=False)),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="planning.topic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["trait", "topic", "named", "whole"], name="trait_of_topics"),
                    models.Index(fields=["source", "source_id"], name="trait_of_source"),
                ],
            },
        ),
        migrations.AddField("topic", "traits", TopicTraits("title", "problem", "motivation", "benefits")),
        migrations.RunPython(fill_traits, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, stop_watching),
    ]
