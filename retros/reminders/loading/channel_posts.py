"""What there may be to post to the channels of events, loaded with a constant number of queries."""

from collections import Counter, defaultdict
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from planning.events.models import Event, EventQuerySet
from planning.outbox.models import Channel, Message
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.deciding.channel_posts import (
    HALF_A_YEAR,
    ComingReview,
    DueWrapUp,
    EventChannels,
    OpenSteps,
    OpenVoting,
    end_of_week,
)
from retros.reminders.deciding.schedule import SOON
from retros.reminders.loading.due import event_facts, plan_of
from retros.reminders.loading.phases import end_of_day
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.readiness import readiness_of, to_report
from retros.wrapups.models import WrapUp


def load_event_channels(now: datetime) -> EventChannels:
    """The channels of events, what goes on at these, and what was posted."""
    channels: defaultdict[int, list[int]] = defaultdict(list)
    for pk, event in Channel.objects.in_use().exclude(event=None).values_list("pk", "event"):
        channels[event].append(pk)
    posts = Message.objects.filter(channel__in=[pk for pks in channels.values() for pk in pks]).order_by()
    events = Event.objects.filter(pk__in=channels, called_off_at=None)
    return EventChannels(
        channels=dict(channels),
        news=[
            *open_votings(events, now),
            *coming_reviews(events, now),
            *due_wrap_ups(events, now),
            *open_steps(events, now),
        ],
        posted=frozenset(posts.values_list("key", flat=True)),
    )


def open_votings(events: EventQuerySet, now: datetime) -> list[OpenVoting]:
    voting = events.filter(voting_opens_at__lte=now, voting_closes_at__gt=now)
    people = Attendee.objects.admitted().filter(event__in=voting).order_by()
    counts = people.values_list("event").annotate(Count("pk"), Count("ballot"))
    turnout = {event: (voters, attendees) for event, attendees, voters in counts}
    return [
        OpenVoting(event_facts(event), timezone.localdate(event.voting_closes_at), *turnout.get(event.pk, (0, 0)))
        for event in voting
    ]


def coming_reviews(events: EventQuerySet, now: datetime) -> list[ComingReview]:
    coming = ReviewMeeting.objects.filter(event__in=events, began_at=None, ended_at=None, starts_at__gt=now)
    to_show = Demo.objects.to_show().filter(meeting__in=coming).order_by()
    shown = dict(to_show.values_list("meeting").annotate(Count("pk")))
    return [
        ComingReview(
            event_facts(meeting.event),
            timezone.localtime(meeting.starts_at),
            demos=shown.get(meeting.pk, 0),
            call_url=meeting.call_url,
        )
        for meeting in coming.select_related("event")
    ]


def due_wrap_ups(events: EventQuerySet, now: datetime) -> list[DueWrapUp]:
    """Those due soon: to see what is missing, all of an event's reports are read."""
    published = WrapUp.objects.published().filter(event=OuterRef("pk"))
    due = events.filter(
        ~Exists(published), ends_at__lte=now, wrap_up_due_at__gt=now, wrap_up_due_at__lt=end_of_day(now, days=SOON)
    )
    reports = map(readiness_of, to_report(Topic.objects.filter(event__in=due)))
    lacking = Counter(readiness.topic.event for readiness in reports if not readiness.is_ready)
    return [
        DueWrapUp(event_facts(event), timezone.localdate(event.wrap_up_due_at), count)
        for event, count in lacking.items()
    ]


def open_steps(events: EventQuerySet, now: datetime) -> list[OpenSteps]:
    """Of events of the last half a year."""
    today = timezone.localdate(now)
    over = {event.pk: event for event in events.filter(ends_at__lte=now, ends_at__gt=now - HALF_A_YEAR)}
    follow_ups = FollowUp.objects.of(over.values())
    steps = NextStep.objects.open().filter(topic__event__in=over).order_by()
    counts = steps.values_list("topic__event").annotate(
        due=Count("pk", filter=Q(due_on__gte=today, due_on__lte=end_of_week(today))),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
        unowned=Count("pk", filter=Q(owner=None, owner_organization=None)),
    )
    return [
        OpenSteps(
            event_facts(over[event]),
            ended_at=timezone.localtime(over[event].ends_at),
            quiet_until=plan_of(follow_ups[event]).quiet_until,
            counted_on=today,
            due=due,
            overdue=overdue,
            unowned=unowned,
        )
        for event, due, overdue, unowned in counts
    ]
