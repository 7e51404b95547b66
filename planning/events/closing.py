"""What has closed is stored before anything can change it.

Rooms that store something when a phase ends store what has closed by then and is not stored yet, and set aside what is
open again. Calling them twice, or with nothing to do, makes no difference.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from planning.clock import Clock

M = TypeVar("M", bound=models.Model)

keepers: list[Callable[[datetime], object]] = []
"""How later rooms do so."""


def keep_what_closed(now: datetime) -> None:
    for keep in keepers:
        keep(now)


class KeptQuerySet(models.QuerySet[M]):
    """Of rows that something closed was made from."""

    @transaction.atomic
    def delete(self, *, clock: Clock = timezone.now) -> tuple[int, dict[str, int]]:
        """The admin and scripts call this too: they know no rule and pass no clock."""
        keep_what_closed(clock())
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # as Django marks its own: no template may call it,
    delete.queryset_only = True  # type: ignore[attr-defined]  # and no manager has it


class Kept(models.Model):
    """One of these rows."""

    class Meta:
        abstract = True

    @transaction.atomic
    def delete(
        self,
        using: str | None = None,
        keep_parents: bool = False,  # noqa: FBT001, FBT002  # Django's own signature
        *,
        clock: Clock = timezone.now,
    ) -> tuple[int, dict[str, int]]:
        keep_what_closed(clock())
        return super().delete(using, keep_parents)

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
