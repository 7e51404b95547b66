from django.db import migrations, models


class Migration(migrations.Migration):
    """Posts that failed before keep their reason in English alone."""

    dependencies = [("planning", "0050_months_without_regular_expressions")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="failure",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The same of a post, as a code with what it names: to be told in any language.",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="last_error",
            field=models.TextField(blank=True, help_text="Why it did not get there, in English."),
        ),
    ]
