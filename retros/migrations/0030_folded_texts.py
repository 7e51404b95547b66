from django.db import migrations

from planning.texts.columns import Folded


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0022_distinct_names"),
        ("retros", "0016_bounded_follow_ups"),
    ]

    operations = [
        migrations.RemoveConstraint("group", "group_name_once_per_column"),
        migrations.AddField("answer", "folded", Folded("words")),
        migrations.AddField("demo", "folded", Folded("note")),
        migrations.AddField("digest", "folded", Folded("opening")),
        migrations.AddField("group", "folded_name", Folded("name")),
        migrations.AddField("importedwrapup", "folded", Folded("text")),
        migrations.AddField("link", "folded_title", Folded("title")),
        migrations.AddField("nextstep", "folded", Folded("text")),
        migrations.AddField("note", "folded", Folded("text")),
        migrations.AddField("report", "folded", Folded("outcome_note", "achievements", "notes")),
        migrations.AddField("steplink", "folded_title", Folded("title")),
        migrations.AddField("wrapup", "folded", Folded("author", "introduction", "conclusion")),
    ]
