from django.conf import settings
from django.db import models
from django.db.models import Q

from planning.events.models import Event
from planning.outbox.models import Message
from planning.people.models import User
from planning.texts.columns import Folded, Lines
from retros.nextsteps.models import NextStep


class Preference(models.Model):
    """How a person wants to be reminded. Without one, the defaults apply."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="preference")
    hour = models.PositiveSmallIntegerField(
        "from", default=8, help_text="The hour of the day, in the person's time zone, before which nothing is sent."
    )
    quiet_weekdays = models.JSONField(
        "quiet days", default=list, blank=True, help_text="Weekdays without mail: 0 is Monday, 6 is Sunday."
    )
    away_until = models.DateField(null=True, blank=True, help_text="The last day without mail.")
    by_mail = models.BooleanField("by mail", default=True)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user__email"]
        constraints = [
            models.CheckConstraint(
                name="preference_hour_is_of_the_day",
                condition=Q(hour__lte=23),
                violation_error_message="A day has the hours 0 to 23.",
            )
        ]

    def __str__(self) -> str:
        return f"Preferences of {self.user}"


class Digest(models.Model):
    """Everything sent to one person on one day. It exists once written, or once someone holds or edits it before."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField(help_text="In the person's time zone.")
    opening = Lines(blank=True, help_text="An organizer's words, at the very top.")
    folded = Folded("opening")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)
    messages = models.ManyToManyField(Message, related_name="digests", blank=True)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="digest_once_a_day",
                fields=["user", "day"],
                violation_error_message="This person's digest of that day already exists.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} for {self.user}"

    @property
    def is_held(self) -> bool:
        """Held until its day; once written, held back in the outbox."""
        return self.held_at is not None if self.written_at is None else self.messages.held().exists()


class Reminder(models.Model):
    """One nudge to one person about one next step, sent once. A new due date starts again from the first."""

    step = models.ForeignKey(NextStep, on_delete=models.CASCADE, related_name="reminders")
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(help_text="Which one it was for this due date, from 1.")
    due_on = models.DateField(help_text="The day the step was due when this was planned.")
    why = models.CharField(max_length=20, help_text="Why this person: owner, unowned, unanswered and so on.")
    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="reminders")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            # Two runs at once cannot both remind: the second insert fails, and its message with it.
            models.UniqueConstraint(name="reminder_once_a_number", fields=["step", "due_on", "number", "to"])
        ]

    def __str__(self) -> str:
        return f"Reminder {self.number}: {self.step}"


class ReminderPlan(models.Model):
    """How far the reminders of a step have come. One that is missing, or for another due date, is made by the next run.

    A closed step has none: if it is reopened, its reminders start over.
    """

    step = models.OneToOneField(NextStep, on_delete=models.CASCADE, primary_key=True, related_name="reminder_plan")
    planned_for = models.DateField(null=True, help_text="The due date it is made for. Empty: to be made anew.")
    remind_on = models.DateField(null=True, help_text="When the step is reminded of next. Empty: no more.")
    reminded_before = models.PositiveSmallIntegerField(
        null=True, help_text="Reminders of its due date before the round that runs. Empty: a new one is to begin."
    )

    class Meta:
        ordering = ["remind_on", "step"]
        indexes = [models.Index(name="reminder_plan_by_day", fields=["remind_on"])]

    def __str__(self) -> str:
        return f"Reminders of {self.step}"


class PhaseNudge(models.Model):
    """One nudge to one person, or to an event's channel, about what a phase asks of them; sent once."""

    kind = models.CharField(max_length=30)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="phase_nudges")
    about = models.CharField(
        max_length=120, help_text="What sets it apart: the deadline's day, and the topic if it is about one."
    )
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="phase_nudges")
    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="phase_nudges")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [models.UniqueConstraint(name="phase_nudge_once", fields=["kind", "event", "about", "to"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.event}"
