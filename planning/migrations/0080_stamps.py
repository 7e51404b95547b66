import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0065_codes_of_failed_posts")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[("stamp", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False))],
        ),
    ]
