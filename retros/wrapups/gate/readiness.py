"""The wrap-up gate: what is still missing from each report, and who can fill it in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from textwrap import shorten
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import get_text_list

from planning.events.models import Event
from planning.markdown import plain
from planning.people.models import Attendee
from planning.teams.models import Membership
from planning.topics.models import Topic, TopicQuerySet
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report, ReportRequest

NOTHING_MADE = {Report.Outcome.NOT_STARTED, Report.Outcome.DECIDED_AGAINST}
CARRIED_ON = {Report.Outcome.PARTLY, Report.Outcome.HANDED_OVER}
WORKED_ON = Q(report__isnull=False) | Q(team__isnull=False, withdrawn_at=None)


class Level(StrEnum):
    MISSING = "missing"
    BETTER = "could be better"


@dataclass(frozen=True)
class Lack:
    """What a report could have but hasn't. `part` is where it goes, `text` fits after "Missing:"."""

    part: str
    text: str
    level: Level = Level.MISSING


@dataclass(frozen=True)
class Readiness:
    """How far along one topic's report is. `people` can fill it in, those still on the team first."""

    topic: Topic
    report: Report | None
    lacks: tuple[Lack, ...]
    people: tuple[Attendee, ...]
    present: int
    requests: tuple[ReportRequest, ...]

    @property
    def missing(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.lacks if lack.level is Level.MISSING)

    @property
    def better(self) -> tuple[Lack, ...]:
        return tuple(lack for lack in self.lacks if lack.level is Level.BETTER)

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def to_ask(self) -> tuple[Attendee, ...]:
        """Those with an address: of the present team, or else of those who left it."""
        in_team, left = self.people[: self.present], self.people[self.present :]
        return reachable(in_team) or reachable(left)

    @property
    def asked(self) -> tuple[tuple[date, tuple[ReportRequest, ...]], ...]:
        """Who was asked on which day, latest first."""
        by_day = groupby(self.requests, key=lambda request: request.asked_on)
        return tuple((day, tuple(requests)) for day, requests in by_day)

    def not_asked_on(self, day: date) -> tuple[Attendee, ...]:
        asked = {request.to_id for request in self.requests if request.asked_on == day}
        return tuple(person for person in self.to_ask if person.pk not in asked)


@dataclass(frozen=True)
class Gate:
    """All reports that a wrap-up is waiting for, in the order of their topics."""

    reports: tuple[Readiness, ...]

    @property
    def total(self) -> int:
        return len(self.reports)

    @property
    def ready(self) -> int:
        return sum(readiness.is_ready for readiness in self.reports)


def gate_of(event: Event) -> Gate:
    """Load the reports on everything that was worked on, written or not: five queries, however many there are."""
    return Gate(tuple(map(readiness_of, to_report(Topic.objects.filter(event=event)))))


def readiness_of_topic(topic: Topic) -> Readiness | None:
    """How far along one topic's report is. None if no one worked on it."""
    return next(iter(readiness_of_topics([topic.pk])), None)


def readiness_of_topics(topics: "Iterable[int] | QuerySet[Any, Any]") -> list[Readiness]:
    """Of those that someone worked on, given by their keys: in their order, five queries however many they are."""
    return [readiness_of(topic) for topic in to_report(Topic.objects.filter(pk__in=topics))]


def to_report(topics: TopicQuerySet) -> TopicQuerySet:
    """What was worked on or reported on, with everything its report needs."""
    stays = Membership.objects.select_related("attendee__user", "attendee__organization")
    requests = ReportRequest.objects.select_related("to__organization", "message")
    return (
        topics.filter(WORKED_ON)
        .select_related("event", "report", "team")
        .prefetch_related(
            "report__links",
            "next_steps",
            Prefetch("team__memberships", stays),
            Prefetch("report_requests", requests),
        )
        .order_by("position", "pk")
    )


def readiness_of(topic: Topic) -> Readiness:
    report: Report | None = getattr(topic, "report", None)
    stays = topic.team.memberships.all() if hasattr(topic, "team") else []
    present = list(may_fill(stay for stay in stays if stay.until is None))
    left = [person for person in may_fill(stays) if person not in present]
    return Readiness(
        topic=topic,
        report=report,
        lacks=tuple(lacks_of(topic, report)),
        people=(*present, *left),
        present=len(present),
        requests=tuple(topic.report_requests.all()),
    )


def may_fill(stays: Iterable[Membership]) -> Iterable[Attendee]:
    """Each person once, without those who gave up their seat."""
    people = (stay.attendee for stay in stays)
    return dict.fromkeys(p for p in people if p.cancelled_at is None and p.waiting_since is None)


def reachable(people: Iterable[Attendee]) -> tuple[Attendee, ...]:
    return tuple(person for person in people if person.email)


def lacks_of(topic: Topic, report: Report | None) -> Iterator[Lack]:
    """What is missing first, then what could be better."""
    if report is None:
        yield Lack("report", "the report")
        return
    steps = list(topic.next_steps.all())
    made = report.outcome not in NOTHING_MADE
    if not report.outcome and not report.outcome_note.strip():
        yield Lack("outcome", "the outcome")
    if made and not report.achievements.strip():
        yield Lack("achievements", "what was achieved")
    if report.outcome in CARRIED_ON and not steps:
        yield Lack("next_steps", f"the next steps, as the outcome is “{report.get_outcome_display()}”")
    if not made and not (report.achievements.strip() or report.outcome_note.strip() or report.notes.strip()):
        yield Lack("achievements", "a sentence on why", Level.BETTER)
    if made and topic.track != Topic.Track.DISCUSSION and not report.links.all():
        yield Lack("links", "links to what was made", Level.BETTER)
    still_open = [step for step in steps if step.is_open]
    yield from lacks_of_steps(
        "an owner", [step for step in still_open if not (step.owner_id or step.owner_organization_id)]
    )
    yield from lacks_of_steps("a due date", [step for step in still_open if step.due_on is None])


def lacks_of_steps(what: str, steps: list[NextStep]) -> Iterator[Lack]:
    if steps:
        which = [f"“{shorten(plain(step.text), 60, placeholder='…')}”" for step in steps[:3]]
        more = [f"{len(steps) - 3} more"] if len(steps) > 3 else []
        yield Lack("next_steps", f"{what} for {get_text_list([*which, *more], 'and')}", Level.BETTER)


def in_short(lacks: Iterable[Lack]) -> str:
    return "; ".join(lack.text for lack in lacks)
