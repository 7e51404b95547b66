import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0092_traits_of_topics")]

    operations = [
        migrations.CreateModel(
            name="Unrelated",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_at", models.DateTimeField()),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="planning.topic"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unrelated", to="planning.topic"
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of unrelated topics",
                "verbose_name_plural": "pairs of unrelated topics",
                "ordering": ["-said_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["topic", "earlier"],
                        name="unrelated_once_per_pair",
                        violation_error_message="It has already been said of these two.",
                    )
                ],
            },
        ),
    ]
