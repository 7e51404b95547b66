"""What was said before there were moods goes on in the new form. What is too long for it is whole in the details."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BATCH = 500
PROGRESS, HELP_WANTED = 140, 90


def carry_on(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    words = apps.get_model("planning", "CheckIn").objects.order_by("pk")
    last = 0
    while batch := list(words.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        for word in batch:
            progress, word.progress = word.progress, in_short(word.progress, PROGRESS)
            help_wanted, word.help_wanted = word.help_wanted, in_short(word.help_wanted, HELP_WANTED)
            word.mood = "stuck" if word.blockers else "well"
            parts = (
                progress if word.progress != progress else "",
                f"In the way: {word.blockers}" if word.blockers else "",
                f"Help wanted: {help_wanted}" if word.help_wanted != help_wanted else "",
            )
            word.details = "\n\n".join(filter(None, parts))
        words.model.objects.bulk_update(batch, ["mood", "progress", "help_wanted", "details"])


def in_short(text: str, longest: int) -> str:
    """On one line. What does not fit ends in an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


class Migration(migrations.Migration):

    dependencies = [
        ("planning", "0099_moods"),
    ]

    operations = [migrations.RunPython(carry_on, migrations.RunPython.noop)]
