"""What makes the reminders of steps start over, or follow another plan, apart from a new due date."""

from datetime import datetime

from planning.events.models import Event
from retros.nextsteps.models import NextStep
from retros.reminders.models import ReminderPlan


def begin_anew(step: NextStep, *, now: datetime) -> None:  # noqa: ARG001  # as `reopenings` has it
    """The reminders of a reopened step start over for its present owner."""
    ReminderPlan.objects.filter(step=step).delete()


def replan_reminders(event: Event) -> None:
    """Have the open steps of an event planned by what it says now. The round that runs goes on."""
    ReminderPlan.objects.filter(step__topic__event=event, step__state=NextStep.State.OPEN).update(planned_for=None)
