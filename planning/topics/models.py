from collections.abc import Callable
from functools import cache
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Coalesce
from django.urls import reverse
from simple_history.models import HistoricalRecords

from planning.choices import one_of
from planning.events.closing import Kept, KeptQuerySet
from planning.events.models import Event, LateTopics
from planning.finding.columns import Searched
from planning.people.models import Attendee
from planning.searching import holding
from planning.texts.columns import Folded, Line, Lines
from planning.topics.likeness.columns import TopicTraits

LONGEST = 20_000
"""Characters of a text. Anything longer belongs in a linked document."""

INFORMATION = "\u2139"
"""An emoji, and the only one that Unicode counts among the letters."""

LINK = ("slug", "emoji", "title", "event__slug")
CARD = ("slug", "emoji", "title", "track", "withdrawn_at", "proposed_by__name")
CONTINUED = ("continues__slug", "continues__title", "continues__event__slug")

# Django's queries know no recursion. UNION ends it, even in a circle, which only an admin can make.
FAMILY = """
    WITH RECURSIVE family (id, continues_id) AS (
        SELECT id, continues_id FROM planning_topic WHERE id = %s
        UNION
        SELECT relative.id, relative.continues_id FROM planning_topic relative
        JOIN family ON relative.continues_id = family.id OR relative.id = family.continues_id
    )
    SELECT id FROM family
"""

counts: dict[str, Callable[[], Combinable]] = {}
"""What later rooms count of a topic: `vote_count`, by the name that it has on the topic."""

results: list[Callable[[Event], Q]] = []
"""How later rooms tell whether such a count of an event's topics is worth showing."""


class TopicQuerySet(KeptQuerySet["Topic"]):
    def get_by_natural_key(self, event: str, slug: str) -> "Topic":
        return self.get(event__slug=event, slug=slug)

    def standing(self) -> Self:
        """Topics that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def to_work_on(self) -> Self:
        """What can have a team: everything but discussions, which need none."""
        return self.standing().exclude(track=Topic.Track.DISCUSSION)

    def to_vote_on(self) -> Self:
        """What is on the ballot: what was proposed in time, or late if the organizers allow it."""
        in_time = Q(proposed_at=None) | Q(event__voting_opens_at=None) | Q(proposed_at__lt=F("event__voting_opens_at"))
        let_in = Q(event__late_topics=LateTopics.ON_BALLOT, proposed_at__lt=F("event__voting_closes_at"))
        return self.to_work_on().filter(in_time | let_in)

    def with_vote_count(self) -> Self:
        """As the room counts that keeps the votes."""
        return self.annotate(**{name: count() for name, count in counts.items()})

    def with_comment_count(self) -> Self:
        return self.annotate(comment_count=comments_of_topic())

    def with_followers(self) -> Self:
        """Whether a later topic carries it on."""
        return self.annotate(is_continued=is_continued())

    def mentioning(self, words: str) -> Self:
        """Topics with each of the words in their title or texts."""
        return self.filter(holding(words, "folded_title", "folded"))

    def as_proposed(self) -> Self:
        return self.order_by("position", "pk")

    def most_wanted_first(self) -> Self:
        """As in the tally: in the order of proposal within a tie."""
        return self.with_vote_count().order_by("-vote_count", "position", "pk")

    def as_cards(self) -> "models.QuerySet[Topic, dict[str, Any]]":
        """Just what the board shows of a topic: of its texts the title alone, and what is counted."""
        counted = self.with_comment_count()
        cards: models.QuerySet[Topic, dict[str, Any]] = counted.values(*CARD, *CONTINUED, *counted.query.annotations)
        return cards

    def family_of(self, topic: "Topic") -> Self:
        """The topic, those it carries on, those that carry it on, and so forth."""
        return self.filter(pk__in=RawSQL(FAMILY, [topic.pk]))  # noqa: S611  # the topic's number is a parameter

    def before(self, event: Event) -> Self:
        """Topics of earlier events, the latest event first: what a topic of this event can continue."""
        earlier = self.filter(event__slug__lt=event.slug).select_related("event")
        return earlier.order_by("-event__slug", "position", "pk")


def count_per_topic(rows: "models.QuerySet[Any]") -> Coalesce:
    """Count rows of a topic in a query of their own: joined, votes and comments would multiply each other."""
    counted = rows.filter(topic=OuterRef("pk")).order_by().values("topic").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


@cache
def comments_of_topic() -> Coalesce:
    """Kept, for it is the same for all topics, and takes longer to put together than to answer."""
    return count_per_topic(Comment.objects.all())


@cache
def is_continued() -> Exists:
    return Exists(Topic.objects.filter(continues=OuterRef("pk")))


def refuse_words(emoji: str) -> None:
    if any(character.isalpha() and character != INFORMATION for character in emoji):
        raise ValidationError("Put one emoji here, such as 🌱. Words belong in the title.")


class Topic(Kept):
    """Something proposed to work on."""

    vote_count: int  # set by TopicQuerySet.with_vote_count()
    comment_count: int  # set by TopicQuerySet.with_comment_count()
    is_continued: bool  # set by TopicQuerySet.with_followers()
    _change_reason: str  # read by simple-history when it keeps the change

    class Track(models.TextChoices):
        MAIN = "main", "main"
        FAST_TRACK = "fast-track", "fast track"
        DISCUSSION = "discussion", "discussion"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="topics")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in the event's documents.")
    emoji = Line(max_length=20, blank=True, validators=[refuse_words])
    title = Line(max_length=200, help_text="Markdown for code and links.")
    folded_title = Folded("title")
    track = models.CharField(max_length=12, choices=Track, default=Track.MAIN)
    problem = Lines("problem statement", max_length=LONGEST, blank=True, help_text="What is wrong today? Markdown.")
    motivation = Lines(max_length=LONGEST, blank=True, help_text="Why now, and for whom? Markdown.")
    benefits = Lines(max_length=LONGEST, blank=True, help_text="One a line, an emoji first: 💰 less traffic.")
    folded = Folded("problem", "motivation", "benefits")
    searched = Searched("title", "problem", "motivation", "benefits")
    traits = TopicTraits("title", "problem", "motivation", "benefits")
    proposed_by = models.ForeignKey(
        Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The earlier topic this one continues.",
    )

    objects = TopicQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded_title", "folded", "searched", "traits"])

    class Meta:
        ordering = ["event", "position", "pk"]
        indexes = [
            models.Index(name="topic_as_proposed", fields=["event", "position", "id"]),
            models.Index(name="topic_counted_by_track", fields=["event", "track", "withdrawn_at"]),
        ]
        constraints = [
            one_of("topic_track", "track", "main", "fast-track", "discussion"),
            models.UniqueConstraint(
                name="topic_slug_once_per_event",
                fields=["event", "slug"],
                violation_error_message="The event already has a topic with this title.",
            ),
            models.CheckConstraint(
                name="topic_does_not_continue_itself",
                condition=Q(continues__isnull=True) | ~Q(continues=F("pk")),
                violation_error_message="A topic cannot continue itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.emoji} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.event.slug, self.slug])

    def natural_key(self) -> tuple[str, str]:
        return (self.event.slug, self.slug)

    natural_key.dependencies = ["planning.event"]  # type: ignore[attr-defined]  # read by Django's serializers

    def clean(self) -> None:
        """`propose` says the same. A table may name one that an earlier row of it creates."""
        if self.continues and self.event_id and self.continues.event.slug >= self.event.slug:
            name = str(self.continues) if self.continues.title else self.continues.slug  # of a row of the table
            text = f"“{name}” is not from an earlier event, so it cannot be continued here."
            raise ValidationError({"continues": text})

    @property
    def is_on_ballot(self) -> bool:
        """What `to_vote_on` says about many."""
        event = self.event
        if self.is_withdrawn or self.track == self.Track.DISCUSSION:
            return False
        if not (self.proposed_at and event.voting_opens_at and event.voting_closes_at):
            return True
        let_in = event.late_topics == LateTopics.ON_BALLOT and self.proposed_at < event.voting_closes_at
        return let_in or self.proposed_at < event.voting_opens_at

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Comment(models.Model):
    """A comment on a topic. One that was taken down keeps its text, for its author and the organizers alone."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="comments")
    text = Lines(max_length=5000)
    folded = Folded("text")
    searched = Searched("public_text")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_down_because = Line("reason", max_length=200, blank=True, help_text="Its author and the organizers read it.")

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_taken_down_for_a_reason",
                condition=Q(taken_down_at=None, taken_down_because="")
                | Q(taken_down_at__isnull=False) & ~Q(taken_down_because=""),
                violation_error_message="A comment is taken down at a moment and for a reason, or not at all.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.topic}"

    @property
    def public_text(self) -> str:
        """What anyone may read, and find."""
        return "" if self.taken_down_at else self.text


class Unrelated(models.Model):
    """A topic, and an earlier one of which somebody said that it is not carried on there: it is not asked again."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="unrelated")
    earlier = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = "pair of unrelated topics"
        verbose_name_plural = "pairs of unrelated topics"
        ordering = ["-said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="unrelated_once_per_pair",
                fields=["topic", "earlier"],
                violation_error_message="It has already been said of these two.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} does not carry on {self.earlier}"

    def clean(self) -> None:
        if self.topic_id and self.earlier_id and self.earlier.event.slug >= self.topic.event.slug:
            raise ValidationError({"earlier": f"“{self.earlier}” is not from an earlier event."})
