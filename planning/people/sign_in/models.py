from datetime import datetime, timedelta
from typing import Self

from django.db import models

from planning.people.models import User


class Attempts(models.Model):
    """How often something was tried in one stretch of time, by one visitor or for one account.

    In the database, not in the cache: it counts across processes and restarts, and while the cache is down.
    """

    what = models.CharField(max_length=60, help_text="What was tried, and what it is counted by.")
    key = models.CharField(max_length=64, unique=True, editable=False)
    times = models.PositiveIntegerField()
    until = models.DateTimeField(help_text="Then the count starts again.")

    class Meta:
        ordering = ["-until"]
        verbose_name = verbose_name_plural = "attempts to sign in"

    def __str__(self) -> str:
        return f"{self.what}: {self.times}"


class UnsentQuerySet(models.QuerySet["Unsent"]):
    def fresh(self, now: datetime) -> Self:
        return self.filter(kept_at__gt=now - Unsent.LIFETIME)

    def forgotten(self, now: datetime) -> Self:
        return self.filter(kept_at__lte=now - Unsent.LIFETIME)

    def of_strangers(self) -> Self:
        return self.filter(user=None)


class Unsent(models.Model):
    """What someone typed in a form that came back after their session had ended.

    For someone who was signed in on their device before, at most one is kept: the last. For strangers, few are.
    """

    LIFETIME = timedelta(days=1)

    user = models.OneToOneField(User, on_delete=models.CASCADE, null=True, related_name="unsent")
    address = models.CharField(max_length=32, help_text="Tells the addresses of strangers apart without naming any.")
    path = models.TextField()
    typed = models.JSONField()
    kept_at = models.DateTimeField(db_index=True)

    objects = UnsentQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at"]
        verbose_name = "unsent form"

    def __str__(self) -> str:
        return self.path
