from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Self

from django.db import models
from django.db.models import F, Q


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> Self:
        """Messages nobody is sending whose time has come, oldest first."""
        return self.filter(free(now)).order_by("due_at", "pk")

    def dead(self) -> Self:
        return self.filter(state=Message.State.DEAD)


class Message(models.Model):
    """One mail waiting in, or sent from, the outbox."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        DEAD = "dead", "given up"

    # Names what the message is about: the same news is never written twice.
    key = models.CharField(max_length=200, unique=True)
    to = models.CharField("to", max_length=320, help_text="An address, or a name with one in angle brackets.")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Sent no earlier than this.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                name="message_unsent",
                fields=["due_at"],
                condition=Q(state__in=["waiting", "sending"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="message_sent_has_a_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="message_being_sent_has_a_lease",
                condition=~Q(state="sending") | Q(lease_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def address(self) -> str:
        return parseaddr(self.to)[1]

    def claim(self, *, now: datetime, lease: timedelta) -> bool:
        """Take the message for sending. Return False if another worker was faster.

        One statement, so two workers cannot both take it; a dead worker's message is free when its lease ends.
        """
        taken = Message.objects.filter(free(now), pk=self.pk).update(
            state=self.State.SENDING, lease_until=now + lease, attempts=F("attempts") + 1
        )
        if taken:
            self.refresh_from_db(fields=["state", "lease_until", "attempts"])
        return taken == 1


def free(now: datetime) -> Q:
    """Due, and nobody is sending it. Asked again in the claim: in between another worker may have tried and failed."""
    return Q(due_at__lte=now) & (Q(state=Message.State.WAITING) | Q(state=Message.State.SENDING, lease_until__lt=now))
