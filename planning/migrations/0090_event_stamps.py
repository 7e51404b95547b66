import uuid

from django.db import migrations, models

from planning.caching import triggers


def stamp_events(apps, schema_editor):
    """Later ones get theirs from the triggers, which are set up once all migrations are through."""
    event, stamp = apps.get_model("planning", "Event"), apps.get_model("planning", "EventStamp")
    stamp.objects.bulk_create(stamp(event_id=pk) for pk in event.objects.values_list("pk", flat=True))


def stop_watching(apps, schema_editor):
    triggers.stop_watching(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("planning", "0080_stamps")]

    operations = [
        migrations.CreateModel(
            name="EventStamp",
            fields=[
                ("stamp", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.RunPython(stamp_events, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, stop_watching),
    ]
