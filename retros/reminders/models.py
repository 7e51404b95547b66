from django.db import models

from planning.outbox.models import Message
from retros.nextsteps.models import NextStep
from retros.reminders.stages import Stage


class Reminder(models.Model):
    """One nudge about one next step at one stage, sent once. A new due date begins from the first stage."""

    step = models.ForeignKey(NextStep, on_delete=models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=10, choices=Stage)
    due_on = models.DateField(help_text="The day the step was due when this was planned.")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reminders")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            # Two runs at once cannot both remind: the second insert fails, and its message with it.
            models.UniqueConstraint(name="reminder_once_per_stage", fields=["step", "stage", "due_on"])
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.step}"
