"""When something was done about a step: it has gone quiet if nothing was for a long time."""

from collections.abc import Collection
from datetime import date

from retros.nextsteps.models import NextStep


def note_activity(steps: Collection[NextStep], day: date) -> None:
    """Record that something was done about these steps on that day. It is not kept in their history."""
    earlier = NextStep.objects.filter(pk__in=[step.pk for step in steps]).exclude(active_on__gte=day)
    earlier.update(active_on=day)
