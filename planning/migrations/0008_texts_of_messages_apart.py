from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# A message is written three times on its way out, and only its state changes. PostgreSQL writes the whole row anew each
# time, but not what it keeps beside it: with a target this small that is every text of more than a line.
APART = "ALTER TABLE planning_message SET (toast_tuple_target = 128)"
AS_BEFORE = "ALTER TABLE planning_message RESET (toast_tuple_target)"


def keep_texts_apart(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(APART)


def keep_as_before(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(AS_BEFORE)


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_urgent_messages")]

    operations = [migrations.RunPython(keep_texts_apart, keep_as_before)]
