"""The invitation to the review meeting, for calendars."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Entry

from planning.markdown import plain
from planning.people.access import familiar, find_attendee
from planning.people.models import User
from retros.reviews.models import Demo, ReviewMeeting


def invitation_for(user: User | AnonymousUser, meeting: ReviewMeeting, *, now: datetime) -> bytes:
    """What the visitor may see of it, for a meeting loaded with its agenda."""
    event = meeting.event
    attendee = find_attendee(user, event)
    demos = list(meeting.demos.all()) if event.pk in familiar(user) else []
    return invitation(meeting, demos=demos, with_call=attendee is not None and not attendee.waiting_since, now=now)


def invitation(meeting: ReviewMeeting, *, demos: Sequence[Demo] = (), with_call: bool = False, now: datetime) -> bytes:
    """Write it as iCalendar. `demos` are for those who may know who presents, the call for those with a seat."""
    entry = Entry()
    page = settings.SITE_URL + meeting.get_absolute_url()
    entry.add("uid", f"review-{meeting.event.slug}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", revision_of(meeting))
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("summary", f"{meeting.event}: review meeting")
    for name, moment in times_of(meeting):
        entry.add(name, moment)
    if with_call and meeting.call_url:
        entry.add("location", meeting.call_url)
    if demos:
        entry.add("description", "\n".join([*(slot_in_words(demo) for demo in demos), "", page]))
    entry.add("url", page)
    calendar = Calendar()
    calendar.add("prodid", "-//Hack the Garden//Review meeting//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def revision_of(meeting: ReviewMeeting) -> int:
    """How often it was changed. To calendars, the invitation with the higher number is the newer one."""
    return int(ReviewMeeting.history.filter(event_id=meeting.event_id, history_type="~").count())


def times_of(meeting: ReviewMeeting) -> list[tuple[str, object]]:
    """In UTC, which every calendar understands. If only the day is known, the meeting takes up all of it."""
    if meeting.has_a_time:
        return [("dtstart", meeting.starts_at.astimezone(UTC)), ("dtend", meeting.ends_at.astimezone(UTC))]
    day = timezone.localdate(meeting.starts_at)
    return [("dtstart", day), ("dtend", day + timedelta(days=1))]


def slot_in_words(demo: Demo) -> str:
    """`5 min: 🌱 Seeds (Ada, Grace)`"""
    shows = f"{demo.minutes} min" if demo.minutes else "No demo" if demo.is_answered else "Not answered yet"
    people = ", ".join(person.name for person in demo.presenting)
    return f"{shows}: {plain(str(demo.topic))}{f' ({people})' if people else ''}"
