from django.conf import settings
from django.db import models
from django.db.models import F, Q

from planning.events.models import Event
from planning.texts.columns import Line, Lines
from planning.topics.importing.facts import LONGEST_AUTHOR
from planning.topics.models import Topic


class ImportedTopicQuerySet(models.QuerySet["ImportedTopic"]):
    def gone_elsewhere(self, event: Event) -> "ImportedTopicQuerySet":
        """Whose topic an admin has moved to another event."""
        return self.filter(event=event).exclude(topic__event=F("event"))


class ImportedTopic(models.Model):
    """Where a topic came from, and what was said of it there: with this, an edit there is told from one here."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="imported")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="imported_topics")
    key = models.CharField(max_length=250, editable=False, help_text="What it is recognized by when it comes again.")
    number = models.PositiveIntegerField(null=True, blank=True)
    url = models.URLField("tracking issue", max_length=500, blank=True)
    author = Line(
        max_length=LONGEST_AUTHOR, blank=True, help_text="Their handle there, whether or not they have a seat."
    )
    labels = Lines(blank=True, help_text="One a line.")
    said = models.JSONField(help_text="Its texts, as they were imported last.")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ImportedTopicQuerySet.as_manager()

    class Meta:
        ordering = ["-event", "topic"]
        constraints = [
            models.UniqueConstraint(
                name="imported_topic_once_per_event",
                fields=["event", "key"],
                violation_error_message="This has already been imported into the event.",
            ),
            models.CheckConstraint(name="imported_topic_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="imported_topic_number", condition=Q(number=None) | Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.name_there}: {self.topic}"

    @property
    def name_there(self) -> str:
        """`hackathon#12`, as GitHub writes it within an organization."""
        parts = self.url.split("/")
        if self.number and len(parts) > 6 and parts[5] == "issues":
            return f"{parts[4]}#{self.number}"
        return f"#{self.number}" if self.number else self.url or "a list"

    @property
    def tags(self) -> list[str]:
        return self.labels.splitlines()
