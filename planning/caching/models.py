from uuid import uuid4

from django.db import models


class Stamp(models.Model):
    """Renewed by every write to a watched table. There is one, and one more for each write at the same time."""

    stamp = models.UUIDField(primary_key=True, default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)


class EventStamp(models.Model):
    """The same for each event, renewed by what leads to it.

    No foreign key: it would lock the event, for which casting a ballot waits.
    """

    stamp = models.UUIDField(primary_key=True, default=uuid4)
    event_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.stamp}"
