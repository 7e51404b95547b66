from collections.abc import Collection
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from planning.events.models import Organization
from planning.people.models import Attendee, User
from planning.topics.models import Topic

LONGEST_TEXT = 20_000  # of what people type here, in characters


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def get_by_natural_key(self, event: str, topic: str, number: int) -> "NextStep":
        return self.get(topic__event__slug=event, topic__slug=topic, number=number)

    def open(self) -> Self:
        return self.filter(state=NextStep.State.OPEN)

    def overdue(self, today: date) -> Self:
        """Open steps whose due date has passed, longest overdue first."""
        return self.open().filter(due_on__lt=today).order_by("due_on", "pk")

    def unowned(self) -> Self:
        return self.filter(owner=None, owner_organization=None)

    def owned_by(self, user: User) -> Self:
        """Steps of a person at any event."""
        return self.filter(owner__user=user)

    def owned_by_name(self, name: str, *, familiar: Collection[int]) -> Self:
        """Steps of whoever goes by this name: people of past events have no account to be known by.

        People are looked for at the events whose people the reader may know.
        """
        return self.filter(Q(owner__name=name, owner__event__in=familiar) | Q(owner_organization__name=name))

    def count_by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(models.Count("pk")))

    def with_owner(self) -> Self:
        """Load what a line about a step shows, so that a list costs one query."""
        return self.select_related(
            "topic__event", "owner__user", "owner__organization", "owner_organization", "moved_to__event"
        )


class NextStep(models.Model):
    """An open end with an owner, a due date and a state."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        DROPPED = "dropped", "dropped"
        MOVED = "moved", "moved"

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="next_steps")
    number = models.PositiveSmallIntegerField(help_text="Its place among the topic's steps, from 1.")
    text = models.TextField(help_text="What is to be done. Markdown.")
    owner = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="next_steps")
    owner_organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="next_steps"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    moved_to = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_here")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closing_note = models.TextField(blank=True, help_text="Why it is closed, or where it went.")

    _change_reason: str  # read by simple-history when it keeps the change

    objects = NextStepQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["topic", "number"]
        indexes = [models.Index(name="next_step_open_by_due_date", fields=["due_on"], condition=Q(state="open"))]
        constraints = [
            models.UniqueConstraint(name="next_step_number_once_per_topic", fields=["topic", "number"]),
            models.CheckConstraint(
                name="next_step_has_one_owner",
                condition=Q(owner__isnull=True) | Q(owner_organization__isnull=True),
                violation_error_message="A step has one owner: a person or an organization.",
            ),
            models.CheckConstraint(
                name="next_step_moved_names_its_topic",
                condition=Q(state="moved", moved_to__isnull=False) | (~Q(state="moved") & Q(moved_to__isnull=True)),
                violation_error_message="A moved step names the topic it went into, and no other step does.",
            ),
            models.CheckConstraint(
                name="next_step_open_is_not_closed",
                condition=~Q(state="open") | Q(closed_on__isnull=True, closed_by__isnull=True),
                violation_error_message="An open step has no closing date.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("next-step", args=[self.pk])

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.topic.natural_key(), self.number)

    natural_key.dependencies = ["planning.topic"]  # type: ignore[attr-defined]  # read by Django's serializers

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def owner_name(self) -> str:
        return str(self.owner or self.owner_organization or "")

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today
