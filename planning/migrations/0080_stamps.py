import uuid

from django.db import migrations, models

from planning.caching import triggers


def stop_watching(apps, schema_editor):
    triggers.stop_watching(schema_editor.connection)


class Migration(migrations.Migration):
    """What renews the stamps is set up once all migrations are through."""

    dependencies = [("planning", "0070_people_in_order")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[("stamp", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(migrations.RunPython.noop, stop_watching),
    ]
