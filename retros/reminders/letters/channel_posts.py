"""What is posted to the channels of an event: what concerns everyone there, each piece of news once.

In English, whatever the languages of its readers: it is the community's own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone, translation

from planning.events.models import Event, EventQuerySet
from planning.outbox.models import Channel, Message
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.letters.dates import day_of
from retros.reminders.loading.phases import SOON, TOMORROW, end_of_day
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.readiness import readiness_of, to_report
from retros.wrapups.models import WrapUp

WAKING_HOURS = range(8, 20)
HALF_A_YEAR = timedelta(weeks=26)
"""How long after an event its channels hear of its next steps: until the community meets again."""


@dataclass(frozen=True)
class News:
    """One post for an event. `about` tells it from the next of its kind."""

    event_id: int
    kind: str
    about: str
    subject: str
    text: str

    def key(self, channel: Channel) -> str:
        return f"event-channel/{channel.pk}/{self.kind}/{self.about}"


def post_to_event_channels(now: datetime) -> int:
    """Write what is new for the channels of events. Return how many posts. Nothing is posted at night.

    As many queries for one event as for all, and one more for each post.
    """
    if timezone.localtime(now).hour not in WAKING_HOURS:
        return 0
    channels: defaultdict[int | None, list[Channel]] = defaultdict(list)
    for channel in Channel.objects.in_use().exclude(event=None):
        channels[channel.event_id].append(channel)
    posts = [(channel, news) for news in all_news(channels.keys(), now) for channel in channels[news.event_id]]
    keys = [news.key(channel) for channel, news in posts]
    written = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    return sum(write(channel, news, now=now) for channel, news in posts if news.key(channel) not in written)


def write(channel: Channel, news: News, *, now: datetime) -> bool:
    """Return False if another run was faster."""
    try:
        with transaction.atomic():
            post(
                key=news.key(channel),
                to=channel.name,
                channel=channel,
                subject=news.subject,
                text=news.text,
                now=now,
            )
    except IntegrityError:
        return False
    return True


def all_news(event_ids: Iterable[int | None], now: datetime) -> list[News]:
    events = Event.objects.filter(pk__in=[pk for pk in event_ids if pk is not None])
    with translation.override(settings.LANGUAGE_CODE):
        return [
            *voting_closes(events, now),
            *review_comes(events, now),
            *wrap_up_is_due(events, now),
            *next_steps_stand(events, now),
        ]


def voting_closes(events: EventQuerySet, now: datetime) -> Iterator[News]:
    """The day before."""
    closing = events.filter(
        voting_opens_at__lte=now, voting_closes_at__gt=now, voting_closes_at__lt=end_of_day(now, days=TOMORROW)
    )
    people = Attendee.objects.admitted().filter(event__in=closing).order_by()
    counts = people.values_list("event").annotate(Count("pk"), Count("ballot"))
    turnout = {event: (voters, everybody) for event, everybody, voters in counts}
    for event in closing:
        voters, everybody = turnout.get(event.pk, (0, 0))
        day = local_day(event.voting_closes_at)
        yield News(
            event_id=event.pk,
            kind="vote",
            about=str(day),
            subject=f"Voting closes {day_of(day, today=timezone.localdate(now))}",
            text=f"{voters} of {everybody} have voted on the topics of {event}. {link('ballot', event)}",
        )


def review_comes(events: EventQuerySet, now: datetime) -> Iterator[News]:
    """From three days before."""
    coming = ReviewMeeting.objects.filter(
        event__in=events, began_at=None, ended_at=None, starts_at__gt=now, starts_at__lt=end_of_day(now, days=SOON)
    )
    to_show = Demo.objects.to_show().filter(meeting__in=coming).order_by()
    shown = dict(to_show.values_list("meeting").annotate(Count("pk")))
    for meeting in coming.select_related("event"):
        day = local_day(meeting.starts_at)
        when = f"{day_of(day, today=timezone.localdate(now))} at {timezone.localtime(meeting.starts_at):%H:%M}"
        demos = shown.get(meeting.pk, 0)
        call = f" The call: {meeting.call_url}" if meeting.call_url else ""
        yield News(
            event_id=meeting.event_id,
            kind="review",
            about=str(day),
            subject=f"Review meeting {when}, {demos} demo{pluralize(demos)}",
            text=f"The teams of {meeting.event} show what they made. {link('agenda', meeting.event)}{call}",
        )


def wrap_up_is_due(events: EventQuerySet, now: datetime) -> Iterator[News]:
    """From three days before, if something is missing."""
    published = WrapUp.objects.published().filter(event=OuterRef("pk"))
    due = events.filter(
        ~Exists(published), ends_at__lte=now, wrap_up_due_at__gt=now, wrap_up_due_at__lt=end_of_day(now, days=SOON)
    )
    reports = map(readiness_of, to_report(Topic.objects.filter(event__in=due)))
    lacking = Counter(readiness.topic.event for readiness in reports if not readiness.is_ready)
    for event, count in lacking.items():
        day = local_day(event.wrap_up_due_at)
        what = f"{count} report{pluralize(count, ' lacks,s lack')} something"
        yield News(
            event_id=event.pk,
            kind="wrap-up",
            about=str(day),
            subject=f"Wrap-up {due_in(day, today=timezone.localdate(now))}, {what}",
            text=f"Anyone who worked on a topic of {event} can fill in its report. {link('wrap-up-gate', event)}",
        )


def next_steps_stand(events: EventQuerySet, now: datetime) -> Iterator[News]:
    """Once a week, from the end of the grace after the event on, while something is to be done."""
    today = timezone.localdate(now)
    sunday = today + timedelta(days=6 - today.weekday())
    over = {event.pk: event for event in events.filter(ends_at__lte=now, ends_at__gt=now - HALF_A_YEAR)}
    plans = FollowUp.objects.of(over.values())
    steps = NextStep.objects.open().filter(topic__event__in=over).order_by()
    counts = steps.values("topic__event").annotate(
        due=Count("pk", filter=Q(due_on__gte=today, due_on__lte=sunday)),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
        unowned=Count("pk", filter=Q(owner=None, owner_organization=None)),
    )
    for count in counts:
        event = over[count["topic__event"]]
        quiet_until = (event.ends_on or today) + timedelta(days=plans[event.pk].grace_days)
        said = standing(due=count["due"], overdue=count["overdue"], unowned=count["unowned"])
        if said and today > quiet_until:
            year, week, _ = today.isocalendar()
            where = f"{settings.SITE_URL}{reverse('next-steps')}?event={event.slug}"
            yield News(event.pk, "next-steps", f"{year}-W{week:02}", said, f"What came out of {event}: {where}")


def standing(*, due: int, overdue: int, unowned: int) -> str:
    """`3 next steps due this week, 2 overdue, 5 without owner`; empty if there is nothing to say."""
    counts = ((due, "due this week"), (overdue, "overdue"), (unowned, "without an owner"))
    (first, what), *others = [(count, what) for count, what in counts if count] or [(0, "")]
    rest = "".join(f", {count} {what}" for count, what in others)
    return f"{first} next step{pluralize(first)} {what}{rest}" if first else ""


def due_in(day: date, *, today: date) -> str:
    days = (day - today).days
    return f"due {day_of(day, today=today)}" if days < 2 else f"due in {days} days"


def local_day(moment: datetime | None) -> date:
    if moment is None:
        raise ValueError("An event with a deadline ahead has one.")
    return timezone.localdate(moment)


def link(page: str, event: Event) -> str:
    return f"{settings.SITE_URL}{reverse(page, args=[event.slug])}"
