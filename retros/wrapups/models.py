from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from planning.choices import one_of
from planning.events.models import Event
from planning.finding.columns import Searched
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.texts.columns import Folded, Line, Lines
from planning.topics.likeness.columns import LinkTraits, ReportTraits
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.document.facts import LEADS


class ReportQuerySet(models.QuerySet["Report"]):
    def get_by_natural_key(self, event: str, topic: str) -> "Report":
        return self.get(topic__event__slug=event, topic__slug=topic)

    def of(self, event: Event) -> Self:
        """The event's reports in the order of their topics, with what the wrap-up shows of them."""
        return (
            self.filter(topic__event=event)
            .select_related("topic__event")
            .prefetch_related("links", Prefetch("topic__next_steps", NextStep.objects.with_owner()))
            .order_by("topic__position", "topic__pk")
        )


class Report(models.Model):
    """What came of one topic."""

    class Outcome(models.TextChoices):
        ACHIEVED = "achieved", "achieved"
        PARTLY = "partly", "partly"
        NOT_STARTED = "not-started", "not started"
        DECIDED_AGAINST = "decided-against", "decided against"
        HANDED_OVER = "handed-over", "handed over"

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="report")
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    outcome_note = Lines(blank=True, help_text="The outcome in words, if one word is not enough. Markdown.")
    achievements = Lines(blank=True, help_text="What you achieved, and what you learned. Markdown.")
    steps_introduction = Line(
        max_length=500,
        blank=True,
        validators=[RegexValidator(LEADS, "Write one line that ends with a colon.")],
        help_text="The line that introduces the next steps, ending with a colon.",
    )
    notes = Lines(blank=True, help_text="Anything that fits nowhere else. Markdown.")
    folded = Folded("outcome_note", "achievements", "notes")
    searched = Searched("outcome_note", "achievements", "notes")
    traits = ReportTraits("outcome_note", "achievements", "notes")
    written_by = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    updated_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded", "searched", "traits"])

    class Meta:
        ordering = ["topic"]
        constraints = [
            one_of(
                "report_outcome",
                "outcome",
                *("", "achieved", "partly", "not-started", "decided-against", "handed-over"),
            )
        ]

    def __str__(self) -> str:
        return f"Report on {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.topic.event.slug, self.topic.slug])

    def natural_key(self) -> tuple[str, str]:
        return self.topic.natural_key()

    natural_key.dependencies = ["planning.topic"]  # type: ignore[attr-defined]  # read by Django's serializers


class LinkQuerySet(models.QuerySet["Link"]):
    def get_by_natural_key(self, event: str, topic: str, url: str) -> "Link":
        return self.get(report__topic__event__slug=event, report__topic__slug=topic, url=url)


class Link(models.Model):
    """Something on the web that a report links to."""

    class Kind(models.TextChoices):
        PULL_REQUEST = "pull_request", "pull request"
        ISSUE = "issue", "issue"
        BRANCH = "branch", "branch"
        COMMIT = "commit", "commit"
        REPOSITORY = "repository", "repository"
        DOCUMENT = "document", "document"
        TRACKING = "tracking", "tracking issue"
        OTHER = "other", "other link"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind)
    url = models.URLField(max_length=500)
    title = Line(max_length=500, blank=True)
    folded_title = Folded("title")
    traits = LinkTraits("url")

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["report", "position", "pk"]
        constraints = [
            one_of(
                "link_kind",
                "kind",
                *("pull_request", "issue", "branch", "commit", "repository", "document", "tracking", "other"),
            ),
            models.UniqueConstraint(
                name="link_once_per_report",
                fields=["report", "url"],
                violation_error_message="The report already has this link.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.report.natural_key(), self.url)

    natural_key.dependencies = ["retros.report"]  # type: ignore[attr-defined]  # read by Django's serializers


class WrapUpQuerySet(models.QuerySet["WrapUp"]):
    def get_by_natural_key(self, event: str) -> "WrapUp":
        return self.get(event__slug=event)

    def published(self) -> Self:
        return self.exclude(published_on=None)


class WrapUp(models.Model):
    """The published document of an event, made of its reports."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="wrap_up")
    introduction = Lines(blank=True, help_text="Markdown.")
    conclusion = Lines(blank=True, help_text="Markdown.")
    author = Line(max_length=100, blank=True, help_text="Who signs it.")
    folded = Folded("author", "introduction", "conclusion")
    front_matter = Lines(blank=True, help_text="Lines that the website's own tools put above it. YAML.")
    url = models.URLField("published at", blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WrapUpQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        ordering = ["-event"]
        verbose_name = "wrap-up"
        constraints = [
            models.CheckConstraint(
                name="wrap_up_publisher_needs_a_date",
                condition=Q(published_by__isnull=True) | Q(published_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Wrap-up of {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("wrap-up", args=[self.event.slug])

    def natural_key(self) -> tuple[str]:
        return self.event.natural_key()

    natural_key.dependencies = ["planning.event"]  # type: ignore[attr-defined]  # read by Django's serializers

    @property
    def is_published(self) -> bool:
        """True for past ones too, even if the day is not known."""
        return self.published_on is not None or (not self._state.adding and self.event.wrap_up_due_at is None)

    def lag_in_days(self, today: date) -> int | None:
        """Days from the event's last day to publication, or to today. None if one of the two is not known."""
        if self.event.ends_on is None or (self.is_published and self.published_on is None):
            return None
        return max(0, ((self.published_on or today) - self.event.ends_on).days)


class ReportRequest(models.Model):
    """One person was asked on one day for what is missing from a topic's report."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="report_requests")
    to = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="report_requests")
    asked_by = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_on = models.DateField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="report_requests")

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            # Two organizers at once cannot both ask: the second insert fails, and its message with it.
            models.UniqueConstraint(name="report_request_once_a_day", fields=["topic", "to", "asked_on"])
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.topic}"


class ImportedWrapUp(models.Model):
    """A published document that was imported: the common base of its next version and what was edited here."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="imported_wrap_up")
    text = models.TextField()
    folded = Folded("text")
    here = models.TextField(
        blank=True,
        editable=False,
        help_text="The event as it was here then: what differs from the text without anyone having decided on it.",
    )
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-event"]
        verbose_name = "imported wrap-up"

    def __str__(self) -> str:
        return f"Imported wrap-up of {self.event}"
