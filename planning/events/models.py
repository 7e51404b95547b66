from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact, In
from django.urls import reverse
from simple_history.models import HistoricalRecords

from planning.choices import one_of
from planning.events.days import EventDayField
from planning.events.election import ELECTION_RULES, BallotKind, VotingRule, new_salt
from planning.events.phases import Phase
from planning.finding.columns import Searched
from planning.texts.columns import Distinct, Folded, Line, Lines

DEADLINES = {
    "voting_opens_at": Phase.BRAINSTORM,
    "voting_closes_at": Phase.VOTING,
    "starts_at": Phase.TEAM_FORMATION,
    "ends_at": Phase.HACKING,
    "review_ends_at": Phase.REVIEW,
    "wrap_up_due_at": Phase.WRAP_UP,
}
"""Each deadline, and the phase that lasts until it, in the order they pass."""

DAYS = ("starts_on", "ends_on")
"""The first and the last day, as they are published. Moving a deadline moves neither."""

PLANNED = ("voting_opens_at", "voting_closes_at", "review_ends_at", "wrap_up_due_at")
# A check whose answer is NULL passes, so each shape says which columns are set.
ALL_DEADLINES = Q(
    *(Q((f"{field}__isnull", False)) for field in DEADLINES),
    voting_opens_at__lt=F("voting_closes_at"),
    voting_closes_at__lte=F("starts_at"),
    starts_at__lt=F("ends_at"),
    ends_at__lte=F("review_ends_at"),
    review_ends_at__lte=F("wrap_up_due_at"),
)
ONLY_ITS_DAYS = Q(
    *(Q((f"{field}__isnull", True)) for field in PLANNED),
    starts_at__isnull=False,
    ends_at__isnull=False,
    starts_at__lt=F("ends_at"),
)
NO_DEADLINES = Q(*(Q((f"{field}__isnull", True)) for field in DEADLINES))

BOTH_DAYS = Q(starts_on__isnull=False, ends_on__isnull=False, starts_on__lte=F("ends_on"))

# Four digits, a dash and a month. With a regular expression SQLite's own tools could no longer check the database:
# only Django teaches it to read them.
IS_A_MONTH = Q(
    Exact(Func("slug", Value("0123456789"), function="TRIM", output_field=models.CharField()), "-"),
    In(Substr("slug", 5), [f"-{month:02}" for month in range(1, 13)]),
    slug__gte="1",
)


objections: list[Callable[["Event", "Event"], None]] = []
"""What later rooms say to a change of an event as it is into what it shall be: they raise a ValidationError."""


class LateTopics(models.TextChoices):
    """What happens to a topic proposed once voting has opened."""

    OFF_BALLOT = "off-ballot", "accepted, but not on the ballot"
    ON_BALLOT = "on-ballot", "on the ballot while voting is open"
    REFUSED = "refused", "not accepted"


class EventEntry(models.TextChoices):
    """How people come to an event."""

    OPEN = "open", "anyone can register"
    APPROVAL = "approval", "anyone can ask, and organizers decide"
    INVITATION = "invitation", "only with an invitation"


class OrganizationManager(models.Manager["Organization"]):
    def get_by_natural_key(self, name: str) -> "Organization":
        return self.get(folded_name=name)


class Organization(models.Model):
    """A company or group that people come from."""

    name = Line(max_length=100)
    folded_name = Folded("name")
    url = models.URLField("web site", blank=True)

    objects = OrganizationManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            Distinct(
                name="organization_once",
                fields=["folded_name"],
                violation_error_message="There is already an organization with this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class EventQuerySet(models.QuerySet["Event"]):
    def get_by_natural_key(self, slug: str) -> "Event":
        return self.get(slug=slug)

    def closed(self, now: datetime) -> Self:
        """Events whose last deadline has passed, and the past ones that never had any, newest first."""
        return self.filter(Q(wrap_up_due_at__lte=now) | Q(wrap_up_due_at=None)).order_by("-slug")

    def over(self, now: datetime) -> Self:
        """Events whose week has ended, newest first: the closed ones, and those in review or wrap-up."""
        return self.filter(Q(ends_at__lte=now) | Q(wrap_up_due_at=None)).order_by("-slug")

    def running(self, now: datetime) -> Self:
        """Events anywhere from brainstorm to wrap-up, the nearest first."""
        return self.filter(wrap_up_due_at__gt=now).order_by("slug")

    def historic(self) -> Self:
        """Past events entered from their documents: no one registered for them here."""
        return self.filter(wrap_up_due_at=None)

    def in_phase(self, phase: Phase, now: datetime) -> Self:
        """Events that `phase_at(now)` puts into the phase."""
        fields, place = list(DEADLINES), list(Phase).index(phase)
        passed = [Q((f"{field}__lte", now)) | Q((field, None)) for field in fields[:place]]
        ahead = [Q((f"{field}__gt", now)) for field in fields[place : place + 1]]  # after the last phase there is none
        return self.filter(*passed, *ahead)


class Event(models.Model):
    """One hackathon, known by its month.

    A planned event has all six deadlines. An event from before this site has only what its documents say:
    its days (and a week from the first midnight to the last 23:59) or not even those.
    """

    slug = models.CharField("month", max_length=7, unique=True, help_text="Year and month: 2026-12.")
    name = Line(max_length=100)
    introduction = Lines(blank=True, help_text="Shown on top of the event's page. Markdown.")
    venue = Line(max_length=200, blank=True)
    venue_url = models.URLField("web site of the venue", blank=True)
    getting_there = Lines(
        "address and how to get there", blank=True, help_text="Street and town, trains, parking. Markdown."
    )
    cost = Line(max_length=100, blank=True, help_text="What it costs a person, and what that includes.")
    hosts = models.ManyToManyField(
        Organization, related_name="hosted_events", blank=True, help_text="Who organizes it."
    )
    organizations = models.ManyToManyField(
        Organization, related_name="events", blank=True, help_text="Where the people came from."
    )
    folded = Folded("name", "venue", "introduction")
    searched = Searched("name", "venue", "introduction")
    topics_url = models.URLField("notes on the topics", blank=True)
    review_url = models.URLField("notes of the review meeting", blank=True)

    voting_opens_at = models.DateTimeField(null=True, blank=True)
    voting_closes_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    review_ends_at = models.DateTimeField(null=True, blank=True)
    wrap_up_due_at = models.DateTimeField(null=True, blank=True)

    starts_on = EventDayField(
        "first day", null=True, blank=True, deadline="starts_at", help_text="Empty: the day on which the week starts."
    )
    ends_on = EventDayField(
        "last day", null=True, blank=True, deadline="ends_at", help_text="Empty: the day on which the week ends."
    )

    entry = models.CharField("who may come", max_length=10, choices=EventEntry, default=EventEntry.OPEN)
    called_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    called_off_because = Line("why it was called off", max_length=200, blank=True, editable=False)

    seats = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as many as come.")
    votes_per_ballot = models.PositiveSmallIntegerField(default=5)
    late_topics = models.CharField(
        max_length=10, choices=LateTopics, default=LateTopics.OFF_BALLOT, help_text="Proposed once voting has opened."
    )
    voting_rule = models.CharField(max_length=12, choices=VotingRule, default=VotingRule.EQUAL_SHARES)
    ballot_kind = models.CharField(max_length=7, choices=BallotKind, default=BallotKind.MARKS)
    dots_per_ballot = models.PositiveSmallIntegerField(default=10)
    main_places = models.PositiveSmallIntegerField(default=7)
    fast_track_places = models.PositiveSmallIntegerField(default=1)
    people_budget = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Who can run topics. Empty: everyone with a seat."
    )
    tally_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    asks_diet = models.BooleanField("ask what people eat", default=False)
    asks_shirt = models.BooleanField("ask for T-shirt sizes", default=False)
    team_size_min = models.PositiveSmallIntegerField(default=2)
    team_size_max = models.PositiveSmallIntegerField(default=6)

    _change_reason: str  # read by simple-history when it keeps the change

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords(related_name="log", excluded_fields=["folded", "searched", "tally_salt"])

    class Meta:
        ordering = ["-slug"]
        constraints = [
            one_of("event_late_topics", "late_topics", "off-ballot", "on-ballot", "refused"),
            one_of("event_entry", "entry", "open", "approval", "invitation"),
            models.CheckConstraint(
                name="event_called_off_says_why",
                condition=Q(called_off_at__isnull=True, called_off_because="")
                | Q(called_off_at__isnull=False) & ~Q(called_off_because=""),
                violation_error_message="Say why the event is called off.",
            ),
            one_of("event_ballot_kind", "ballot_kind", "marks", "dots", "ranking"),
            one_of("event_voting_rule", "voting_rule", "equal-shares", "dots", "phragmen", "stv", "borda", "approval"),
            *ELECTION_RULES,
            models.CheckConstraint(
                name="event_slug_is_a_month",
                condition=IS_A_MONTH,
                violation_error_message="Write the month as year and number, like 2026-12.",
            ),
            models.CheckConstraint(
                name="event_deadlines_in_order",
                condition=ALL_DEADLINES | ONLY_ITS_DAYS | NO_DEADLINES,
                violation_error_message=(
                    "The deadlines are out of order. They go: voting opens, voting closes, the week starts, "
                    "the week ends, the review is over, the wrap-up is due."
                ),
            ),
            models.CheckConstraint(
                name="event_days_in_order",
                condition=BOTH_DAYS | Q(starts_on__isnull=True, ends_on__isnull=True),
                violation_error_message="The first day comes before the last, and each needs the other.",
            ),
            models.CheckConstraint(
                name="event_team_sizes_in_order",
                condition=Q(team_size_min__gte=1, team_size_min__lte=F("team_size_max")),
                violation_error_message="The smallest team cannot be larger than the largest, nor empty.",
            ),
            models.CheckConstraint(
                name="event_ballot_has_a_vote",
                condition=Q(votes_per_ballot__gte=1),
                violation_error_message="A ballot needs at least one vote.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuse what later rooms have a reason against."""
        before = Event.objects.filter(pk=self.pk).first()
        if before:
            for refuse in objections:
                refuse(before, self)

    @property
    def is_planned(self) -> bool:
        """Whether it is, or was, planned here: of other events only what their documents say is known."""
        return self.wrap_up_due_at is not None

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    def deadlines(self) -> Iterator[tuple[str, datetime, Phase]]:
        """Each deadline that is set: its field, its time, and the phase that lasts until it."""
        for field, phase in DEADLINES.items():
            if deadline := getattr(self, field):
                yield field, deadline, phase

    def phase_at(self, now: datetime) -> Phase:
        """Return the phase whose deadline passes next."""
        for _, deadline, phase in self.deadlines():
            if now < deadline:
                return phase
        return Phase.CLOSED

    def next_deadline(self, now: datetime) -> tuple[str, datetime] | None:
        """The deadline that ends the current phase: its field and its time."""
        return next(((field, deadline) for field, deadline, _ in self.deadlines() if now < deadline), None)
