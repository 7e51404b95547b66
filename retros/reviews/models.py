from datetime import datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.models import Topic


class ReviewMeetingQuerySet(models.QuerySet["ReviewMeeting"]):
    def get_by_natural_key(self, event: str) -> "ReviewMeeting":
        return self.get(event__slug=event)


class ReviewMeeting(models.Model):
    """The call the week after the event, in which the teams show what they made."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="review_meeting")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60, help_text="How long the call may take.")
    call_url = models.URLField("link to the call", blank=True)

    objects = ReviewMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [models.CheckConstraint(name="review_takes_time", condition=Q(minutes__gte=1))]

    def __str__(self) -> str:
        return f"Review of {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("agenda", args=[self.event.slug])

    def natural_key(self) -> tuple[str]:
        return self.event.natural_key()

    natural_key.dependencies = ["planning.event"]  # type: ignore[attr-defined]  # read by Django's serializers

    @property
    def has_a_time(self) -> bool:
        """False for a meeting of the past of which only the day is known: it stands at midnight."""
        return timezone.localtime(self.starts_at).time() != time.min

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class DemoQuerySet(models.QuerySet["Demo"]):
    def get_by_natural_key(self, event: str, topic: str) -> "Demo":
        return self.get(topic__event__slug=event, topic__slug=topic)

    def total_minutes(self) -> int:
        return int(self.aggregate(total=Sum("minutes"))["total"] or 0)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Demo(models.Model):
    """One timed slot in the agenda. Without minutes, a topic that is told of but not shown."""

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.CASCADE, related_name="demos")
    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="demo")
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=5, help_text="0: no demo, but still worth celebrating.")
    presenters = models.ManyToManyField(Attendee, related_name="demos", blank=True)
    note = models.TextField(blank=True, help_text="What there is to celebrate. Markdown.")

    objects = DemoQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self) -> str:
        return f"Demo of {self.topic}"

    def natural_key(self) -> tuple[str, str]:
        return self.topic.natural_key()

    natural_key.dependencies = ["planning.topic"]  # type: ignore[attr-defined]  # read by Django's serializers
