from django.db import models

from planning.events.models import Event
from planning.people.models import User
from planning.texts.columns import Folded, Line, Lines


class WordToPeople(models.Model):
    """What an organizer wrote to people of an event, kept as it was sent. The mails themselves are in the outbox."""

    LONGEST = 5_000

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="words")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    to = Line(max_length=100, help_text="Who they were, as the page called them.")
    subject = Line(max_length=150)
    folded_subject = Folded("subject")
    text = Lines(max_length=LONGEST)
    people = models.PositiveIntegerField(help_text="How many got it.")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = "word to people"
        verbose_name_plural = "words to people"
        indexes = [models.Index(name="word_by_event", fields=["event", "-sent_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="word_reached_someone",
                condition=models.Q(people__gte=1),
                violation_error_message="A word is kept once somebody gets it.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
