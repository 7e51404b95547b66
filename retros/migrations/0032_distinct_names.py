from django.db import migrations

from planning.texts.columns import Distinct


class Migration(migrations.Migration):
    dependencies = [("retros", "0031_fold_texts")]

    operations = [
        migrations.AddConstraint(
            "group",
            Distinct(
                name="group_name_once_per_column",
                fields=["event", "column", "folded_name"],
                violation_error_message="This column already has a group with this name.",
            ),
        ),
    ]
