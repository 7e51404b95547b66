"""Which steps someone wants to see. The same for the page, its exports, and the API."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, F, Q, TextChoices, Value, When
from django.db.models.lookups import LessThan
from django.utils import timezone

from planning.people.access import familiar
from planning.people.models import Attendee, User
from retros.nextsteps.access import latest_attendance
from retros.nextsteps.ended_links import closed_unfinished, proposing
from retros.nextsteps.models import DUE, NextStep, NextStepQuerySet, quiet_by
from retros.nextsteps.names import SOMEONE

ANY = "any"
"""Stands for all states."""
LAST_CERTAIN_DAY = 28
"""For an event of which only the month is known: every month has this day."""


class View(TextChoices):
    ALL = "", "All"
    MINE = "mine", "Mine"
    OURS = "ours", "My organization’s"
    UNOWNED = "unowned", "Without an owner"
    OVERDUE = "overdue", "Overdue"
    QUIET = "quiet", "Gone quiet"
    PROPOSED = "proposed", "Probably done"
    ASKED = "asked", "What became of it?"

    @property
    def is_about_open(self) -> bool:
        """Closed steps are never in it, whatever state is asked for."""
        return self in {View.OVERDUE, View.QUIET, View.PROPOSED, View.ASKED}


class Age(TextChoices):
    """Time since the event; the value is in days."""

    MONTH = "28", "older than 4 weeks"
    HALF_A_YEAR = "182", "older than half a year"
    YEAR = "365", "older than a year"


class Order(TextChoices):
    EVENT = "", "by event, latest first"
    OLDEST = "oldest", "by event, oldest first"
    DUE = "due", "by due date"
    OWNER = "owner", "by owner"


@dataclass(frozen=True)
class Reader:
    """Who is looking at the list, and when. `organization` is the one they last came from."""

    user: User | None
    familiar: frozenset[int]
    organization: int | None
    today: date

    @property
    def knows(self) -> str:
        """Whom the reader may know, for the name of what is kept for those who may know the same people."""
        return sha256(repr(sorted(self.familiar)).encode()).hexdigest()[:16]


def reader_of(user: User | AnonymousUser, *, now: datetime) -> Reader:
    latest = latest_attendance(user)
    return Reader(
        user=user if isinstance(user, User) else None,
        familiar=familiar(user),
        organization=latest.organization_id if latest else None,
        today=timezone.localdate(now),
    )


def views_for(reader: Reader) -> list[View]:
    """Those that may have something for them."""
    missing = {View.MINE} if reader.user is None else set()
    return [view for view in View if view not in missing and (view != View.OURS or reader.organization)]


def in_view(view: View, reader: Reader) -> Q:
    if view.is_about_open:
        return Q(open_in(view, reader.today), state=NextStep.State.OPEN)
    if view == View.MINE:
        return Q(owner__in=Attendee.objects.filter(user=reader.user).order_by().values("pk"))
    if view == View.OURS:
        return of_organization(reader)
    return Q(owner=None, owner_organization=None) if view == View.UNOWNED else Q()


def open_in(view: View, today: date) -> Q | LessThan:
    """What open steps are in the view for."""
    if view == View.OVERDUE:
        return LessThan(DUE, today)
    if view == View.QUIET:
        return quiet_by(today)
    # By what ended, which is less than there are steps.
    ended = proposing("links__") if view == View.PROPOSED else closed_unfinished("links__")
    return Q(pk__in=NextStep.objects.filter(ended).order_by().values("pk"))


def of_organization(reader: Reader) -> Q:
    """What the reader's organization owns, and what those of its people own whom the reader may know."""
    if reader.organization is None:
        return Q(pk__in=[])
    people = Attendee.objects.filter(organization=reader.organization, event__in=reader.familiar).order_by()
    return Q(owner_organization=reader.organization) | Q(owner__in=people.values("pk"))


def older_than(days: int, today: date) -> Q:
    """Steps whose event ended so many days ago. If its dates are not known, its month counts."""
    last = today - timedelta(days=days)
    month = last if last.day >= LAST_CERTAIN_DAY else last.replace(day=1) - timedelta(days=1)
    by_month = Q(topic__event__ends_on=None, topic__event__slug__lte=f"{month:%Y-%m}")
    return Q(topic__event__ends_on__lte=last) | by_month


def about(words: str) -> Q:
    """Steps that contain each of the words, or whose topic's title does."""
    asked = Q()
    for word in words.split():
        asked &= Q(folded__contains=word) | Q(topic__folded_title__contains=word)
    return asked


def arranged(steps: NextStepQuerySet, order: Order, reader: Reader) -> NextStepQuerySet:
    if order == Order.OLDEST:
        return steps.order_by("topic__event__slug", "topic__position", "topic_id", "number")
    if order == Order.DUE:
        return steps.order_by(DUE, "pk")
    if order == Order.OWNER:
        named = steps.annotate(owner_shown=owner_shown(reader))
        nobody_last = Case(When(owner_shown="", then=1), default=0)
        return named.order_by(nobody_last, "owner_shown", DUE, "pk")
    return steps.order_by("topic", "number")


def owner_shown(reader: Reader) -> Case:
    """What the reader sees as the owner. Nothing else may affect the order: it would give hidden names away."""
    return Case(
        When(owner__event__in=reader.familiar, then=F("owner__name")),
        When(owner__isnull=False, then=Value(SOMEONE)),
        When(owner_organization__isnull=False, then=F("owner_organization__name")),
        default=Value(""),
        output_field=CharField(),
    )
