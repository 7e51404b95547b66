from datetime import datetime
from email.utils import parseaddr
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from planning.choices import one_of
from planning.texts.columns import Folded, Line

# How the keys of messages about signing in begin.
ABOUT_SIGNING_IN = "account/"


class ChannelQuerySet(models.QuerySet["Channel"]):
    def in_use(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def with_last_post(self) -> Self:
        """With what became of the post that was written last, and when it was: `last_state`, `last_written_at`,
        `last_error` and `last_failure`.
        """
        posts = Message.objects.filter(channel=OuterRef("pk")).order_by("-written_at", "-pk")
        return self.annotate(
            last_state=Subquery(posts.values("state")[:1]),
            last_written_at=Subquery(posts.values("written_at")[:1]),
            last_error=Subquery(posts.values("last_error")[:1]),
            last_failure=Subquery(posts.values("failure")[:1]),
        )

    def failing(self) -> Self:
        """Those in use whose last post was given up on."""
        return self.in_use().with_last_post().filter(last_state=Message.State.DEAD)


class Channel(models.Model):
    """Where posts go besides mail: to a person, or to everyone at an event. A removed one forgets its URL."""

    name = Line(max_length=100, help_text="What it is called here: Slack, or #hack-the-garden.")
    folded_name = Folded("name")
    url = models.TextField("address", blank=True, help_text="An Apprise URL. Anyone who has it can post there.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="channels"
    )
    event = models.ForeignKey(
        "planning.Event", on_delete=models.CASCADE, null=True, blank=True, related_name="channels"
    )
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="channel_is_a_persons_or_an_events",
                condition=Q(user__isnull=False, event__isnull=True) | Q(user__isnull=True, event__isnull=False),
                violation_error_message="A channel belongs to a person or to an event.",
            ),
            models.CheckConstraint(
                name="channel_has_an_address_until_removed",
                condition=Q(removed_at__isnull=True) & ~Q(url="") | Q(removed_at__isnull=False, url=""),
                violation_error_message="A channel needs an address until it is removed.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


TURN = ("-is_urgent", "due_at", "pk")
"""The order in which messages are sent. A worker goes through its batch in the same order."""


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> Self:
        """Waiting messages whose time has come: first those someone is waiting for, then the oldest."""
        return self.filter(state=Message.State.WAITING, due_at__lte=now).order_by(*TURN)

    def abandoned(self, now: datetime) -> Self:
        """Messages whose worker died, or is too slow: its lease has run out. In the order it began them."""
        return self.filter(state=Message.State.SENDING, lease_until__lt=now).order_by(*TURN)

    def dead(self) -> Self:
        return self.filter(state=Message.State.DEAD)

    def finished(self) -> Self:
        """Nothing more happens to them, unless someone has them sent again."""
        return self.filter(state__in=[Message.State.SENT, Message.State.DEAD])

    def held(self) -> Self:
        return self.filter(state=Message.State.HELD)

    def held_in_doubt(self) -> Self:
        """Held because no one knows whether they arrived."""
        return self.held().exclude(begun_at=None)


class Message(models.Model):
    """One mail or channel post waiting in, or sent from, the outbox."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        HELD = "held", "held back"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        DEAD = "dead", "given up"

    class InDoubt(models.TextChoices):
        """What to do when a worker died while sending it, and no one knows whether it was sent."""

        RESEND = "resend", "send it again"
        HOLD = "hold", "hold it for a person"

    # Says what the message is about: the same news is never written twice.
    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(
        "to", max_length=320, help_text="An address, or a name with one in angle brackets; of a channel, its name."
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, blank=True, related_name="messages")
    subject = models.CharField(max_length=300)
    folded = Folded("to", "subject")
    text = models.TextField()
    html = models.TextField("HTML", blank=True, help_text="The same, for mail programs that show it.")
    unsubscribe_url = models.CharField(
        max_length=500, blank=True, help_text="Where mail programs unsubscribe with one click (RFC 8058)."
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    is_urgent = models.BooleanField(
        "urgent", default=False, help_text="Someone is at the site, waiting for it: it goes first."
    )
    in_doubt = models.CharField("in doubt", max_length=6, choices=InDoubt, default=InDoubt.RESEND)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Not sent before this.")
    attempts = models.PositiveSmallIntegerField(default=0)
    takeovers = models.PositiveSmallIntegerField(
        default=0,
        help_text="How often its worker died or its connection broke: it may have arrived that many extra times.",
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True, editable=False, help_text="Of the batch that a worker is sending.")
    begun_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was handed over, if it must not go twice. Once held: in doubt."
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True, help_text="When its address turned out not to work.")
    last_error = models.TextField(blank=True, help_text="Why it did not get there, in English.")
    failure = models.JSONField(
        default=dict,
        blank=True,
        help_text="The same of a post, as a code with what it names: to be told in any language.",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                name="message_unsent",
                fields=["-is_urgent", "due_at", "id"],
                condition=Q(state="waiting"),
            ),
            models.Index(name="message_in_hand", fields=["lease_until"], condition=Q(state="sending")),
            models.Index(name="message_given_up", fields=["written_at"], condition=Q(state="dead")),
            models.Index(name="message_by_address", fields=["to", "-written_at"]),
        ]
        constraints = [
            one_of("message_state", "state", "waiting", "held", "sending", "sent", "dead"),
            one_of("message_in_doubt", "in_doubt", "resend", "hold"),
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
    def is_in_doubt(self) -> bool:
        return self.state == self.State.HELD and self.begun_at is not None

    @property
    def is_about_signing_in(self) -> bool:
        """Anyone who reads its text can sign in with it."""
        return self.key.startswith(ABOUT_SIGNING_IN)

    @property
    def address(self) -> str:
        return parseaddr(self.to)[1]
