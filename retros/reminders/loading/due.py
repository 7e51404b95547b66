"""What may be due and whom it may concern, loaded for a decision with a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from planning.events.models import Event
from planning.outbox.mail.bounces import bouncing_addresses
from planning.outbox.models import Channel
from planning.people.models import Attendee, User
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import FollowUp, NextStep, NextStepQuerySet
from retros.reminders.deciding.digests import Due, Nudges
from retros.reminders.deciding.facts import EndedLink, EventFacts, Owner
from retros.reminders.deciding.recipients import Audience, Recipient
from retros.reminders.deciding.schedule import DueStep, Plan
from retros.reminders.models import Digest, Preference, Reminder, ReminderPlan

FIRST_ZONE = timedelta(hours=14)
"""How far ahead of UTC the day begins first."""


def load_due(nudges: Nudges, *, now: datetime) -> Due:
    """Everything due where the day has begun, with what phases ask for, and everyone whom it may concern."""
    found = load_steps(steps_to_remind(latest_day(now)))
    return Due(in_order(found), nudges, load_audience(found, set(nudges), now=now))


def load_coming(until: date, asked: Collection[Nudges], events: Collection[int] | None = None, *, now: datetime) -> Due:
    """All reminders due by that day, of all events or of some, including those of steps that are not planned yet."""
    either = Q(pk__in=steps_to_remind(until).values("pk")) | Q(pk__in=unplanned_steps(now).values("pk"))
    steps = NextStep.objects.filter(either).order_by()
    found = load_steps(steps if events is None else steps.filter(topic__event__in=events))
    planned = [step if step.planned_for == step.due_on else step.planned_anew() for step in found]
    coming = [step for step in planned if step.remind_on and step.remind_on <= until]
    nudged = {pk for nudges in asked for pk in nudges}
    return Due(in_order(coming), {}, load_audience(coming, nudged, now=now))


def steps_to_remind(day: date) -> NextStepQuerySet:
    """Open steps that are to be reminded of by this day. In no order: in one, the database may walk over all steps."""
    planned = ReminderPlan.objects.filter(remind_on__lte=day).order_by()
    return NextStep.objects.open().filter(pk__in=planned.values("step")).order_by()


def unplanned_steps(now: datetime) -> NextStepQuerySet:
    """Open steps whose reminders are not planned, or were for another due date."""
    planned = Q(reminder_plan__planned_for=F("due_on"))
    return NextStep.objects.open().in_turn(now).exclude(due_on=None).exclude(planned).order_by()


def latest_day(now: datetime) -> date:
    """The day that it is where the day begins first."""
    return (now + FIRST_ZONE).date()


def in_order(steps: Collection[DueStep]) -> list[DueStep]:
    return sorted(steps, key=lambda step: (step.due_on, step.pk))


READ = (
    *("pk", "due_on", "text", "topic__slug", "topic__title", "topic__event"),
    *("owner", "owner__name", "owner__user", "owner__cancelled_at", "owner__waiting_since"),
    *("owner_organization", "owner_organization__name"),
    *(f"reminder_plan__{name}" for name in ("planned_for", "remind_on", "reminded_before")),
)
"""What is known of a step: as columns, since ten thousand of them as objects would take seconds."""


def load_steps(steps: NextStepQuerySet) -> list[DueStep]:
    """Steps with a due date, the reminders that went out for it, and what of their links ended: five queries."""
    rows = list(steps.exclude(due_on=None).values(*READ))
    events = Event.objects.in_bulk({row["topic__event"] for row in rows})
    facts = {pk: event_facts(event) for pk, event in events.items()}
    plans = {pk: plan_of(follow_up) for pk, follow_up in FollowUp.objects.of(events.values()).items()}
    keys = [row["pk"] for row in rows]
    reminded, ended = load_reminded(keys), load_ended_links(keys)
    return [
        DueStep(
            pk=row["pk"],
            event=facts[row["topic__event"]],
            due_on=row["due_on"],
            plan=plans[row["topic__event"]],
            text=row["text"],
            topic=row["topic__slug"],
            topic_title=row["topic__title"],
            owner=owner_facts(row),
            organization=row["owner_organization"],
            owner_name=row["owner__name"] or row["owner_organization__name"] or "",
            ended_links=tuple(ended[row["pk"]]),
            reminded=reminded[row["pk"]],
            planned_for=row["reminder_plan__planned_for"],
            remind_on=row["reminder_plan__remind_on"],
            reminded_before=row["reminder_plan__reminded_before"],
        )
        for row in rows
    ]


def event_facts(event: Event) -> EventFacts:
    return EventFacts(event.pk, event.slug, event.name)


def plan_of(follow_up: FollowUp) -> Plan:
    ended_on = follow_up.event.ends_on
    return Plan(
        days_before=follow_up.days_before,
        repeat_days=follow_up.repeat_days,
        escalate_after=follow_up.escalate_after,
        end_after=follow_up.end_after,
        quiet_until=ended_on and ended_on + timedelta(days=follow_up.grace_days),
    )


def owner_facts(row: Mapping[str, Any]) -> Owner | None:
    if row["owner"] is None:
        return None
    has_seat = row["owner__cancelled_at"] is None and row["owner__waiting_since"] is None
    return Owner(row["owner"], account=row["owner__user"], has_seat=has_seat)


def load_reminded(steps: Collection[int]) -> defaultdict[int, dict[int, dict[int, date]]]:
    """Who was reminded of these steps, by the step's pk. Reminders for other due dates do not count."""
    reminded: defaultdict[int, dict[int, dict[int, date]]] = defaultdict(dict)
    reminders = Reminder.objects.filter(step__in=steps, due_on=F("step__due_on")).order_by()
    for step, number, user, day in reminders.values_list("step", "number", "to", "digest__day"):
        reminded[step].setdefault(number, {})[user] = day
    return reminded


def load_ended_links(steps: Collection[int]) -> defaultdict[int, list[EndedLink]]:
    """What ended of these steps and waits for an answer, the latest first, by the step's pk."""
    ended: defaultdict[int, list[EndedLink]] = defaultdict(list)
    for link in StepLink.objects.unanswered().filter(step__in=steps):
        ended[link.step_id].append(EndedLink(str(link), link.state == StepLink.State.MERGED, link.reason))
    return ended


def load_audience(steps: Collection[DueStep], nudged: set[int], *, now: datetime) -> Audience:
    """Everyone whom the steps may concern, and everyone who is nudged."""
    organizers: defaultdict[int, list[int]] = defaultdict(list)
    seats = Attendee.objects.organizers().reachable().order_by("event__slug", "pk")
    for event, user in seats.values_list("event", "user"):
        organizers[event].append(user)
    owners = {step.owner.account for step in steps if step.owner and step.owner.account}
    everybody = owners.union(nudged, *organizers.values())
    return Audience(load_recipients(everybody, now=now), dict(organizers))


def load_recipients(users: Collection[int], *, now: datetime) -> dict[int, Recipient]:
    """These people by their pk: five queries, however many they are."""
    accounts = list(User.objects.filter(pk__in=users).select_related("preference"))
    names = dict(Attendee.objects.filter(user__in=users).order_by("event__slug").values_list("user", "name"))
    channels, days = load_channels(users), load_written_days(users, now=now)
    bouncing = bouncing_addresses([user.email for user in accounts])
    return {
        user.pk: recipient_of(
            user,
            name=names.get(user.pk) or user.get_full_name(),
            bounces=user.email in bouncing,
            channels=tuple(channels[user.pk]),
            written_on=frozenset(days[user.pk]),
        )
        for user in accounts
    }


def recipient_of(
    user: User,
    *,
    name: str = "",
    bounces: bool = False,
    channels: tuple[int, ...] = (),
    written_on: frozenset[date] = frozenset(),
) -> Recipient:
    preference = getattr(user, "preference", None) or Preference(user=user)
    return Recipient(
        pk=user.pk,
        email=user.email,
        name=name,
        language=user.language,
        zone=user.zone,
        hour=preference.hour,
        quiet_weekdays=preference.quiet_weekdays,
        away_until=preference.away_until,
        is_active=user.is_active,
        by_mail=preference.by_mail,
        has_unsubscribed=preference.unsubscribed_at is not None,
        bounces=bounces,
        channels=channels,
        written_on=written_on,
    )


def load_channels(users: Collection[int]) -> defaultdict[int, list[int]]:
    channels: defaultdict[int, list[int]] = defaultdict(list)
    in_use = Channel.objects.filter(user__in=users, removed_at=None).order_by("pk")
    for user, channel in in_use.values_list("user", "pk"):
        channels[user].append(channel)
    return channels


def load_written_days(users: Collection[int], *, now: datetime) -> defaultdict[int, set[date]]:
    """On which of the days that are today somewhere each person's digest was written."""
    today, written = now.date(), defaultdict[int, set[date]](set)
    around = Digest.objects.filter(day__range=(today - timedelta(days=2), today + timedelta(days=2)))
    for user, day in around.filter(user__in=users).exclude(written_at=None).values_list("user", "day"):
        written[user].add(day)
    return written
