from django.db import migrations, models


class Migration(migrations.Migration):
    """Links of texts that are there already are read by the task that looks for unread ones."""

    dependencies = [("retros", "0010_rounds_of_reminders")]

    operations = [
        migrations.CreateModel(
            name="PollingPause",
            fields=[
                ("host", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
                ("reason", models.CharField(max_length=200)),
            ],
            options={"ordering": ["host"]},
        ),
        migrations.AddField(
            model_name="nextstep",
            name="links_read_in",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="The text its links were read from.",
            ),
        ),
        migrations.AddField(
            model_name="steplink",
            name="from_text",
            field=models.BooleanField(default=False, editable=False, help_text="It is in the step's text."),
        ),
        migrations.AddField(
            model_name="steplink",
            name="problem",
            field=models.CharField(blank=True, editable=False, help_text="Why nothing is known about it.", max_length=200),
        ),
        migrations.AddField(
            model_name="steplink",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("completed", "as completed"),
                    ("not_planned", "as not planned"),
                    ("duplicate", "as a duplicate"),
                    ("not_merged", "without being merged"),
                ],
                max_length=12,
                verbose_name="closed how",
            ),
        ),
        migrations.AddField(
            model_name="steplink",
            name="reference",
            field=models.CharField(
                blank=True, db_index=True, editable=False, help_text="Its short name on GitHub.", max_length=160
            ),
        ),
        migrations.AddField(
            model_name="steplink",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, help_text="When someone removed it, though it is in the step's text.", null=True
            ),
        ),
        migrations.AddField(
            model_name="steplink",
            name="updated_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When GitHub's information about it is from.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="steplink",
            name="checked_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When GitHub was last asked.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="steplink",
            name="state",
            field=models.CharField(
                choices=[("unknown", "not known"), ("open", "open"), ("merged", "merged"), ("closed", "closed")],
                default="unknown",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                condition=models.Q(("links_read_in", models.F("text")), _negated=True),
                fields=["id"],
                name="next_step_unread",
            ),
        ),
    ]
