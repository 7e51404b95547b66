from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from planning.events.models import Event
from planning.people.models import Attendee
from planning.texts.columns import Folded, Lines
from planning.topics.models import Topic
from retros.reviews.clock import Clock, Forecast, seconds_between


class ReviewMeetingQuerySet(models.QuerySet["ReviewMeeting"]):
    def get_by_natural_key(self, event: str) -> "ReviewMeeting":
        return self.get(event__slug=event)

    def on(self, day: date) -> Self:
        """Meetings of that day that are not over yet."""
        begins_at = timezone.make_aware(datetime.combine(day, time.min))
        ends_at = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return self.filter(ended_at=None, starts_at__gte=begins_at, starts_at__lt=ends_at)

    def with_agenda(self) -> Self:
        """With the event, and all that the agenda shows for each demo: four queries, however many."""
        demos = Demo.objects.in_order().select_related("topic__event").prefetch_related("presenters__organization")
        return self.select_related("event").prefetch_related(models.Prefetch("demos", demos))


class ReviewMeeting(models.Model):
    """The call the week after the event, in which the teams show what they made."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="review_meeting")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60, help_text="How long the call may take.")
    call_url = models.URLField("link to the call", blank=True)
    began_at = models.DateTimeField(null=True, editable=False, help_text="When the first demo began.")
    ended_at = models.DateTimeField(null=True, editable=False)
    moves = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often the timer was used: each use names the number it saw."
    )

    objects = ReviewMeetingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["began_at", "ended_at", "moves"])

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(name="review_takes_time", condition=Q(minutes__gte=1)),
            models.CheckConstraint(
                name="review_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("agenda", args=[self.event.slug])

    def natural_key(self) -> tuple[str]:
        return self.event.natural_key()

    natural_key.dependencies = ["planning.event"]  # type: ignore[attr-defined]  # read by Django's serializers

    @property
    def has_a_time(self) -> bool:
        """False for a past meeting of which only the day is known: it is stored as midnight."""
        return timezone.localtime(self.starts_at).time() != time.min

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def elapsed_at(self, now: datetime) -> int:
        """Seconds since the first demo began, breaks included."""
        return seconds_between(self.began_at, self.ended_at or now) if self.began_at else 0

    def forecast(self, demos: Iterable["Demo"], now: datetime) -> Forecast:
        return Forecast(self.minutes * 60, self.elapsed_at(now), sum(demo.to_come_at(now) for demo in demos))


MOST_MINUTES = 240
"""For one demo."""


class DemoQuerySet(models.QuerySet["Demo"]):
    def get_by_natural_key(self, event: str, topic: str) -> "Demo":
        return self.get(topic__event__slug=event, topic__slug=topic)

    def total_minutes(self) -> int:
        return int(self.aggregate(total=Sum("minutes"))["total"] or 0)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def to_show(self) -> Self:
        """Those with minutes, in order. The others are only mentioned."""
        return self.filter(minutes__gt=0).in_order()

    def timed(self) -> Self:
        """Demos whose length is known."""
        return self.filter(state=Demo.State.SHOWN, planned_seconds__gt=0)


results: list[Callable[[Collection[Topic]], dict[int, str]]] = []
"""Where later rooms say what topics came to: addresses by the ids of the topics."""


class Demo(models.Model):
    """One timed slot in the agenda. Without minutes, a topic that is mentioned but not shown.

    Teams say what they show before the meeting has a time. Until then, and after an organizer takes it off the agenda,
    a demo has no meeting.
    """

    leads_to: str  # set by the agenda's page

    class State(models.TextChoices):
        WAITING = "waiting", "to come"
        PRESENT = "present", "now"
        SHOWN = "shown", "shown"
        SKIPPED = "skipped", "skipped"

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="demos")
    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="demo")
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=5, help_text="0: no demo, but still worth celebrating.")
    presenters = models.ManyToManyField(Attendee, related_name="demos", blank=True)
    note = Lines(blank=True, help_text="What there is to celebrate. Markdown.")
    folded = Folded("note")
    is_answered = models.BooleanField(
        "answered", default=True, help_text="Whether its team has said if it will show something."
    )
    state = models.CharField(max_length=7, choices=State, default=State.WAITING, editable=False)
    planned_seconds = models.PositiveIntegerField(
        null=True, editable=False, help_text="Its minutes when it began, before any were added."
    )
    added_seconds = models.PositiveIntegerField(default=0, editable=False)
    used_seconds = models.PositiveIntegerField(default=0, editable=False, help_text="Up to the last pause.")
    running_since = models.DateTimeField(null=True, editable=False, help_text="Empty while it is paused.")

    objects = DemoQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="demo_ends_in_time",
                condition=Q(minutes__lte=MOST_MINUTES),
                violation_error_message=f"A demo can take at most {MOST_MINUTES} minutes.",
            ),
            models.CheckConstraint(
                name="demo_is_answered_if_it_has_minutes",
                condition=Q(is_answered=True) | Q(minutes=0),
                violation_error_message="A demo with minutes is one that its team has answered for.",
            ),
            models.UniqueConstraint(name="demo_one_at_a_time", fields=["meeting"], condition=Q(state="present")),
            models.CheckConstraint(
                name="demo_runs_while_it_is_shown", condition=Q(running_since__isnull=True) | Q(state="present")
            ),
            models.CheckConstraint(
                name="demo_state_and_seconds_agree",
                condition=Q(state="waiting", planned_seconds__isnull=True, added_seconds=0, used_seconds=0)
                | Q(state="skipped")
                | Q(state__in=["present", "shown"], planned_seconds__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Demo of {self.topic}"

    def natural_key(self) -> tuple[str, str]:
        return self.topic.natural_key()

    natural_key.dependencies = ["planning.topic"]  # type: ignore[attr-defined]  # read by Django's serializers

    @property
    def presenting(self) -> list[Attendee]:
        """Who presents it, without those who gave up their seat at the event."""
        return [person for person in self.presenters.all() if person.cancelled_at is None]

    @property
    def clock(self) -> Clock:
        planned = self.minutes * 60 if self.planned_seconds is None else self.planned_seconds
        return Clock(planned, self.added_seconds, self.used_seconds, self.running_since)

    def to_come_at(self, now: datetime) -> int:
        """Seconds the meeting still needs for it, if it runs to time. A skipped one may not come at all."""
        ahead = self.state in {self.State.WAITING, self.State.PRESENT}
        return max(0, self.clock.left_at(now)) if ahead else 0
