"""What the phases of events ask of people: a vote, wishes, a report, a demo."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event, EventQuerySet
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


@dataclass(frozen=True)
class Ask:
    """What is asked of one account, as long as it is not done. People of past events have none."""

    account: int | None
    item: PhaseItem
    since: datetime

    until: datetime
    """No longer asked at that moment."""

    def is_on(self, now: datetime) -> bool:
        return self.since <= now < self.until


@dataclass(frozen=True)
class Span:
    """From the first moment to the last, at which it is asked what these events want."""

    first: datetime
    last: datetime
    events: EventQuerySet


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
    return nudges_at([now])[0]


def nudges_at(moments: Sequence[datetime], events: Collection[int] | None = None) -> list[Nudges]:
    """The same at each of these moments, which are in order, as far as it is known now; of all events, or of some.

    As many queries for many moments as for one.
    """
    asks = asks_within(span_of(moments, events))
    asking = {ask.item.event.pk for ask in asks}
    sent = set(PhaseNudge.objects.filter(event__in=asking).values_list("to", "kind", "event", "about"))
    new = [ask for ask in asks if (ask.account, *ask.item.identity) not in sent]
    return [items_at(new, moment) for moment in moments]


def phase_items(now: datetime) -> dict[int, list[PhaseItem]]:
    """What each person is to be nudged about, by their pk. As many queries for one event as for all.

    The same is given at every moment until it is done or its time is over: the caller knows who was nudged about it.
    """
    return items_at(asks_within(span_of([now])), now)


def items_at(asks: Iterable[Ask], now: datetime) -> dict[int, list[PhaseItem]]:
    items: defaultdict[int, list[PhaseItem]] = defaultdict(list)
    for ask in asks:
        if ask.account is not None and ask.is_on(now):
            items[ask.account].append(ask.item)
    return dict(items)


def span_of(moments: Sequence[datetime], events: Collection[int] | None = None) -> Span:
    there = Event.objects.filter(called_off_at=None)  # nobody is asked for anything at one that does not take place
    some = there if events is None else there.filter(pk__in=events)
    return Span(moments[0], moments[-1], some)


def asks_within(span: Span) -> list[Ask]:
    """All that is asked at some moment of it."""
    return [*missing_votes(span), *missing_wishes(span), *coming_demos(span), *missing_reports(span)]


def missing_votes(span: Span) -> Iterator[Ask]:
    """People with a seat who have not voted, from the day before voting closes."""
    closing = span.events.filter(
        voting_opens_at__lte=span.last,
        voting_closes_at__gt=span.first,
        voting_closes_at__lte=end_of_day(span.last, days=TOMORROW),
    )
    for person in attendees_with_seat(closing).filter(ballot=None):
        event = person.event
        item = deadline_item(Kind.VOTE, event, path=reverse("ballot", args=[event.slug]))
        closes_at = deadline(Kind.VOTE, event)
        # at midnight, the day that ends is the last one
        since = start_of_day(closes_at - timedelta.resolution, days=TOMORROW)
        yield Ask(person.user_id, item, max(since, known(event, "voting_opens_at")), closes_at)


def missing_wishes(span: Span) -> Iterator[Ask]:
    """People with a seat who made no wish, from the day before the week starts, while no team is formed."""
    formed = Team.objects.filter(topic__event=OuterRef("pk"))
    starting = span.events.filter(
        ~Exists(formed),
        voting_opens_at__lte=span.last,
        starts_at__gt=span.first,
        starts_at__lt=end_of_day(span.last, days=TOMORROW),
    )
    for person in attendees_with_seat(starting).filter(wishes=None):
        event = person.event
        item = deadline_item(Kind.WISH, event, path=reverse("wishes", args=[event.slug]))
        starts_at = deadline(Kind.WISH, event)
        since = max(start_of_day(starts_at, days=TOMORROW), known(event, "voting_opens_at"))
        yield Ask(person.user_id, item, since, starts_at)


def coming_demos(span: Span) -> Iterator[Ask]:
    """People presenting a demo, from three days before; the team, if no one is named."""
    coming = ReviewMeeting.objects.filter(
        event__in=span.events,
        began_at=None,
        ended_at=None,
        starts_at__gt=span.first,
        starts_at__lt=end_of_day(span.last, days=SOON),
    )
    presenters = Prefetch("presenters", Attendee.objects.coming())
    stays = Prefetch("topic__team__memberships", Membership.objects.present().select_related("attendee"))
    shown = Demo.objects.to_show().select_related("topic__team").prefetch_related(presenters, stays)
    for meeting in coming.select_related("event").prefetch_related(Prefetch("demos", shown)):
        begins_at, since = meeting.starts_at, start_of_day(meeting.starts_at, days=SOON)
        for demo in meeting.demos.all():
            item = demo_item(demo, meeting, begins_at)
            yield from (Ask(person.user_id, item, since, meeting.starts_at) for person in presenters_of(demo))
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


def missing_reports(span: Span) -> Iterator[Ask]:
    """People who can complete a report: from three days before the wrap-up is due, and a week after."""
    published = WrapUp.objects.published().filter(event=OuterRef("pk"))
    soon = Q(wrap_up_due_at__gt=span.first, wrap_up_due_at__lt=end_of_day(span.last, days=SOON))
    late = Q(wrap_up_due_at__gt=span.first - TOO_LATE, wrap_up_due_at__lte=span.last - LATE)
    waiting = list(span.events.filter(~Exists(published), soon | late, ends_at__lte=span.last))
    topics = to_report(Topic.objects.filter(event__in=waiting)) if waiting else ()
    for readiness in map(readiness_of, topics):
        if not readiness.is_ready:
            for item, since, until in reports_asked_for(readiness):
                yield from (Ask(person.user_id, item, since, until) for person in readiness.to_ask)


def reports_asked_for(readiness: Readiness) -> Iterator[tuple[PhaseItem, datetime, datetime]]:
    """Before the wrap-up is due, and once it is late: each with its time."""
    event = readiness.topic.event
    due_at, over_at = deadline(Kind.REPORT, event), known(event, "ends_at")
    yield report_item(readiness, Kind.REPORT), max(over_at, start_of_day(due_at, days=SOON)), due_at
    yield report_item(readiness, Kind.REPORT_LATE), max(over_at, due_at + LATE), due_at + TOO_LATE


def report_item(readiness: Readiness, kind: Kind) -> PhaseItem:
    topic = readiness.topic
    return deadline_item(
        kind,
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
    return known(event, DEADLINES[kind])


def known(event: Event, name: str) -> datetime:
    """A moment of an event that was found by it."""
    moment: datetime = getattr(event, name)
    return moment


def attendees_with_seat(events: QuerySet[Event]) -> AttendeeQuerySet:
    """Everyone with a seat at these events who can be written to."""
    return Attendee.objects.admitted().reachable().filter(event__in=events).select_related("event").order_by("pk")


def end_of_day(now: datetime, *, days: int) -> datetime:
    """When the day ends that comes so many days after this one, where the site is."""
    after = timezone.localdate(now) + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(after, time.min))


def start_of_day(moment: datetime, *, days: int) -> datetime:
    """When the day begins that comes so many days before that of the moment, where the site is."""
    before = timezone.localdate(moment) - timedelta(days=days)
    return timezone.make_aware(datetime.combine(before, time.min))
