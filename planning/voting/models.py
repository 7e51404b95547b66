import secrets
from base64 import b32encode
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from planning.events.closing import Kept, KeptQuerySet
from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.models import Topic


def new_receipt() -> str:
    """Eighty bits, as sixteen letters and digits that are hard to mistake."""
    return b32encode(secrets.token_bytes(10)).decode()


class BallotQuerySet(KeptQuerySet["Ballot"]):
    pass


class Ballot(Kept):
    """The one paper an attendee casts."""

    replaces: datetime | None = None  # when the one before was cast; set by cast_ballot()

    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, related_name="ballot")
    cast_at = models.DateTimeField()
    receipt = models.CharField(max_length=16, unique=True, default=new_receipt, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["cast_at", "pk"]

    def __str__(self) -> str:
        return f"Ballot of {self.attendee}"


class Vote(models.Model):
    """One mark on a ballot: this should happen."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="votes")
    dots = models.PositiveSmallIntegerField(null=True, blank=True, help_text="On a ballot of dots.")
    rank = models.PositiveSmallIntegerField(null=True, blank=True, help_text="On a ranking, 1 the dearest.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vote_once_per_ballot", fields=["ballot", "topic"]),
            models.UniqueConstraint(name="vote_rank_once_per_ballot", fields=["ballot", "rank"]),
            models.CheckConstraint(name="vote_has_a_dot", condition=Q(dots=None) | Q(dots__gte=1)),
            models.CheckConstraint(name="vote_rank_from_one", condition=Q(rank=None) | Q(rank__gte=1)),
            models.CheckConstraint(name="vote_of_one_kind", condition=Q(dots=None) | Q(rank=None)),
        ]

    def __str__(self) -> str:
        """Names no topic: someone who deletes a person is shown all that goes with them."""
        return "secret"


class ClosedTallyQuerySet(models.QuerySet["ClosedTally"]):
    def standing(self) -> Self:
        """Those that count: voting has not been opened again since."""
        return self.filter(set_aside_at=None)


class ClosedTally(models.Model):
    """A tally as it was when voting closed. It knows topics by name as well, as they may be gone by now."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="closed_tallies")
    closed_at = models.DateTimeField(help_text="When voting closed.")
    counted_at = models.DateTimeField()
    ballots = models.PositiveIntegerField()
    electorate = models.PositiveIntegerField()
    set_aside_at = models.DateTimeField(null=True, blank=True, help_text="When voting was opened again.")

    objects = ClosedTallyQuerySet.as_manager()

    class Meta:
        ordering = ["-counted_at", "-pk"]
        verbose_name_plural = "closed tallies"
        constraints = [
            models.UniqueConstraint(
                name="tally_one_stands_per_event", fields=["event"], condition=Q(set_aside_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"Tally of {self.event}"


class CountedTopic(models.Model):
    """One topic in a closed tally."""

    tally = models.ForeignKey(ClosedTally, on_delete=models.CASCADE, related_name="lines")
    # Keeps the number of a topic that has been deleted.
    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, db_constraint=False, related_name="counted")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=221, help_text="With its emoji, as it was when voting closed.")
    place = models.PositiveSmallIntegerField(help_text="In the order of the tally, 1 on top.")
    rank = models.PositiveSmallIntegerField()
    votes = models.PositiveIntegerField()

    class Meta:
        ordering = ["tally", "place"]
        constraints = [models.UniqueConstraint(name="tally_topic_once", fields=["tally", "topic"])]

    def __str__(self) -> str:
        return f"{self.rank}. {self.title}"


class OpenedBox(models.Model):
    """The ballot box of a closed tally, and what was counted from it. The database lets nobody change it."""

    tally = models.OneToOneField(ClosedTally, on_delete=models.CASCADE, related_name="box")
    rule = models.CharField(max_length=12, editable=False)
    people = models.PositiveIntegerField(help_text="Who could run topics.")
    content = models.TextField(
        editable=False, help_text="The ballots under their receipts, without names, as a PabuLib file."
    )
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    result = models.TextField(editable=False, help_text="Rounds, payments and winners, as JSON.")

    class Meta:
        ordering = ["-tally"]
        verbose_name_plural = "opened boxes"

    def __str__(self) -> str:
        return f"Ballot box of {self.tally.event}"
