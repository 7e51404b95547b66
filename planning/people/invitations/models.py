from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from planning.choices import one_of
from planning.events.models import Event
from planning.people.models import Attendee, User
from planning.texts.columns import Address, Folded, Line


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def valid(self, now: datetime) -> Self:
        """Those that still let somebody in."""
        return self.filter(revoked_at=None, expires_at__gt=now, used__lt=F("uses"))

    def links(self) -> Self:
        """To be shared: in a chat, or on a wall."""
        return self.filter(email="")

    def by_mail(self) -> Self:
        return self.exclude(email="")

    def unanswered(self, now: datetime) -> Self:
        """Mailed to somebody who has not come since, with this address or another one."""
        there = Attendee.objects.coming().filter(event=OuterRef("event"), user__email=OuterRef("email"))
        return self.by_mail().valid(now).filter(~Exists(there))

    def matching(self, words: str) -> Self:
        return self.filter(folded__contains=words)


class Invitation(models.Model):
    """A link that lets somebody in: signed, so that nothing has to be kept secret here; expiring, and revocable."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    email = Address("address", blank=True, help_text="Empty: a link to be shared.")
    name = Line(max_length=100, blank=True)
    folded = Folded("name", "email")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="Once is all.")
    uses = models.PositiveSmallIntegerField(default=1, help_text="How many people it lets in.")
    used = models.PositiveSmallIntegerField(default=0, help_text="How many it has let in.")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(name="invitation_by_event", fields=["event", "-made_at", "-id"]),
            models.Index(name="invitation_by_address", fields=["event", "email"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="invitation_once_an_address",
                fields=["event", "email"],
                condition=Q(revoked_at=None) & ~Q(email=""),
                violation_error_message="This address has been invited already.",
            ),
            models.CheckConstraint(
                name="invitation_expires",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message="It has to end after it begins.",
            ),
            models.CheckConstraint(
                name="invitation_within_its_uses",
                condition=Q(uses__gte=1, used__lte=F("uses")),
                violation_error_message="It lets in at least one person, and no more than it says.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"A link to {self.event}"

    @property
    def left(self) -> int:
        return self.uses - self.used


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def open(self) -> Self:
        """Those that wait for an organizer, the longest first."""
        return self.filter(state=JoinRequest.State.OPEN).order_by("asked_at", "pk")


class JoinRequest(models.Model):
    """Somebody asks to come to an event whose organizers decide who does."""

    class State(models.TextChoices):
        OPEN = "open", "waits for an answer"
        APPROVED = "approved", "approved"
        DECLINED = "declined", "declined"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="join_requests")
    name = Line(max_length=100)
    folded_name = Folded("name")
    word = Line("a word to the organizers", max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = "request to join"
        verbose_name_plural = "requests to join"
        constraints = [
            one_of("join_request_state", "state", "open", "approved", "declined"),
            models.UniqueConstraint(
                name="join_request_once",
                fields=["event", "user"],
                violation_error_message="This person has asked already.",
            ),
            models.CheckConstraint(
                name="join_request_decided_has_a_time",
                condition=Q(state="open", decided_at__isnull=True) | (~Q(state="open") & Q(decided_at__isnull=False)),
                violation_error_message="A decision has a time.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
