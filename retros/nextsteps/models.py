from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, When
from django.db.models.lookups import LessThan
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from planning.choices import one_of
from planning.events.models import Event, Organization
from planning.finding.columns import Searched
from planning.people.models import Attendee, User
from planning.searching import holding
from planning.texts.columns import Folded, Lines
from planning.topics.models import Topic
from retros.nextsteps.ended_links import closed_unfinished, proposing

LONGEST_TEXT = 20_000  # of what people type here, in characters
NOT_REMINDED = "People without an account aren't reminded; the organizers are instead."
QUIET_DAYS = 42
A_YEAR = 366  # days: reminders are to end while the calendar and people last
IN_A_TURN = 2_000
TURN = timedelta(minutes=10)
OF_LATE = timedelta(days=7)

# As text, not as a parameter: SQLite finds an index by its expression only without one.
DUE = Func(F("due_on"), template="COALESCE(%(expressions)s, '9999-12-31')", output_field=models.DateField())
"""The due date, or the last of all days. To sort by, and to page by: it is never empty."""


def quiet_since(today: date, days: int) -> Q:
    """Whether nothing was done about a step for so many days, or ever since its event."""
    last = today - timedelta(days=days)
    ended = Q(topic__event__ends_on=None) | Q(topic__event__ends_on__lte=last)
    return Q(active_on__lte=last) | Q(ended, active_on=None)


class FollowUpManager(models.Manager["FollowUp"]):
    def of(self, events: Iterable[Event]) -> dict[int, "FollowUp"]:
        """The plan of each event, by the event's key, in one query. Unsaved, with the defaults, where it has none."""
        by_key = {event.pk: event for event in events}
        own = self.in_bulk(list(by_key))
        return {pk: own.get(pk) or FollowUp(event=event) for pk, event in by_key.items()}


class FollowUp(models.Model):
    """How an event follows up on its next steps. An event without one uses the defaults."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="follow_up")
    due_on = models.DateField(
        "due date", null=True, blank=True, help_text="For steps without one. Empty: eight weeks after the event."
    )
    days_before = models.PositiveSmallIntegerField("first reminder", default=0, help_text="Days before a step is due.")
    repeat_days = models.PositiveSmallIntegerField("repeated after", default=14, help_text="Days.")
    escalate_after = models.PositiveSmallIntegerField(
        "asks the organizers after", default=3, help_text="Number of unanswered reminders."
    )
    end_after = models.PositiveSmallIntegerField("ends after", default=6, help_text="Reminders.")
    grace_days = models.PositiveSmallIntegerField(
        "grace", default=14, help_text="Days after the event without reminders."
    )
    quiet_days = models.PositiveSmallIntegerField(
        "gone quiet after", default=QUIET_DAYS, help_text="Days without anything being done about a step."
    )

    _change_reason: str  # read by simple-history when it keeps the change
    _history_user: User  # as above

    objects = FollowUpManager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-event__slug"]
        verbose_name = "follow-up"
        constraints = [
            models.CheckConstraint(
                name="follow_up_repeats_no_faster_than_daily",
                condition=Q(repeat_days__gte=1),
                violation_error_message="Reminders can repeat at most daily.",
            ),
            models.CheckConstraint(
                name="follow_up_ends_no_sooner_than_it_escalates",
                condition=Q(escalate_after__gte=1, end_after__gte=F("escalate_after")),
                violation_error_message="The organizers must be asked before the reminders end: choose a later end.",
            ),
            models.CheckConstraint(
                name="follow_up_within_a_year",
                condition=Q(
                    days_before__lte=A_YEAR, repeat_days__lte=A_YEAR, grace_days__lte=A_YEAR, end_after__lte=100
                ),
                violation_error_message="Choose at most a year and a hundred reminders.",
            ),
            models.CheckConstraint(
                name="follow_up_quiet_takes_a_day",
                condition=Q(quiet_days__gte=1),
                violation_error_message="A step can go quiet after a day at the earliest.",
            ),
        ]

    def __str__(self) -> str:
        return f"Following up on {self.event}"

    def clean(self) -> None:
        if self.due_on and self.event.ends_on and self.due_on < self.event.ends_on:
            text = f"Steps can't be due before the event is over, on {self.event.ends_on:%d.%m.%Y}. Choose a later day."
            raise ValidationError({"due_on": text})


def quiet_by(today: date) -> Q:
    """Whether nothing was done about a step for as long as its event allows: one query."""
    events: dict[int, list[int]] = defaultdict(list)
    for event, days in FollowUp.objects.order_by().values_list("event", "quiet_days"):
        events[days].append(event)
    quiet = Q(quiet_since(today, QUIET_DAYS), ~Q(topic__event__in=[pk for keys in events.values() for pk in keys]))
    for days, keys in events.items():
        quiet |= Q(quiet_since(today, days), topic__event__in=keys)
    return quiet


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def get_by_natural_key(self, event: str, topic: str, number: int) -> "NextStep":
        return self.get(topic__event__slug=event, topic__slug=topic, number=number)

    def open(self) -> Self:
        return self.filter(state=NextStep.State.OPEN)

    def overdue(self, today: date) -> Self:
        """Open steps whose due date has passed, longest overdue first."""
        return self.open().filter(LessThan(DUE, today)).order_by(DUE, "pk")

    def in_turn(self, now: datetime) -> Self:
        """All steps, or of very many those whose turn it is, and those about which something was done lately.

        For looking up what was changed around the rules: no index can tell that of two tables.
        """
        # Not by Min and Max: asked for both at once, SQLite reads the whole table.
        lowest = NextStep.objects.order_by("pk").values("pk")[:1]
        ends = NextStep.objects.order_by("-pk").annotate(lowest=Subquery(lowest)).values_list("lowest", "pk")
        lowest_pk, highest_pk = ends.first() or (0, 0)
        turns = (highest_pk - lowest_pk) // IN_A_TURN + 1
        if turns == 1:
            return self.all()
        first = lowest_pk + IN_A_TURN * (int(now.timestamp() // TURN.total_seconds()) % turns)
        since = timezone.localdate(now) - OF_LATE
        return self.filter(Q(pk__range=(first, first + IN_A_TURN - 1)) | Q(active_on__gte=since))

    def with_evidence(self) -> Self:
        """Annotate each with whether something it links to `proposes_done`, or `asks_what_became` of it."""
        return self.annotate(**evidence_of_step())

    def unowned(self) -> Self:
        return self.filter(owner=None, owner_organization=None)

    def owned_by(self, user: User) -> Self:
        """Steps of a person at any event."""
        return self.filter(owner__user=user)

    def owned_by_name(self, words: str, *, familiar: Collection[int]) -> Self:
        """Steps of everyone with these words in their name: people from past events have no account to identify them.

        People are looked up at the events whose people the reader may know.
        """
        named = holding(words, "folded_name")
        people = Attendee.objects.filter(named, event__in=familiar).order_by().values("pk")
        organizations = Organization.objects.filter(named).order_by().values("pk")
        return self.filter(Q(owner__in=people) | Q(owner_organization__in=organizations))

    def count_by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(models.Count("pk")))

    def with_owner(self) -> Self:
        """Load what a line about a step shows, so that a list costs one query."""
        return self.with_evidence().select_related(
            "topic__event", "owner__user", "owner__organization", "owner_organization", "moved_to__event"
        )


@cache
def evidence_of_step() -> dict[str, Case]:
    """Kept, for it is the same for all steps, and takes longer to put together than to answer."""

    def if_open(ended: Q) -> Case:
        this = NextStep._base_manager.filter(ended, pk=OuterRef("pk"))
        return Case(When(Q(state="open"), then=Exists(this)), default=False)

    return {"proposes_done": if_open(proposing("links__")), "asks_what_became": if_open(closed_unfinished("links__"))}


class NextStep(models.Model):
    """An open end with an owner, a due date and a state."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        DROPPED = "dropped", "dropped"
        MOVED = "moved", "moved"

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="next_steps")
    number = models.PositiveSmallIntegerField(help_text="Its place among the topic's steps, from 1.")
    text = Lines(help_text="What needs doing. Markdown.")
    folded = Folded("text")
    searched = Searched("text")
    owner = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="next_steps")
    owner_organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="next_steps"
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    moved_to = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_here")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closing_note = Lines(blank=True, help_text="Why it was closed, or where it went.")
    active_on = models.DateField(
        null=True, editable=False, help_text="When something was last done about it. Empty: not since the event."
    )

    _change_reason: str  # read by simple-history when it keeps the change

    objects = NextStepQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded", "searched", "active_on"])

    class Meta:
        ordering = ["topic", "number"]
        indexes = [
            models.Index(DUE, "id", name="next_step_by_due_date"),
            models.Index("state", DUE, "id", "topic", name="next_step_by_state_and_due"),
            models.Index("owner_organization", "owner", "state", DUE, "id", name="next_step_by_owner_and_state"),
            models.Index(name="next_step_by_topic_and_state", fields=["topic", "state"]),
            models.Index(name="next_step_by_day_closed", fields=["closed_on", "id"]),
            models.Index(name="next_step_active", fields=["active_on"]),
            models.Index(name="next_step_active_by_state", fields=["state", "active_on"]),
        ]
        constraints = [
            one_of("next_step_state", "state", "open", "done", "dropped", "moved"),
            models.UniqueConstraint(name="next_step_number_once_per_topic", fields=["topic", "number"]),
            models.CheckConstraint(
                name="next_step_has_one_owner",
                condition=Q(owner__isnull=True) | Q(owner_organization__isnull=True),
                violation_error_message="A step has one owner: a person or an organization.",
            ),
            models.CheckConstraint(
                name="next_step_moved_names_its_topic",
                condition=Q(state="moved", moved_to__isnull=False) | (~Q(state="moved") & Q(moved_to__isnull=True)),
                violation_error_message="A moved step names the topic it went into; no other step does.",
            ),
            models.CheckConstraint(
                name="next_step_open_is_not_closed",
                condition=~Q(state="open") | Q(closed_on__isnull=True, closed_by__isnull=True),
                violation_error_message="An open step has no closing date.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("next-step", args=[self.pk])

    def natural_key(self) -> tuple[str, str, int]:
        return (*self.topic.natural_key(), self.number)

    natural_key.dependencies = ["planning.topic"]  # type: ignore[attr-defined]  # read by Django's serializers

    def clean(self) -> None:
        """As the rules in `closing` put it. What is already there may stay."""
        moved = self.state == self.State.MOVED and self.moved_to
        if moved and moved.is_withdrawn:
            raise ValidationError({"moved_to": f"“{moved}” was withdrawn. Choose one that's going ahead."})
        if moved and self.topic_id and moved.event.slug <= self.topic.event.slug:
            raise ValidationError({"moved_to": f"“{moved}” is not from a later event, so the step cannot move there."})
        if self.owner and self.owner.cancelled_at and not self.was(owner=self.owner):
            text = f"{self.owner} gave up their seat at {self.owner.event}. Choose someone who is coming."
            raise ValidationError({"owner": text})
        starts_on = self.topic.event.starts_on if self.topic_id else None
        if self.due_on and starts_on and self.due_on < starts_on and not self.was(due_on=self.due_on):
            text = f"{self.due_on:%d.%m.%Y} is before {self.topic.event}. Choose a later day."
            raise ValidationError({"due_on": text})

    def was(self, **columns: object) -> bool:
        return NextStep.objects.filter(pk=self.pk, **columns).exists()

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def owner_name(self) -> str:
        return str(self.owner or self.owner_organization or "")

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today
