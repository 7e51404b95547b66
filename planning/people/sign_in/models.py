from django.db import models


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
