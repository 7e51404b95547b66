"""Drawing up the agenda of the review meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from planning.events.models import Event
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.teams.models import Team
from planning.topics.models import Topic
from retros.reviews.agenda import Agenda, Slot
from retros.reviews.models import Demo, ReviewMeeting


class AgendaRejected(Rejected):
    """An agenda that cannot be drawn up."""


@transaction.atomic
def draw_up_agenda(
    event: Event, *, starts_at: datetime, minutes: int = 60, call_url: str | None = None
) -> ReviewMeeting:
    """Give each team a slot, in the order of the topics. What stands in the agenda already stays as it is."""
    if event.ends_at and starts_at < event.ends_at:
        raise AgendaRejected("The review meeting comes after the hacking week. Choose a later time.")
    known = {"starts_at": starts_at, "minutes": minutes} | ({} if call_url is None else {"call_url": call_url})
    meeting, _ = ReviewMeeting.objects.update_or_create(event=event, defaults=known)
    teams = [team for team in Team.objects.of(event) if team.present]
    listed = set(meeting.demos.values_list("topic", flat=True))
    for position, team in enumerate((team for team in teams if team.topic_id not in listed), start=len(listed) + 1):
        demo = Demo.objects.create(meeting=meeting, topic=team.topic, position=position)
        demo.presenters.add(team.present[0].attendee)
    return meeting


@transaction.atomic
def plan_demo(topic: Topic, *, minutes: int, presenters: list[Attendee], note: str = "") -> Demo:
    """Change a topic's slot, or give it one at the end of the agenda."""
    meeting = ReviewMeeting.objects.filter(event=topic.event).first()
    if meeting is None:
        raise AgendaRejected("The review meeting has no time yet. An organizer draws up the agenda first.")
    if any(person.event_id != topic.event_id for person in presenters):
        raise AgendaRejected("A presenter was not at this event.")
    last = meeting.demos.in_order().last()
    demo, _ = Demo.objects.update_or_create(
        topic=topic,
        defaults={"minutes": minutes, "note": note},
        create_defaults={
            "meeting": meeting,
            "minutes": minutes,
            "note": note,
            "position": last.position + 1 if last else 1,
        },
    )
    demo.presenters.set(presenters)
    return demo


def arrange(demos: Iterable[Demo]) -> None:
    """Put the slots of an agenda into this order."""
    placed = list(demos)
    for position, demo in enumerate(placed, start=1):
        demo.position = position
    Demo.objects.bulk_update(placed, ["position"])


def agenda_of(meeting: ReviewMeeting) -> Agenda:
    """Load what the document shows."""
    event = meeting.event
    demos = meeting.demos.in_order().select_related("topic__event").prefetch_related("presenters")
    return Agenda(
        held_on=timezone.localdate(meeting.starts_at),
        title=event.name,
        title_url=settings.SITE_URL + event.get_absolute_url(),
        slots=tuple(_slot(demo) for demo in demos),
    )


def _slot(demo: Demo) -> Slot:
    presenters = (f"@{person.github}" if person.github else person.name for person in demo.presenters.all())
    return Slot(
        topic=str(demo.topic),
        minutes=demo.minutes,
        presenters=tuple(presenters),
        summary_url=settings.SITE_URL + demo.topic.get_absolute_url(),
        note=demo.note,
    )
