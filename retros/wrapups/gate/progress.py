"""What `readiness` says of each report, told by the database of all: how many are ready, which, and whom to ask."""

from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q

from planning.events.models import Event
from planning.people.models import Attendee
from planning.teams.models import Membership
from planning.topics.models import TopicQuerySet
from retros.nextsteps.models import NextStep
from retros.wrapups.gate.readiness import CARRIED_ON, NOTHING_MADE, WORKED_ON
from retros.wrapups.models import ReportRequest


class Progress(NamedTuple):
    """How many reports a wrap-up is waiting for, and how many of them lack nothing."""

    total: int
    ready: int

    @property
    def waiting(self) -> int:
        return self.total - self.ready


def progress_of(event: Event) -> Progress:
    return progress_among(worked_on(event))


def progress_among(topics: TopicQuerySet) -> Progress:
    """One query."""
    counts = topics.order_by().aggregate(total=Count("pk"), ready=Count("pk", filter=is_ready()))
    return Progress(counts["total"], counts["ready"])


def waiting_first(event: Event) -> TopicQuerySet:
    """What was worked on: first what is not ready, each in the order of the topics."""
    ready = ExpressionWrapper(is_ready(), output_field=BooleanField())
    return worked_on(event).annotate(is_ready=ready).order_by("is_ready", "position", "pk")


def not_ready(event: Event) -> TopicQuerySet:
    return worked_on(event).exclude(is_ready()).order_by("position", "pk")


def without_report(event: Event) -> TopicQuerySet:
    return worked_on(event).filter(report=None).order_by("position", "pk")


def worked_on(event: Event) -> TopicQuerySet:
    return event.topics.filter(WORKED_ON)


def shown_at_gate(attendee: Attendee) -> TopicQuerySet:
    """What the person may see of it: organizers all, others what they worked on themselves."""
    topics = worked_on(attendee.event).order_by("position", "pk")
    if attendee.is_organizer:
        return topics
    return topics.filter(pk__in=Membership.objects.filter(attendee=attendee.pk).values("team__topic"))


def is_ready() -> Q:
    is_said = ~Q(report__outcome="", report__outcome_note="")
    tells_what_was_made = Q(report__outcome__in=NOTHING_MADE) | ~Q(report__achievements="")
    tells_what_is_next = ~Q(report__outcome__in=CARRIED_ON) | Exists(NextStep.objects.filter(topic=OuterRef("pk")))
    return Q(Q(report__isnull=False), is_said, tells_what_was_made, tells_what_is_next)


def is_somebody_to_ask(event: Event, day: date) -> bool:
    """Whether there is anyone left to ask on this day for a report that is not ready."""
    admitted = Attendee.objects.admitted().reachable()
    stays = Membership.objects.filter(attendee__in=admitted, team__topic__in=not_ready(event).order_by().values("pk"))
    present = stays.present().filter(team=OuterRef("team"))
    asked = ReportRequest.objects.filter(topic=OuterRef("team__topic"), to=OuterRef("attendee"), asked_on=day)
    return stays.filter(Q(until=None) | ~Exists(present), ~Exists(asked)).exists()
