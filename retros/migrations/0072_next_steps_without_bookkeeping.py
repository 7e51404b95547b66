from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("retros", "0071_move_plans_of_reminders")]

    operations = [
        migrations.RemoveIndex(model_name="nextstep", name="next_step_to_remind"),
        migrations.RemoveIndex(model_name="nextstep", name="next_step_unplanned"),
        migrations.RemoveIndex(model_name="nextstep", name="next_step_unread"),
        migrations.RemoveIndex(model_name="nextstep", name="next_step_still_planned"),
        migrations.RemoveField(model_name="nextstep", name="planned_for"),
        migrations.RemoveField(model_name="nextstep", name="remind_on"),
        migrations.RemoveField(model_name="nextstep", name="reminded_before"),
        migrations.RemoveField(model_name="nextstep", name="links_read_in"),
    ]
