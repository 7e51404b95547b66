"""Drawing up the agenda of the review meeting."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.teams.models import Membership
from planning.topics.models import Topic
from retros.reviews.agenda.anchors import heading_anchors
from retros.reviews.agenda.writing import Agenda, Slot
from retros.reviews.models import Demo, ReviewMeeting

USUAL_MINUTES = 5
A_YEAR = timedelta(days=365)
EARLY_AFTERNOON = time(14)


class AgendaRejected(Rejected):
    """An agenda that cannot be drawn up."""


@transaction.atomic
def draw_up_agenda(event: Event) -> ReviewMeeting:
    """Give every topic without a slot one. If the meeting has no time yet, it gets the usual one."""
    meeting = ReviewMeeting.objects.select_for_update().filter(event=event).first()  # two organizers may click
    if meeting:
        fill_agenda(meeting)
        return meeting
    starts_at = usual_time(event)
    if starts_at is None:
        raise AgendaRejected("The dates of this event are not known. Say when its review meeting is.")
    return set_time(event, starts_at=starts_at)


@transaction.atomic
def set_time(event: Event, *, starts_at: datetime, minutes: int = 60, call_url: str | None = None) -> ReviewMeeting:
    """Set when the review meeting is. The first time, this draws up its agenda."""
    if event.ends_at and starts_at < event.ends_at:
        raise AgendaRejected("The review meeting comes after the hacking week. Choose a later time.")
    if event.ends_at and starts_at > event.ends_at + A_YEAR:
        raise AgendaRejected("That is more than a year after the hacking week. Check the year.")
    known = {"starts_at": starts_at, "minutes": minutes} | ({} if call_url is None else {"call_url": call_url})
    meeting, is_new = ReviewMeeting.objects.update_or_create(event=event, defaults=known)
    if is_new:
        fill_agenda(meeting)
    return meeting


def usual_time(event: Event) -> datetime | None:
    """The community meets on the Wednesday after, early in the afternoon."""
    if event.ends_on is None:
        return None
    wednesday = event.ends_on + timedelta(days=(2 - event.ends_on.weekday()) % 7 or 7)
    return timezone.make_aware(datetime.combine(wednesday, EARLY_AFTERNOON))


def asks_for_demos(event: Event, now: datetime) -> bool:
    """From the last day of the week on, until there is an agenda."""
    phase = event.phase_at(now)
    is_due = phase is Phase.REVIEW or (phase is Phase.HACKING and event.ends_on == timezone.localdate(now))
    return is_due and not ReviewMeeting.objects.filter(event=event).exists()


def agenda_topics(event: Event) -> QuerySet[Topic]:
    """What a team is working on, or has said something about. `topic.demo` is what it said."""
    staffed = Membership.objects.present().filter(team__topic__event=event).values("team__topic")
    topics = event.topics.standing().filter(Q(pk__in=staffed) | Q(demo__isnull=False))
    return topics.select_related("event", "demo").order_by("position", "pk")


def unsaid(event: Event) -> QuerySet[Topic]:
    """Topics whose teams have not said what they will show."""
    return agenda_topics(event).filter(Q(demo=None) | Q(demo__is_answered=False))


def topic_worked_on(attendee: Attendee) -> Topic | None:
    """What the person is working on. `topic.demo` is what its team said."""
    stays = Membership.objects.present().filter(attendee=attendee.pk)
    return Topic.objects.filter(pk__in=stays.values("team__topic")).select_related("event", "demo").first()


def fill_agenda(meeting: ReviewMeeting) -> None:
    """Put on the agenda what is missing: demos, in the order of the topics, and below them the other teams."""
    silent = agenda_topics(meeting.event).filter(demo=None)
    # Its team may be answering at this very moment.
    Demo.objects.bulk_create(
        (Demo(topic=topic, minutes=0, is_answered=False) for topic in silent), ignore_conflicts=True
    )
    known = Demo.objects.filter(topic__event=meeting.event, topic__withdrawn_at=None)
    waiting = known.filter(meeting=None).select_related("topic")
    placed = sorted(waiting, key=lambda demo: (demo.minutes == 0, demo.topic.position, demo.topic_id))
    for position, demo in enumerate(placed, start=next_position(meeting)):
        demo.meeting, demo.position = meeting, position
    Demo.objects.bulk_update(placed, ["meeting", "position"])


def next_position(meeting: ReviewMeeting) -> int:
    last = meeting.demos.in_order().last()
    return last.position + 1 if last else 1


@transaction.atomic
def plan_demo(
    topic: Topic,
    *,
    minutes: int,
    presenters: Sequence[Attendee],
    note: str = "",
    is_answered: bool = True,
    now: datetime,
) -> Demo:
    """Say what a topic shows, for how long, and who presents it. Once there is an agenda, a new one goes last.

    Organizers also save slots that a team has not answered for: those stay unanswered unless they fill them in.
    """
    refuse_demo(topic, presenters, now=now)
    said = {"minutes": minutes, "note": note, "is_answered": is_answered or bool(minutes or presenters or note)}
    demo, _ = Demo.objects.update_or_create(topic=topic, defaults=said)
    demo.presenters.set(presenters)
    join_agenda(demo)
    return demo


@transaction.atomic
def put_on(topic: Topic, *, now: datetime) -> Demo:
    """Put a topic on the agenda, with what its team said or the usual minutes."""
    demo = Demo.objects.filter(topic=topic).select_related("topic").first()
    if demo is None:
        return plan_demo(topic, minutes=USUAL_MINUTES, presenters=[], now=now)
    join_agenda(demo)
    return demo


def join_agenda(demo: Demo) -> None:
    """Go last on it, if there is one."""
    meeting = ReviewMeeting.objects.filter(event=demo.topic.event_id).first()
    if meeting and demo.meeting_id is None:
        demo.meeting, demo.position = meeting, next_position(meeting)
        demo.save(update_fields=["meeting", "position"])


def refuse_demo(topic: Topic, presenters: Sequence[Attendee], *, now: datetime) -> None:
    if topic.event.phase_at(now).is_before(Phase.HACKING):
        raise AgendaRejected("The week hasn't begun yet. Say what you’ll show once it has.")
    if topic.is_withdrawn:
        raise AgendaRejected(f"“{plain(topic.title)}” was withdrawn. Take it off the agenda.")
    if any(person.event_id != topic.event_id for person in presenters):
        raise AgendaRejected("A presenter was not at this event.")
    if gone := [person.name for person in presenters if person.cancelled_at]:
        raise AgendaRejected(f"{gone[0]} gave up their seat at the event. Choose someone else.")


def take_off(demo: Demo) -> None:
    """Take it off the agenda. What the team said is kept, in case it comes back."""
    if demo.state in {Demo.State.PRESENT, Demo.State.SHOWN}:
        raise AgendaRejected("This demo was shown. It stays on the agenda.")
    demo.meeting, demo.position = None, 0
    demo.save(update_fields=["meeting", "position"])


@transaction.atomic
def arrange(meeting: ReviewMeeting, order: Sequence[int]) -> None:
    """Put the agenda into this order of its topics' ids."""
    placed = in_posted_order(meeting.demos.in_order(), order)
    for position, demo in enumerate(placed, start=1):
        demo.position = position
    Demo.objects.bulk_update(placed, ["position"])


def in_posted_order(demos: Iterable[Demo], order: Sequence[int]) -> list[Demo]:
    """By their topics' ids. Anything added to the agenda in the meantime stays behind those."""
    places = {topic: place for place, topic in enumerate(order)}
    return sorted(demos, key=lambda demo: places.get(demo.topic_id, len(places)))


def agenda_of(meeting: ReviewMeeting, *, ours: str, summaries: str = "") -> Agenda:
    """Load what the document shows. It leads to `ours`, the wrap-up here, or to where its `summaries` are published."""
    event = meeting.event
    anchors = anchors_of(event) if summaries else {}
    demos = meeting.demos.in_order().select_related("topic__event").prefetch_related("presenters")
    return Agenda(
        held_on=timezone.localdate(meeting.starts_at),
        title=name_without_month(event.name),
        title_url=summaries or ours,
        slots=tuple(
            _slot(demo, f"{summaries or ours}#{anchors.get(demo.topic_id, demo.topic.slug)}") for demo in demos
        ),
    )


def name_without_month(name: str) -> str:
    """The agenda's heading begins with the day. `Hack the Garden 12/2026` becomes `Hack the Garden` after it."""
    return re.sub(r"\s+(\d\d/\d{4}|\d{4}(-\d\d)?)$", "", name)


def anchors_of(event: Event) -> dict[int, str]:
    """Where each topic is in a wrap-up published on GitHub."""
    topics = list(event.topics.order_by("position", "pk"))
    return dict(zip((topic.pk for topic in topics), heading_anchors(str(topic) for topic in topics), strict=True))


def _slot(demo: Demo, summary_url: str) -> Slot:
    presenters = (f"@{person.github}" if person.github else person.name for person in demo.presenting)
    return Slot(
        topic=str(demo.topic),
        minutes=demo.minutes,
        presenters=tuple(presenters),
        summary_url=summary_url,
        note=demo.note,
        is_answered=demo.is_answered,
    )
