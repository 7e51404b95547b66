"""Asking the teams for what's missing from their reports."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.markdown import plain
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.rejection import Rejected
from retros.wrapups.beginning import day_in_words, refuse_before_the_last_day
from retros.wrapups.gate.progress import not_ready
from retros.wrapups.gate.readiness import Readiness, in_short, readiness_of_topics
from retros.wrapups.models import ReportRequest


class ReportsNotAsked(Rejected):
    """No one to ask, or nothing to ask for."""


@transaction.atomic
def ask_for_reports(organizer: Attendee, topics: Collection[int] | None = None, *, now: datetime) -> list[Attendee]:
    """Write to everyone who can fill in these topics' reports, once a day; without topics, for all that are not ready.

    Return who was written to: one mail per person, however many reports.
    """
    # Locked, so that the second of two organizers who ask at once sees whom the first has asked.
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    refuse_before_the_last_day(event, now=now)
    today = timezone.localdate(now)
    chosen = choose_reports(event, topics)
    by_person: defaultdict[Attendee, list[Readiness]] = defaultdict(list)
    for readiness in chosen:
        for person in readiness.not_asked_on(today):
            by_person[person].append(readiness)
    if not by_person:
        raise ReportsNotAsked(why_nobody(chosen))
    for person, reports in by_person.items():
        write_request(person, reports, organizer=organizer, now=now)
    return list(by_person)


def choose_reports(event: Event, topics: Collection[int] | None) -> list[Readiness]:
    if topics is None:
        return readiness_of_topics(not_ready(event).order_by().values("pk"))
    chosen = readiness_of_topics(event.topics.filter(pk__in=topics).order_by().values("pk"))
    return [readiness for readiness in chosen if readiness.lacks]


def why_nobody(chosen: list[Readiness]) -> str:
    if not chosen:
        return "Nothing is missing any more. Reload the page to see how the reports are doing."
    if any(readiness.to_ask for readiness in chosen):
        return "Everyone who can fill it in has already been asked today. Ask again tomorrow."
    return "No one who worked on it has an account here. An organizer can write the report."


def write_request(person: Attendee, reports: list[Readiness], *, organizer: Attendee, now: datetime) -> None:
    """Send the mail and note for each report that its team was asked."""
    event, today = organizer.event, timezone.localdate(now)
    message = post(
        key=f"report-request/{reports[0].topic.pk}/{person.pk}/{today}",
        to=person.email,
        subject=request_subject(event, reports),
        text=request_text(person, reports, organizer=organizer, now=now),
        now=now,
    )
    asked_by = organizer if organizer.pk else None  # an admin without a seat
    ReportRequest.objects.bulk_create(
        ReportRequest(topic=readiness.topic, to=person, asked_by=asked_by, asked_on=today, message=message)
        for readiness in reports
    )


def request_subject(event: Event, reports: list[Readiness]) -> str:
    what = f"“{plain(str(reports[0].topic))}”" if len(reports) == 1 else f"{len(reports)} of your reports"
    return f"The wrap-up of {event} is waiting for {what}"


def request_text(person: Attendee, reports: list[Readiness], *, organizer: Attendee, now: datetime) -> str:
    event = organizer.event
    lines = [
        f"Hello {person.name},",
        "",
        f"{organizer} is putting together the wrap-up of {event} and needs this from you:",
        "",
    ]
    for readiness in reports:
        topic = readiness.topic
        lines.append(f"* “{plain(str(topic))}”")
        if readiness.missing:
            lines.append(f"  Missing: {in_short(readiness.missing)}.")
        if readiness.better:
            lines.append(f"  Even better with: {in_short(readiness.better)}.")
        lines += [f"  {settings.SITE_URL}{reverse('report-edit', args=[event.slug, topic.slug])}", ""]
    lines += [by_when(event, now=now), "", "Anyone who worked on it can fill it in, and a few sentences are enough."]
    return "\n".join(lines) + "\n"


def by_when(event: Event, *, now: datetime) -> str:
    due_at = event.wrap_up_due_at
    if due_at is None:
        return "It's not too late: please fill it in when you find the time."
    day = timezone.localtime(due_at)
    if now < due_at:
        return f"Please fill it in by {day_in_words(day.date())}, {day:%H:%M}."
    return f"It was due on {day_in_words(day.date())}: please fill it in as soon as you can."
