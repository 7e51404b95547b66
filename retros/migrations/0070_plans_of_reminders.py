import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The bookkeeping of reminders and of links gets tables of its own; `0071` fills them, `0072` empties the old."""

    dependencies = [("retros", "0060_demos_not_answered_yet")]

    operations = [
        migrations.CreateModel(
            name="ReminderPlan",
            fields=[
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reminder_plan",
                        serialize=False,
                        to="retros.nextstep",
                    ),
                ),
                (
                    "planned_for",
                    models.DateField(help_text="The due date it is made for. Empty: to be made anew.", null=True),
                ),
                (
                    "remind_on",
                    models.DateField(help_text="When the step is reminded of next. Empty: no more.", null=True),
                ),
                (
                    "reminded_before",
                    models.PositiveSmallIntegerField(
                        help_text="Reminders of its due date before the round that runs. Empty: a new one is to begin.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["remind_on", "step"],
                "indexes": [models.Index(fields=["remind_on"], name="reminder_plan_by_day")],
            },
        ),
        migrations.CreateModel(
            name="LinksRead",
            fields=[
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="links_read",
                        serialize=False,
                        to="retros.nextstep",
                    ),
                ),
                ("read_in", models.TextField(blank=True, editable=False)),
            ],
            options={"ordering": ["step"], "verbose_name_plural": "links read"},
        ),
        migrations.AddIndex(
            model_name="nextstep", index=models.Index(fields=["active_on"], name="next_step_active")
        ),
    ]
