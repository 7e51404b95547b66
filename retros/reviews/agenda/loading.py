"""What the pages of an agenda show: all of it in short, and what is on one page in full."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import accumulate

from django.db.models import Prefetch

from planning.events.models import Event
from planning.people.models import Attendee
from retros.reviews.models import Demo, ReviewMeeting, results


def find_meeting(event: Event) -> ReviewMeeting | None:
    return ReviewMeeting.objects.filter(event=event).first()


def demos_in_short(meeting: ReviewMeeting | None) -> list[Demo]:
    """All slots in order, with what is needed to check them: two queries."""
    if meeting is None:
        return []
    names = Prefetch("presenters", Attendee.objects.only("name", "cancelled_at"))
    demos = meeting.demos.in_order().select_related("topic").prefetch_related(names)
    return list(demos.only("meeting", "position", "minutes", "is_answered", "topic__title"))


def demos_in_full(demos: Iterable[Demo]) -> list[Demo]:
    """These slots, in this order, with what a line of the agenda shows: two queries."""
    keys = [demo.pk for demo in demos]
    rows = Demo.objects.select_related("topic__event").prefetch_related("presenters__organization")
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def with_addresses(demos: list[Demo]) -> list[Demo]:
    """Each links to the topic's report, or to the topic until there is one."""
    addresses: dict[int, str] = {}
    for addresses_of in results:
        addresses |= addresses_of([demo.topic for demo in demos])
    for demo in demos:
        demo.leads_to = addresses.get(demo.topic_id) or demo.topic.get_absolute_url()
    return demos


def starts_of(starts_at: datetime, demos: Collection[Demo]) -> dict[int, datetime]:
    """When each demo starts, by its key, if those before it run to time."""
    lengths = (timedelta(minutes=demo.minutes) for demo in demos)
    starts = accumulate(lengths, lambda at, took: at + took, initial=starts_at)
    return dict(zip((demo.pk for demo in demos), starts, strict=False))
