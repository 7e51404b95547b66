"""Fold what is stored. Of two groups of a column with the same name the later one gets a number."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from planning.texts.filling import fill


def fold_texts(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    fill(apps, editor, "retros")
    seen = set()
    for group in apps.get_model("retros", "Group").objects.order_by("pk"):
        if (group.event_id, group.column, group.folded_name) in seen:
            group.name = f"{group.name[:80]} ({group.pk})"
            group.save(update_fields=["name", "folded_name"])
        seen.add((group.event_id, group.column, group.folded_name))


class Migration(migrations.Migration):
    dependencies = [("retros", "0030_folded_texts")]

    operations = [migrations.RunPython(fold_texts, migrations.RunPython.noop)]
