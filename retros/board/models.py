from django.db import models

from planning.events.models import Event
from planning.people.models import Attendee


class Note(models.Model):
    """One word of looking back on an event."""

    class Column(models.TextChoices):
        WENT_WELL = "went-well", "went well"
        TO_CHANGE = "to-change", "to change"
        THANKS = "thanks", "thanks"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notes")
    column = models.CharField(max_length=10, choices=Column)
    text = models.TextField(max_length=2000)
    # Empty where the person wished to stay anonymous: who wrote it is then not kept at all.
    author = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["column", "written_at", "pk"]

    def __str__(self) -> str:
        return self.text
