from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0003_claims_in_batches"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="apitoken",
            options={"ordering": ["-created_at"], "verbose_name": "API token"},
        ),
        migrations.AlterModelOptions(
            name="checkin",
            options={"ordering": ["-written_at", "-pk"], "verbose_name": "check-in"},
        ),
    ]
