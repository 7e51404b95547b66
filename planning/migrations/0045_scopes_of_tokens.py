from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0040_attempts_to_sign_in")]

    operations = [
        # A token from before there were scopes could write, and whoever relies on it goes on writing.
        migrations.AddField(
            model_name="apitoken",
            name="scope",
            field=models.CharField(
                max_length=5, choices=[("read", "read only"), ("write", "read and write")], default="write"
            ),
        ),
        migrations.AlterField(
            model_name="apitoken",
            name="scope",
            field=models.CharField(
                max_length=5, choices=[("read", "read only"), ("write", "read and write")], default="read"
            ),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="last_used_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(condition=models.Q(("scope__in", ["read", "write"])), name="token_scope"),
        ),
    ]
