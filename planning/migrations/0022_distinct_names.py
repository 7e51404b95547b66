from django.db import migrations, models
from django.db.models import Q

from planning.texts.columns import Distinct


class Migration(migrations.Migration):
    dependencies = [("planning", "0021_fold_texts")]

    operations = [
        migrations.AlterField("organization", "name", models.CharField(max_length=100)),
        migrations.AddConstraint(
            "attendee",
            Distinct(
                name="attendee_github_once_per_event",
                fields=["event", "folded_github"],
                condition=~Q(folded_github="") & Q(cancelled_at=None),
                violation_error_message="Someone with this GitHub handle is already registered.",
            ),
        ),
        migrations.AddConstraint(
            "organization",
            Distinct(
                name="organization_once",
                fields=["folded_name"],
                violation_error_message="There is already an organization with this name.",
            ),
        ),
    ]
