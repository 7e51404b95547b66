from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models


class Stage(models.TextChoices):
    """How far a step is past its due date when its owner is reminded."""

    DUE = "due", "due today"
    LATE = "late", "a week late"
    ESCALATED = "escalated", "four weeks late"


DAYS_LATE = {Stage.DUE: 0, Stage.LATE: 7, Stage.ESCALATED: 28}


@dataclass(frozen=True)
class Window:
    """The due dates at which a stage is the latest that was reached: after `after`, until `until`."""

    stage: Stage
    after: date
    until: date


def windows(today: date) -> Iterator[Window]:
    """Cut the past into stages, so that a step whose runs were missed gets its latest nudge and no older one."""
    bounds = [today - timedelta(days=days) for days in DAYS_LATE.values()]
    for stage, until, after in zip(DAYS_LATE, bounds, [*bounds[1:], date.min], strict=True):
        yield Window(stage=stage, after=after, until=until)
