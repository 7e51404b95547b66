from django.db import migrations

from planning.texts.columns import Folded


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("planning", "0013_late_topics_stay_on_their_ballots"),
    ]

    operations = [
        migrations.RemoveConstraint("attendee", "attendee_github_once_per_event"),
        migrations.AddField("apitoken", "folded_name", Folded("name")),
        migrations.AddField("attendee", "folded_github", Folded("github")),
        migrations.AddField("attendee", "folded_name", Folded("name")),
        migrations.AddField("channel", "folded_name", Folded("name")),
        migrations.AddField("checkin", "folded", Folded("progress", "blockers", "help_wanted")),
        migrations.AddField("comment", "folded", Folded("text")),
        migrations.AddField("event", "folded", Folded("name", "venue", "introduction")),
        migrations.AddField("message", "folded", Folded("to", "subject")),
        migrations.AddField("organization", "folded_name", Folded("name")),
        migrations.AddField("topic", "folded_title", Folded("title")),
        migrations.AddField("topic", "folded", Folded("problem", "motivation", "benefits")),
        migrations.AddField("user", "folded_name", Folded("first_name", "last_name")),
    ]
