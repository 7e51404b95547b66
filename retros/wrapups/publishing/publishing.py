"""Making the wrap-up of an event, and publishing it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from planning.defusing import defused
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.access import find_attendee
from planning.people.models import Attendee, User
from planning.rejection import Rejected
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.document import Document, DocumentLink, DocumentTopic, LinkKind, write
from retros.wrapups.models import Report, WrapUp
from retros.wrapups.publishing.summary import Numbers, summarize


class WrapUpRejected(Rejected):
    """A wrap-up that cannot be published."""


@transaction.atomic
def publish(event: Event, *, introduction: str = "", conclusion: str = "", by: User, now: datetime) -> WrapUp:
    """Publish the wrap-up, or its corrected text: the day of the first publication stays."""
    refuse_before_the_last_day(event, now=now)
    if not Report.objects.filter(topic__event=event).exists():
        raise WrapUpRejected("No team has reported yet. Ask for at least one report first.")
    wrap_up, _ = WrapUp.objects.select_for_update().get_or_create(event=event)  # an import may be writing it
    wrap_up.introduction, wrap_up.conclusion = introduction, conclusion
    wrap_up.published_on = wrap_up.published_on or timezone.localdate(now)
    wrap_up.published_by = by
    wrap_up.author = wrap_up.author or signature(event, by)
    wrap_up.save()
    return wrap_up


def refuse_before_the_last_day(event: Event, *, now: datetime) -> None:
    if begins := begins_later(event, now=now):
        raise WrapUpRejected(f"It's too early: the wrap-up begins on the last day of the week, {in_words(begins)}.")


def begins_later(event: Event, *, now: datetime) -> date | None:
    """The last day of the week, when wrapping up begins; None once it has come or if the week was ended early."""
    is_ahead = event.ends_on is not None and timezone.localdate(now) < event.ends_on
    return event.ends_on if is_ahead and event.phase_at(now).is_before(Phase.REVIEW) else None


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def signature(event: Event, by: User) -> str:
    """The name they go by at the event. Their address stays private."""
    attendee = find_attendee(by, event)
    return attendee.name if attendee else by.get_full_name()


def document_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> Document:
    """Load the wrap-up of an event: five queries, however many topics.

    The introduction and conclusion come from these wrap-ups, those that the reader may see.
    """
    wrap_up = wrap_ups.filter(event=event).first() or WrapUp(event=event)
    return Document(
        slug=event.slug,
        name=event.name,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        venue=event.venue,
        venue_url=event.venue_url,
        hosts=tuple((host.name, host.url) for host in event.hosts.all()),
        topics_url=event.topics_url,
        review_url=event.review_url,
        introduction=wrap_up.introduction,
        conclusion=wrap_up.conclusion,
        front_matter=wrap_up.front_matter,
        topics=tuple(document_topic(report.topic, report) for report in Report.objects.of(event)),
    )


def document_topic(topic: Topic, report: Report | None) -> DocumentTopic:
    """The topic as a wrap-up describes it, as far as it is known."""
    benefits = "\n".join(f"* {line.strip()}" for line in topic.benefits.splitlines() if line.strip())
    known = DocumentTopic(
        emoji=topic.emoji,
        title=topic.title,
        problem_statement=topic.problem.strip(),
        motivation="\n\n".join(text for text in (topic.motivation.strip(), benefits) if text),
        next_steps=tuple(step.text for step in topic.next_steps.all()),
    )
    if report is None:
        return known
    return replace(
        known,
        outcome=outcome_in_words(report),
        achievements=report.achievements.strip(),
        steps_introduction=report.steps_introduction,
        links=tuple(DocumentLink(LinkKind(link.kind), link.url, link.title) for link in report.links.all()),
        notes=report.notes.strip(),
    )


def outcome_in_words(report: Report) -> str:
    """`partly`, `partly: the tests are missing`, or only the words."""
    return ": ".join(text for text in (report.get_outcome_display(), report.outcome_note.strip()) if text)


def markdown_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> str:
    """The whole wrap-up in the community's format, safe for any site to show."""
    return defused(write(document_of(event, wrap_ups)))


def summary_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> str:
    return defused(summarize(document_of(event, wrap_ups), numbers_of(event)))


def numbers_of(event: Event) -> Numbers:
    """For a historic event only some people are known by name, so they are not counted."""
    people = event.attendees.admitted() if event.wrap_up_due_at else Attendee.objects.none()
    names = set(event.organizations.values_list("name", flat=True))
    names |= set(people.exclude(organization=None).values_list("organization__name", flat=True))
    outcomes = Counter(Report.objects.filter(topic__event=event).values_list("outcome", flat=True))
    return Numbers(
        people=people.count(),
        organizations=tuple(sorted(names, key=str.casefold)),
        outcomes=tuple((outcome.label, outcomes[outcome]) for outcome in Report.Outcome),
        open_steps=NextStep.objects.filter(topic__event=event).open().count(),
    )
