from django.db import models

from planning.people.models import Attendee
from planning.topics.models import Topic


class Ballot(models.Model):
    """The one paper an attendee casts."""

    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, related_name="ballot")
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["cast_at", "pk"]

    def __str__(self) -> str:
        return f"Ballot of {self.attendee}"


class Vote(models.Model):
    """One mark on a ballot: this should happen."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(name="vote_once_per_ballot", fields=["ballot", "topic"])]

    def __str__(self) -> str:
        """Names no topic: whoever deletes a person is shown all that goes with them."""
        return "secret"
