from datetime import datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from simple_history.models import HistoricalRecords

from planning.choices import one_of
from planning.events.models import Event
from planning.people.models import Attendee
from planning.searching import holding
from planning.texts.columns import Folded, Line, Lines
from planning.topics.models import Topic

TOO_LARGE = "A team at this event has {} people at most. Raise that number first."

A_DAY = timedelta(days=1)
CUT = "…"


def refuse_outsider(attendee: Attendee, topic: Topic, *, is_coming: bool) -> None:
    """`is_coming`: people who left may have been there, and people who wait may have wished."""
    if attendee.event_id != topic.event_id:
        raise ValidationError({"attendee": f"{attendee} is not at {topic.event}. Choose their seat there."})
    if is_coming and (attendee.cancelled_at or attendee.waiting_since):
        raise ValidationError({"attendee": f"{attendee} has no seat at {topic.event}."})


class Wish(models.Model):
    """ "I would work on this", ranked. Teams are formed from wishes, not from votes."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="wishes")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(help_text="1 is the favourite.")

    class Meta:
        ordering = ["attendee", "rank"]
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(name="wish_once_per_topic", fields=["attendee", "topic"]),
            models.UniqueConstraint(name="wish_once_per_rank", fields=["attendee", "rank"]),
            models.CheckConstraint(name="wish_rank_from_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.attendee}: {self.rank}. {self.topic}"

    def clean(self) -> None:
        if self.attendee_id and self.topic_id:
            refuse_outsider(self.attendee, self.topic, is_coming=False)


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, event: Event) -> Self:
        """The event's teams in the order of their topics, with topic and present members loaded."""
        present = Membership.objects.present().select_related("attendee__organization")
        return (
            self.filter(topic__event=event)
            .select_related("topic__event")
            .prefetch_related(Prefetch("memberships", present, to_attr="present"))
            .order_by("topic__position", "topic__pk")
        )

    def staffed(self) -> Self:
        """Teams with people in them."""
        return self.filter(Exists(Membership.objects.present().filter(team=OuterRef("pk"))))

    def smaller_than(self, size: int) -> Self:
        present = Count("memberships", filter=Q(memberships__until=None))
        return self.alias(size=present).filter(size__lt=size)

    def silent(self, now: datetime) -> Self:
        """Those that had a day of the week to check in, and did not."""
        since = now - A_DAY
        words = CheckIn.objects.filter(team=OuterRef("pk"), written_at__gt=since)
        return self.staffed().filter(~Exists(words), formed_at__lte=since, topic__event__starts_at__lte=since)

    def matching(self, words: str) -> Self:
        """Teams whose topic's title, or one of their people, holds each of the words."""
        found = self
        for word in words.split():
            people = Membership.objects.present().filter(
                team=OuterRef("pk"), attendee__in=Attendee.objects.matching(word)
            )
            found = found.filter(holding(word, "topic__folded_title") | Exists(people))
        return found


class Team(models.Model):
    """The people on one topic."""

    present: "list[Membership]"  # set by TeamQuerySet.of()

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="team")
    formed_at = models.DateTimeField()
    lead = models.ForeignKey(
        Attendee,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_teams",
        help_text="Who answers for it: one of its people.",
    )

    objects = TeamQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["topic"]

    def __str__(self) -> str:
        return str(self.topic)

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.topic.event.slug, self.topic.slug])

    def clean(self) -> None:
        if self.lead_id and not self.memberships.present().filter(attendee=self.lead_id).exists():
            raise ValidationError({"lead": "Only one of the people in the team can be its lead."})

    def is_full(self) -> bool:
        """Whether from now on only an organizer can let someone in."""
        return self.memberships.present().count() >= self.topic.event.team_size_max


class MembershipQuerySet(models.QuerySet["Membership"]):
    def present(self) -> Self:
        return self.filter(until=None)


class Membership(models.Model):
    """One person's stay in a team. Switching ends one and begins another."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="membership_one_team_at_a_time",
                fields=["attendee"],
                condition=Q(until__isnull=True),
                violation_error_message="This person is already in a team.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="A stay cannot end before it began.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} in {self.team}"

    def clean(self) -> None:
        was_in = Membership.objects.present().filter(pk=self.pk, team=self.team_id).exists()
        if self.team_id and self.attendee_id:
            refuse_outsider(self.attendee, self.team.topic, is_coming=self.until is None and not was_in)
        if self.until is None and self.team_id and not was_in and self.team.is_full():
            raise ValidationError(TOO_LARGE.format(self.team.topic.event.team_size_max))


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def last_words(self) -> Self:
        """The last word of each team: it is the one that counts."""
        words = CheckIn.objects.filter(team=OuterRef("team")).order_by("-written_at", "-pk")
        return self.filter(pk=Subquery(words.values("pk")[:1]))

    def calling(self) -> Self:
        """Those that ask for help."""
        return self.filter(help_wanted__gt="")


class CheckIn(models.Model):
    """A team's short word during the week. Only the mood is needed."""

    class Mood(models.TextChoices):
        WELL = "well", "Going well"
        SLOW = "slow", "Slow"
        STUCK = "stuck", "Stuck"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="check_ins")
    author = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="check_ins")
    mood = models.CharField(max_length=5, choices=Mood, help_text="How is it going?")
    progress = Line(
        "one sentence for the round", max_length=140, blank=True, help_text="What works now that didn’t before?"
    )
    help_wanted = Line(
        "who or what would help?", max_length=90, blank=True, help_text="It is shown first, to everyone at the event."
    )
    details = Lines("more", max_length=6500, blank=True, help_text="What is in the way, what you tried. Markdown.")
    folded = Folded("progress", "help_wanted", "details")
    written_at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = "check-in"
        constraints = [one_of("check_in_mood", "mood", "well", "slow", "stuck")]

    def __str__(self) -> str:
        return f"{self.team}, {self.written_at:%a %H:%M}"

    @property
    def in_full(self) -> str:
        """What it says of the progress. From before there were moods it may be longer, and is then in the details."""
        return self.details if self.details and self.progress.endswith(CUT) else self.progress


class HelpOffer(models.Model):
    """ "I can help": one person's answer to what a check-in asks for."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="help_offers")
    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="help_offers")
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="help_offer_once_a_person",
                fields=["check_in", "attendee"],
                violation_error_message="This person has already offered help.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} for {self.check_in}"

    def clean(self) -> None:
        if self.attendee_id and self.check_in_id:
            refuse_outsider(self.attendee, self.check_in.team.topic, is_coming=False)
