import zlib
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from planning.backoffice.spreadsheets.dialects import read_spreadsheet
from planning.choices import one_of

LEASE = timedelta(minutes=5)
"""After this long without a sign of life another worker carries on."""
KEPT = timedelta(days=7)


class TableImportQuerySet(models.QuerySet["TableImport"]):
    def unfinished(self) -> Self:
        return self.filter(stage__in=TableImport.MOVING)

    def free(self, now: datetime) -> Self:
        """What no worker has in hand, the longest wait first."""
        return self.unfinished().filter(Q(lease_until=None) | Q(lease_until__lt=now)).order_by("put_in_at", "pk")

    def out_of_date(self, now: datetime) -> Self:
        return self.filter(put_in_at__lt=now - KEPT)


class TableImport(models.Model):
    """A table that someone is importing, and how far it has got: first each row is checked, then all are written."""

    class Stage(models.TextChoices):
        CHECKING = "checking", "being checked"
        CHECKED = "checked", "checked"
        IMPORTING = "importing", "being imported"
        DONE = "done", "imported"
        REFUSED = "refused", "refused"

    MOVING = (Stage.CHECKING, Stage.IMPORTING)

    table = models.CharField(max_length=100, help_text="What its rows are, like planning.topic.")
    file_name = models.CharField(max_length=100)
    is_json = models.BooleanField("JSON", default=False)
    file = models.BinaryField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    put_in_at = models.DateTimeField()
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.CHECKING)
    rows = models.PositiveIntegerField(help_text="How many the table has.")
    position = models.PositiveIntegerField(default=0, help_text="How many rows are through this stage.")
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField("unchanged", default=0)
    shown = models.JSONField(default=list, help_text="The first changes, for the preview.")
    refusals = models.JSONField(default=list, help_text="What is wrong with which row.")
    refused = models.PositiveIntegerField(default=0, help_text="How many rows were refused.")
    lease_until = models.DateTimeField(null=True, editable=False)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        ordering = ["-put_in_at", "-pk"]
        verbose_name = "import of a table"
        verbose_name_plural = "imports of tables"
        constraints = [
            one_of("table_import_stage", "stage", "checking", "checked", "importing", "done", "refused"),
            models.CheckConstraint(name="table_import_within_its_rows", condition=Q(position__lte=F("rows"))),
        ]
        indexes = [
            models.Index(
                name="table_import_unfinished", fields=["put_in_at"], condition=Q(stage__in=["checking", "importing"])
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_moving(self) -> bool:
        return self.stage in self.MOVING

    @property
    def is_to_confirm(self) -> bool:
        return self.stage == self.Stage.CHECKED

    def records(self, *, after: int = 0) -> Iterator[dict[str, str]]:
        """Its rows by their columns, one at a time. Those before are read_table over at once."""
        lines = read_spreadsheet(zlib.decompress(self.file).decode(), is_json=self.is_json)
        header = next(lines)
        deque(islice(lines, after), maxlen=0)
        return (dict(zip(header, row, strict=True)) for row in lines)

    def claim(self, *, now: datetime) -> bool:
        """Claim it. Return False if another worker was faster."""
        free = TableImport.objects.free(now).filter(pk=self.pk)
        return free.update(lease_until=now + LEASE) == 1

    def keep(self, **fields: Any) -> None:
        """Write only these columns: the file beside them is large."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
