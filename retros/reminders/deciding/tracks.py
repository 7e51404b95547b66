"""How far the reminders of a step have come: which number is next, who had it, when the next one is due."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F

from retros.nextsteps.followup.plans import follow_ups_of
from retros.nextsteps.models import FollowUp, NextStep, NextStepQuerySet
from retros.reminders.deciding.schedule import Plan
from retros.reminders.models import Reminder

Told = dict[int, dict[int, date]]
"""Of each number: who had it, by their pk, and on which day."""


@dataclass
class Track:
    """One open step and its reminders for the due date that it has now.

    A number that not everybody had yet stays the present one until it is time for the next: people live in several
    time zones, and have quiet days.
    """

    step: NextStep
    due_on: date
    plan: Plan
    told: Told = field(default_factory=dict)
    remind_on: date | None = None
    before: int = 0
    """How many reminders went out before the round that runs."""

    @property
    def whose(self) -> tuple[date, int | None, int | None]:
        """Whoever looks again whether the step is the same compares this."""
        return self.due_on, self.step.owner_id, self.step.owner_organization_id

    @property
    def last(self) -> int:
        return max(self.told, default=0)

    @property
    def last_on(self) -> date | None:
        return min(self.told[self.last].values()) if self.told else None

    def next_on(self) -> date | None:
        """When the reminder after the last one goes out. None: the reminders have ended."""
        return self.plan.next_on(self.due_on, sent=self.last - self.before, last_on=self.last_on)

    def number(self, day: date) -> int | None:
        """The reminder that is to go out on this day, counted for this due date; None if there is none."""
        if self.remind_on is None or self.remind_on > day:
            return None
        following = self.next_on()
        if self.is_under_way() and (following is None or following > day):
            return self.last
        return self.last + 1 if following else None

    def is_under_way(self) -> bool:
        """Whether the last number has gone to somebody, and is kept for others."""
        return bool(self.remind_on and self.last_on and self.remind_on <= self.last_on)

    def place(self, number: int) -> int:
        """Which one of its round the reminder is."""
        return number - self.before

    def had(self, number: int) -> Collection[int]:
        return self.told.get(number, {}).keys()

    def tell(self, number: int, user: int, day: date) -> None:
        self.told.setdefault(number, {})[user] = day

    def plan_anew(self) -> None:
        """Begin a new round where the step has another due date, or was opened again; else go on in the present one."""
        if self.step.reminded_before is None or self.step.planned_for not in {None, self.due_on}:
            self.before = self.last
        self.remind_on = self.next_on()


def tracks_of(steps: NextStepQuerySet) -> list[Track]:
    """Load steps with a due date, and the reminders that went out for it: three queries."""
    found = list(steps.select_related("topic__event", "owner__user", "owner_organization"))
    plans = {pk: plan_of(follow_up) for pk, follow_up in follow_ups_of(step.topic.event for step in found).items()}
    told = told_of(steps)
    return [
        Track(
            step=step,
            due_on=step.due_on,
            plan=plans[step.topic.event_id],
            told=told[step.pk],
            remind_on=step.remind_on,
            before=step.reminded_before or 0,
        )
        for step in found
        if step.due_on
    ]


def plan_of(follow_up: FollowUp) -> Plan:
    ended_on = follow_up.event.ends_on
    return Plan(
        days_before=follow_up.days_before,
        repeat_days=follow_up.repeat_days,
        escalate_after=follow_up.escalate_after,
        end_after=follow_up.end_after,
        quiet_until=ended_on and ended_on + timedelta(days=follow_up.grace_days),
    )


def told_of(steps: NextStepQuerySet) -> defaultdict[int, Told]:
    """Who was told of these steps, by the step's pk. Reminders for other due dates do not count."""
    told: defaultdict[int, Told] = defaultdict(dict)
    reminders = Reminder.objects.filter(step__in=steps.order_by().values("pk"), due_on=F("step__due_on")).order_by()
    for step, number, user, day in reminders.values_list("step", "number", "to", "digest__day"):
        told[step].setdefault(number, {})[user] = day
    return told
