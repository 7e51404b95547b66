from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from planning.choices import one_of
from planning.texts.columns import Folded, Line
from retros.nextsteps.ended_links import DONE, LONGEST_TITLE, LONGEST_URL, closed_unfinished, proposing
from retros.nextsteps.evidence.github import LONGEST_KEY, reference_of
from retros.nextsteps.models import NextStep


class StepLinkQuerySet(models.QuerySet["StepLink"]):
    def standing(self) -> Self:
        """Those that no one has removed."""
        return self.filter(removed_at=None)

    def proposing(self) -> Self:
        """Those whose end proposes that their step is done, if it is still open."""
        return self.filter(proposing())

    def asking(self) -> Self:
        """Those that were closed without being done: what became of their step?"""
        return self.filter(closed_unfinished())

    def unanswered(self) -> Self:
        """Those of open steps that ended and wait for an answer, the latest first."""
        ended = self.proposing() | self.asking()
        return ended.filter(step__state=NextStep.State.OPEN).order_by("-changed_at", "-pk")

    def to_ask(self, *, before: datetime) -> Self:
        """Those of open steps that GitHub may have news about, least recently checked first. Merged stays merged."""
        to_ask = self.standing().exclude(reference="").exclude(state=StepLink.State.MERGED)
        return (
            to_ask.filter(Q(checked_at=None) | Q(checked_at__lte=before), step__state=NextStep.State.OPEN)
            .select_related("step__topic__event")
            .order_by(F("checked_at").asc(nulls_first=True), "pk")
        )


class StepLink(models.Model):
    """Where work on a step continues: a pull request, an issue, or any other page.

    What ended on GitHub is evidence. Merged, or closed as completed, it proposes that the step is done, and a person
    confirms. Closed in another way, it asks what became of the step.
    """

    class State(models.TextChoices):
        UNKNOWN = "unknown", "not known"
        OPEN = "open", "open"
        MERGED = "merged", "merged"
        CLOSED = "closed", "closed"

    class Reason(models.TextChoices):
        COMPLETED = "completed", "as completed"
        NOT_PLANNED = "not_planned", "as not planned"
        DUPLICATE = "duplicate", "as a duplicate"
        NOT_MERGED = "not_merged", "without being merged"
        OTHER = "other", "for another reason"

    step = models.ForeignKey(NextStep, on_delete=models.CASCADE, related_name="links")
    url = models.URLField("address", max_length=LONGEST_URL)
    title = Line(max_length=LONGEST_TITLE, blank=True)
    folded_title = Folded("title")
    # From here on, kept by the rules.
    reference = models.CharField(
        max_length=LONGEST_KEY, blank=True, editable=False, db_index=True, help_text="Its short name on GitHub."
    )
    from_text = models.BooleanField(default=False, editable=False, help_text="It is in the step's text.")
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="When someone removed it, though it is in the step's text."
    )
    state = models.CharField(max_length=8, choices=State, default=State.UNKNOWN)
    reason = models.CharField("closed how", max_length=12, choices=Reason, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="When it entered this state.")
    updated_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When GitHub's information about it is from."
    )
    checked_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When GitHub was last asked.")
    etag = models.CharField(max_length=200, blank=True, editable=False)
    problem = models.CharField(max_length=200, blank=True, editable=False, help_text="Why nothing is known about it.")
    dismissed_at = models.DateTimeField(
        null=True, blank=True, help_text="When someone said that the step stays open anyway."
    )

    objects = StepLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("step_link_state", "state", "unknown", "open", "merged", "closed"),
            one_of("step_link_reason", "reason", "", "completed", "not_planned", "duplicate", "not_merged", "other"),
            models.UniqueConstraint(
                name="step_link_once",
                fields=["step", "url"],
                violation_error_message="The step already has this link.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    def clean(self) -> None:
        """Always write a GitHub page the same way, and recognise it by its short name."""
        if not self.url.lower().startswith(("https://", "http://")):
            raise ValidationError({"url": "Enter the address of a web page: it starts with https://."})
        if found := reference_of(self.url):
            self.url, self.reference = found.url, found.key

    @property
    def name(self) -> str:
        """Its short name on GitHub, or its address."""
        found = reference_of(self.url)
        return found.name if found else self.url.partition("://")[2].rstrip("/")

    @property
    def is_on_github(self) -> bool:
        return self.reference != ""

    @property
    def has_ended(self) -> bool:
        return self.state in {self.State.MERGED, self.State.CLOSED}

    @property
    def is_done(self) -> bool:
        return self.has_ended and self.reason in DONE

    @property
    def is_waiting(self) -> bool:
        """Whether it ended, and no one has responded to that."""
        if not self.has_ended or self.removed_at:
            return False
        return self.dismissed_at is None or (self.changed_at is not None and self.changed_at > self.dismissed_at)

    @property
    def is_proposing(self) -> bool:
        """As `proposing` asks the database."""
        return self.is_waiting and self.is_done

    @property
    def is_asking(self) -> bool:
        """As `asking` asks the database."""
        return self.is_waiting and not self.is_done

    @property
    def what_became_of_it(self) -> str:
        """“was merged”, “was closed as not planned”."""
        if self.state == self.State.MERGED:
            return "was merged"
        return f"was closed {self.get_reason_display()}".strip()


class LinksRead(models.Model):
    """The text of a step that its links were read in. A step without one, or with another text, is to be read."""

    step = models.OneToOneField(NextStep, on_delete=models.CASCADE, primary_key=True, related_name="links_read")
    read_in = models.TextField(editable=False, blank=True)

    class Meta:
        ordering = ["step"]
        verbose_name_plural = "links read"

    def __str__(self) -> str:
        return f"Links of {self.step}"


class WebhookDelivery(models.Model):
    """One delivery from GitHub, identified by its id: the same one is not processed twice."""

    guid = models.CharField(max_length=64, primary_key=True)
    event = models.CharField(max_length=60)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]
        verbose_name_plural = "webhook deliveries"

    def __str__(self) -> str:
        return self.guid


class PollingPause(models.Model):
    """GitHub asked us to wait: this server is not asked again before then. Delete it to ask again at once."""

    host = models.CharField(max_length=255, primary_key=True)
    until = models.DateTimeField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return f"{self.host} until {self.until:%Y-%m-%d %H:%M} UTC"
