import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0008_reminders_into_digests")]

    operations = [
        migrations.RemoveField(model_name="reminder", name="message"),
        migrations.RemoveField(model_name="reminder", name="stage"),
        migrations.AlterField(
            model_name="reminder",
            name="number",
            field=models.PositiveSmallIntegerField(help_text="Which one it was for this due date, from 1."),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="why",
            field=models.CharField(
                help_text="Why this person: owner, unowned, unanswered and so on.", max_length=20
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="digest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="retros.digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("step", "due_on", "number", "to"), name="reminder_once_a_number"
            ),
        ),
    ]
