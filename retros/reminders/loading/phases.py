"""What the phases of events ask of people: a vote, wishes, a report, a demo."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.people.models import Attendee, AttendeeQuerySet
from planning.teams.models import Membership, Team
from planning.topics.models import Topic
from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.digests import Nudges
from retros.reminders.deciding.reasons import Kind
from retros.reminders.deciding.schedule import SOON, TOMORROW
from retros.reminders.loading.due import event_facts
from retros.reminders.models import PhaseNudge
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.readiness import Readiness, readiness_of, to_report
from retros.wrapups.models import WrapUp

Asked = tuple[int | None, PhaseItem]
"""The pk of whose account it is for, and what is asked."""

DEADLINES = {
    Kind.VOTE: "voting_closes_at",
    Kind.WISH: "starts_at",
    Kind.REPORT: "wrap_up_due_at",
    Kind.REPORT_LATE: "wrap_up_due_at",
}

LATE = timedelta(weeks=1)
TOO_LATE = timedelta(weeks=4)  # someone who let three more weeks pass won't listen to a machine


def new_nudges(now: datetime) -> Nudges:
    """What phases ask of people who were not nudged about it yet."""
    items = phase_items(now)
    events = {item.event.pk for nudges in items.values() for item in nudges}
    sent = set(PhaseNudge.objects.filter(event__in=events).values_list("to", "kind", "event", "about"))
    new = {pk: [item for item in nudges if (pk, *item.identity) not in sent] for pk, nudges in items.items()}
    return {pk: nudges for pk, nudges in new.items() if nudges}


def phase_items(now: datetime) -> dict[int, list[PhaseItem]]:
    """What each person is to be nudged about, by their pk. As many queries for one event as for all.

    The same is given at every moment until it is done or its time is over: the caller knows who was nudged about it.
    """
    items: defaultdict[int, list[PhaseItem]] = defaultdict(list)
    for asked in (missing_votes(now), missing_wishes(now), coming_demos(now), missing_reports(now)):
        for pk, item in asked:
            if pk is not None:  # people of past events have no account
                items[pk].append(item)
    return dict(items)


def missing_votes(now: datetime) -> Iterator[Asked]:
    """People with a seat who have not voted, from the day before voting closes."""
    closing = Event.objects.filter(
        voting_opens_at__lte=now, voting_closes_at__gt=now, voting_closes_at__lt=end_of_day(now, days=TOMORROW)
    )
    for person in attendees_with_seat(closing).filter(ballot=None):
        yield person.user_id, deadline_item(Kind.VOTE, person.event, path=reverse("ballot", args=[person.event.slug]))


def missing_wishes(now: datetime) -> Iterator[Asked]:
    """People with a seat who made no wish, from the day before the week starts, while no team is formed."""
    formed = Team.objects.filter(topic__event=OuterRef("pk"))
    starting = Event.objects.filter(
        ~Exists(formed), voting_opens_at__lte=now, starts_at__gt=now, starts_at__lt=end_of_day(now, days=TOMORROW)
    )
    for person in attendees_with_seat(starting).filter(wishes=None):
        yield person.user_id, deadline_item(Kind.WISH, person.event, path=reverse("wishes", args=[person.event.slug]))


def coming_demos(now: datetime) -> Iterator[Asked]:
    """People presenting a demo, from three days before; the team, if no one is named."""
    coming = ReviewMeeting.objects.filter(
        began_at=None, ended_at=None, starts_at__gt=now, starts_at__lt=end_of_day(now, days=SOON)
    )
    presenters = Prefetch("presenters", Attendee.objects.coming())
    stays = Prefetch("topic__team__memberships", Membership.objects.present().select_related("attendee"))
    shown = Demo.objects.to_show().select_related("topic__team").prefetch_related(presenters, stays)
    for meeting in coming.select_related("event").prefetch_related(Prefetch("demos", shown)):
        begins_at = meeting.starts_at
        for demo in meeting.demos.all():
            item = demo_item(demo, meeting, begins_at)
            yield from ((person.user_id, item) for person in presenters_of(demo))
            begins_at += timedelta(minutes=demo.minutes)


def presenters_of(demo: Demo) -> list[Attendee]:
    if named := list(demo.presenters.all()):
        return named
    stays = demo.topic.team.memberships.all() if hasattr(demo.topic, "team") else []
    return [stay.attendee for stay in stays if stay.attendee.cancelled_at is None]


def demo_item(demo: Demo, meeting: ReviewMeeting, begins_at: datetime) -> PhaseItem:
    """The day is that of the meeting: a slot that moves by a few minutes is no reason for another nudge."""
    return PhaseItem(
        kind=Kind.PRESENT,
        event=event_facts(meeting.event),
        about=f"{timezone.localdate(meeting.starts_at)}/{demo.topic_id}",
        until=begins_at,
        path=reverse("agenda", args=[meeting.event.slug]),
        subject=demo.topic.title,
    )


def missing_reports(now: datetime) -> Iterator[Asked]:
    """People who can complete a report: from three days before the wrap-up is due, and a week after."""
    published = WrapUp.objects.published().filter(event=OuterRef("pk"))
    soon = Q(wrap_up_due_at__gt=now, wrap_up_due_at__lt=end_of_day(now, days=SOON))
    late = Q(wrap_up_due_at__gt=now - TOO_LATE, wrap_up_due_at__lte=now - LATE)
    waiting = list(Event.objects.filter(~Exists(published), soon | late, ends_at__lte=now))
    topics = to_report(Topic.objects.filter(event__in=waiting)) if waiting else ()
    for readiness in map(readiness_of, topics):
        if not readiness.is_ready:
            item = report_item(readiness, now)
            yield from ((person.user_id, item) for person in readiness.to_ask)


def report_item(readiness: Readiness, now: datetime) -> PhaseItem:
    topic = readiness.topic
    return deadline_item(
        Kind.REPORT if now < deadline(Kind.REPORT, topic.event) else Kind.REPORT_LATE,
        topic.event,
        path=reverse("report-edit", args=[topic.event.slug, topic.slug]),
        topic=topic,
        lacks=tuple(lack.part for lack in readiness.missing),
    )


def deadline_item(
    kind: Kind, event: Event, *, path: str, topic: Topic | None = None, lacks: tuple[str, ...] = ()
) -> PhaseItem:
    """What a deadline asks. One that moves to another day is a reason for another nudge."""
    until = deadline(kind, event)
    day = str(timezone.localdate(until))
    return PhaseItem(
        kind=kind,
        event=event_facts(event),
        about=f"{day}/{topic.pk}" if topic else day,
        until=until,
        path=path,
        subject=topic.title if topic else "",
        lacks=lacks,
    )


def deadline(kind: Kind, event: Event) -> datetime:
    moment: datetime = getattr(event, DEADLINES[kind])
    return moment


def attendees_with_seat(events: QuerySet[Event]) -> AttendeeQuerySet:
    """Everyone with a seat at these events who can be written to."""
    return Attendee.objects.admitted().reachable().filter(event__in=events).select_related("event").order_by("pk")


def end_of_day(now: datetime, *, days: int) -> datetime:
    """When the day ends that comes so many days after this one, where the site is."""
    after = timezone.localdate(now) + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(after, time.min))
