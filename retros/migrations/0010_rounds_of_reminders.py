from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def count_from_the_first(apps, _schema_editor):
    """What was reminded of goes on with the next number, in the round that runs."""
    NextStep, Reminder = apps.get_model("retros", "NextStep"), apps.get_model("retros", "Reminder")
    reminded = Reminder.objects.filter(step=OuterRef("pk"), due_on=OuterRef("due_on"))
    NextStep.objects.filter(Exists(reminded)).update(reminded_before=0)


class Migration(migrations.Migration):
    dependencies = [("retros", "0009_reminders_in_digests_alone")]

    operations = [
        migrations.AddField(
            model_name="nextstep",
            name="reminded_before",
            field=models.PositiveSmallIntegerField(
                editable=False,
                help_text="Reminders for its due date before it was reopened. Empty: start over.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                condition=Q(Q(("state", "open"), _negated=True), ("planned_for__isnull", False)),
                fields=["due_on"],
                name="next_step_still_planned",
            ),
        ),
        migrations.RunPython(count_from_the_first, migrations.RunPython.noop),
    ]
