from uuid import uuid4

from django.db import models


class Stamp(models.Model):
    """Renewed by every write to a watched table. There is one, and one more for each write at the same time."""

    stamp = models.UUIDField(primary_key=True, default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)
