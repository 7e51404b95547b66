from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from planning.choices import one_of
from planning.events.models import Event
from planning.people.models import Attendee
from planning.texts.columns import Distinct, Folded, Line, Lines
from retros.board.questions import RATED, Again, Question, Rating
from retros.nextsteps.models import NextStep

C = TypeVar("C", bound="Card")

MARKS = 3
"""How many marks each attendee has for an event's board."""

FEWEST = 3
"""So many must have answered the survey before anyone can read the answers."""


class CardQuerySet(models.QuerySet[C]):
    def shown_to(self, attendee: Attendee) -> Self:
        """With the number of marks on each, and whether one of them is the reader's."""
        theirs = Mark.objects.filter(Q((self.model.KIND, OuterRef("pk"))), attendee=attendee.pk)
        return self.select_related("event", "step__moved_to__event").annotate(
            mark_count=Count("marks"), is_marked=Exists(theirs)
        )


class Card(models.Model):
    """What's on the board and can be marked: a note by itself, or a group of notes."""

    KIND: ClassVar[str]

    class Column(models.TextChoices):
        WENT_WELL = "went-well", "went well"
        TO_CHANGE = "to-change", "to change"
        THANKS = "thanks", "thanks"

    mark_count: int  # set by CardQuerySet.shown_to()
    is_marked: bool  # as above

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="%(class)ss")
    column = models.CharField(max_length=10, choices=Column)
    step = models.OneToOneField(
        NextStep,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s",
        help_text="The next step it was turned into.",
    )

    class Meta:
        abstract = True

    def get_absolute_url(self, *, by_marks: bool = False) -> str:
        """Its place on the board, whichever page that is on; on the board in order of marks, if it is asked for."""
        place = f"{self.KIND}-{self.pk}"
        query = {"order": "marks", "at": place} if by_marks else {"at": place}
        return reverse("board", args=[self.event.slug], query=query, fragment=place)


class Group(Card):
    """Notes in one column that say the same thing."""

    KIND = "group"

    name = Line(max_length=100)
    folded_name = Folded("name")

    objects = CardQuerySet["Group"].as_manager()

    class Meta:
        ordering = ["column", "pk"]
        constraints = [
            one_of("group_column", "column", "went-well", "to-change", "thanks"),
            Distinct(
                name="group_name_once_per_column",
                fields=["event", "column", "folded_name"],
                violation_error_message="This column already has a group with this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Note(Card):
    """One thought about an event, looking back."""

    KIND = "note"

    text = Lines(max_length=2000)
    folded = Folded("text")
    # Empty if the person wished to stay anonymous: who wrote it is then not stored at all.
    author = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    written_at = models.DateTimeField(help_text="For an anonymous note, only the day.")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")

    objects = CardQuerySet["Note"].as_manager()

    class Meta:
        ordering = ["column", "pk"]
        constraints = [one_of("note_column", "column", "went-well", "to-change", "thanks")]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.group and (self.group.event_id, self.group.column) != (self.event_id, self.column):
            raise ValidationError({"group": "A group holds notes from its own event and column."})


class Mark(models.Model):
    """One of an attendee's few marks: this matters most. The dots are numbered, so that no one can have more."""

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="marks")
    dot = models.PositiveSmallIntegerField()
    note = models.ForeignKey(Note, on_delete=models.CASCADE, null=True, related_name="marks")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="marks")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mark_once_per_dot", fields=["attendee", "dot"]),
            models.UniqueConstraint(name="mark_once_per_note", fields=["attendee", "note"]),
            models.UniqueConstraint(name="mark_once_per_group", fields=["attendee", "group"]),
            models.CheckConstraint(name="mark_is_one_of_a_few", condition=Q(dot__gte=1, dot__lte=MARKS)),
            models.CheckConstraint(
                name="mark_is_on_one_card",
                condition=Q(note__isnull=True, group__isnull=False) | Q(note__isnull=False, group__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        """Names no card: anyone deleting a person is shown all that goes with them."""
        return "secret"


class Survey(models.Model):
    """How it runs at one event, if an organizer wants it otherwise."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="survey")
    closes_on = models.DateField("last day", help_text="Until midnight. By default it closes when the wrap-up is due.")

    class Meta:
        ordering = ["-event__slug"]

    def __str__(self) -> str:
        return f"Survey of {self.event}"


class Respondent(models.Model):
    """Someone who has answered the survey. Neither what they answered nor when is stored with it."""

    attendee = models.OneToOneField(Attendee, on_delete=models.CASCADE, primary_key=True, related_name="respondent")

    class Meta:
        ordering = ["attendee__name", "attendee"]

    def __str__(self) -> str:
        return str(self.attendee)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def enough(self) -> Self:
        """Those of surveys that enough people answered: with fewer, one could guess whose they are."""
        responses = Answer.objects.filter(question=Question.OVERALL).order_by().values("event")
        enough = responses.annotate(number=Count("pk")).filter(number__gte=FEWEST)
        return self.filter(event__in=enough.values("event"))

    def readable(self, now: datetime) -> Self:
        """Those that may be read: of closed surveys. A look before and after an answer would show whose it is."""
        closed = Q(event__survey=None, event__wrap_up_due_at__lte=now)
        closed |= Q(event__survey__closes_on__lt=timezone.localdate(now))
        return self.enough().filter(closed)


class Answer(models.Model):
    """One answer to one question, by no one in particular: not even that two come from one person is known."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=10, choices=Question)
    choice = models.CharField(max_length=5, blank=True, choices=[*Rating.choices, *Again.choices])
    words = Lines(max_length=2000, blank=True)
    folded = Folded("words")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-event__slug", "question", "choice", "pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_fits_its_question",
                condition=Q(question__in=RATED, choice__in=Rating.values, words="")
                | Q(question="again", choice__in=Again.values, words="")
                | Q(question="words", choice="") & ~Q(words=""),
            )
        ]

    def __str__(self) -> str:
        """Gives nothing away: anyone deleting an event is shown all that goes with it."""
        return "secret"
