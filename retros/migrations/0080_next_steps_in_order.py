from django.db import migrations, models

DUE = models.Func(
    models.F("due_on"), template="COALESCE(%(expressions)s, '9999-12-31')", output_field=models.DateField()
)


class Migration(migrations.Migration):
    dependencies = [("retros", "0072_next_steps_without_bookkeeping")]

    operations = [
        migrations.RemoveIndex(model_name="nextstep", name="next_step_open_by_due_date"),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(DUE, models.F("id"), name="next_step_by_due_date"),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                models.F("state"), DUE, models.F("id"), models.F("topic"), name="next_step_by_state_and_due"
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(
                models.F("owner_organization"),
                models.F("owner"),
                models.F("state"),
                DUE,
                models.F("id"),
                name="next_step_by_owner_and_state",
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(fields=["topic", "state"], name="next_step_by_topic_and_state"),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(fields=["closed_on", "id"], name="next_step_by_day_closed"),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(fields=["state", "active_on"], name="next_step_active_by_state"),
        ),
    ]
