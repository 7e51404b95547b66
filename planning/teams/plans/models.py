from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from planning.choices import one_of
from planning.events.models import Event
from planning.people.models import Attendee


class PlanQuerySet(models.QuerySet["PlannedTeams"]):
    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def in_force(self) -> Self:
        """Those that teams were made of, and that were not taken back."""
        return self.exclude(published_at=None).filter(undone_at=None)

    def light(self) -> Self:
        """Without the people, who are many."""
        return self.defer("problem", "result")


class PlannedTeams(models.Model):
    """Who would work on what: a draft until an organizer publishes it."""

    UNDO = timedelta(hours=1)
    """So long a publication can be taken back."""

    class Fairness(models.TextChoices):
        SQUARED = "squared", "nobody far down their list"
        SUM = "sum", "as high on the lists as possible"
        LEXIMIN = "leximin", "those worst off first"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="plans")
    made_by = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="plans")
    made_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(help_text="How many topics could run.")
    mixed = models.BooleanField(default=True, help_text="No team is all of one organization.")
    policy = models.CharField("fairness", max_length=7, choices=Fairness, default=Fairness.SQUARED)
    snapshot = models.CharField(max_length=32, help_text="Of the people, wishes and topics that it was made from.")
    problem: "models.JSONField[Any, Any]" = models.JSONField(help_text="What it was made from.")
    result: "models.JSONField[Any, Any]" = models.JSONField(help_text="Who is where, and why.")
    published_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["problem"])

    class Meta:
        ordering = ["-made_at", "pk"]
        verbose_name = "plan of teams"
        verbose_name_plural = "plans of teams"
        constraints = [
            one_of("plan_policy", "policy", "squared", "sum", "leximin"),
            models.CheckConstraint(
                name="plan_undone_after_it_was_published",
                condition=Q(undone_at__isnull=True) | Q(published_at__isnull=False),
                violation_error_message="Only a published plan can be taken back.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.places} places, {'mixed' if self.mixed else 'as they come'}"

    def get_absolute_url(self) -> str:
        return reverse("team-plan", args=[self.event.slug, self.pk])

    def can_be_undone(self, now: datetime) -> bool:
        return bool(self.published_at and not self.undone_at and now < self.published_at + self.UNDO)
