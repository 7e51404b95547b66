"""What a topic is compared by, of what came of it."""

from django.db import migrations

from planning.caching import triggers
from planning.texts.filling import fill_made
from planning.topics.likeness.columns import LinkTraits, ReportTraits


def fill_traits(apps, schema_editor):
    fill_made(apps.get_model("retros", "Report"), "traits", schema_editor)
    fill_made(apps.get_model("retros", "Link"), "traits", schema_editor)


def stop_watching(apps, schema_editor):
    triggers.stop_watching(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("planning", "0092_traits_of_topics"), ("retros", "0081_imported_wrap_ups_as_they_are_here")]

    operations = [
        migrations.AddField("link", "traits", LinkTraits("url")),
        migrations.AddField("report", "traits", ReportTraits("outcome_note", "achievements", "notes")),
        migrations.RunPython(fill_traits, migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, stop_watching),
    ]
