"""Which demos their teams have said nothing of. Until now these stood as teams that show nothing."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def tell_apart(apps: Any, _editor: Any) -> None:
    """What an agenda was drawn up with for a silent team has no minutes, no words and nobody who presents it."""
    demos = apps.get_model("retros", "Demo").objects.exclude(meeting=None)
    silent = demos.filter(minutes=0, note="", presenters=None, state="waiting")
    silent.update(is_answered=False)


class Migration(migrations.Migration):
    dependencies = [("retros", "0050_links_closed_for_another_reason")]

    operations = [
        migrations.AddField(
            model_name="demo",
            name="is_answered",
            field=models.BooleanField(
                default=True, help_text="Whether its team has said if it will show something.", verbose_name="answered"
            ),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="demo",
            constraint=models.CheckConstraint(
                condition=Q(is_answered=True) | Q(minutes=0),
                name="demo_is_answered_if_it_has_minutes",
                violation_error_message="A demo with minutes is one that its team has answered for.",
            ),
        ),
    ]
