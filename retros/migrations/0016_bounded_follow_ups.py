from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0014_feeds"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="followup",
            options={"ordering": ["-event__slug"], "verbose_name": "follow-up"},
        ),
        migrations.AlterModelOptions(
            name="historicalfollowup",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical follow-up",
                "verbose_name_plural": "historical follow-ups",
            },
        ),
        migrations.AlterModelOptions(
            name="historicalwrapup",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical wrap-up",
                "verbose_name_plural": "historical wrap-ups",
            },
        ),
        migrations.AlterModelOptions(
            name="importedwrapup",
            options={"ordering": ["-event"], "verbose_name": "imported wrap-up"},
        ),
        migrations.AlterModelOptions(
            name="wrapup",
            options={"ordering": ["-event"], "verbose_name": "wrap-up"},
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days_before__lte", 366),
                    ("end_after__lte", 100),
                    ("grace_days__lte", 366),
                    ("repeat_days__lte", 366),
                ),
                name="follow_up_within_a_year",
                violation_error_message="Choose at most a year and a hundred reminders.",
            ),
        ),
    ]
