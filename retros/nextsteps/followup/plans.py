"""How an event follows up on its next steps: its own plan, or the defaults."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import ordinal
from django.db import transaction

from planning.events.models import Event
from planning.people.models import User
from retros.nextsteps.models import FollowUp
from retros.nextsteps.names import names_of

plan_changes: list[Callable[[Event], None]] = []
"""What later rooms do once an event follows up in another way."""

USUAL_TIME = timedelta(weeks=8)
LEAST_TIME = timedelta(weeks=2)  # from today: a step added late still leaves some days for it
SAID = ("due_on", "days_before", "repeat_days", "escalate_after", "end_after", "grace_days", "quiet_days")
"""What organizers can change."""


def follow_up_of(event: Event) -> FollowUp:
    """Return the event's plan, or the defaults, unsaved, if it has none."""
    return FollowUp.objects.of([event])[event.pk]


@transaction.atomic
def change_follow_up(event: Event, *, by: User, reason: str, **said: Any) -> FollowUp:
    """Change the plan. The reason is kept in the plan's history, and open reminders are rescheduled.

    Raises ValidationError if the plan makes no sense.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)  # two organizers cannot both make the event's first plan
    follow_up = FollowUp.objects.filter(event=event).first() or FollowUp(event=event)
    for name in said.keys() & set(SAID):
        setattr(follow_up, name, said[name])
    follow_up.full_clean()
    follow_up._change_reason, follow_up._history_user = reason, by
    follow_up.save()
    apply_plan_change(event)
    return follow_up


def apply_plan_change(event: Event) -> None:
    """Have the reminders of the event's open steps rescheduled by its current plan."""
    for follow in plan_changes:
        follow(event)


@dataclass(frozen=True)
class PlanChange:
    """One change of the plan. `who` is empty if no person made it."""

    at: datetime
    who: str
    why: str
    what: str


def changes_of_plan(event: Event, *, familiar: Collection[int]) -> list[PlanChange]:
    """How the plan came to be what it is, latest first: two queries. Each change shows the resulting plan."""
    records = list(FollowUp.history.filter(event=event).order_by("-history_date", "-history_id"))
    names = names_of({record.history_user_id for record in records if record.history_user_id}, familiar=familiar)
    return [
        PlanChange(
            at=record.history_date,
            who=names.get(record.history_user_id, "someone") if record.history_user_id else "",
            why=record.history_change_reason or "",
            what="Back to the usual plan." if record.history_type == "-" else plan_in_words(record.instance),
        )
        for record in records
    ]


def plan_in_words(follow_up: FollowUp) -> str:
    """The plan in a sentence or two."""
    days, last = follow_up.days_before, follow_up.end_after
    first = f"{span(days)} before the due date" if days else "on the due date"
    if last == 1:
        plan = f"One reminder, {first}, and no more."
    else:
        plan = f"First {first}, then every {span(follow_up.repeat_days, each=True)}; "
        if follow_up.escalate_after < last:
            plan += f"after the {ordinal(follow_up.escalate_after)} the organizers are asked too; "
        plan += f"reminders end after the {ordinal(last)}."
    grace = f" None for {span(follow_up.grace_days)} after the event." if follow_up.grace_days else ""
    return plan + grace


def span(days: int, *, each: bool = False) -> str:
    """“3 days”, “2 weeks”; as in “every week” with `each`."""
    number, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    if number == 1:
        return unit if each else f"1 {unit}"
    return f"{number} {unit}s"


def default_due_on(event: Event, today: date) -> date:
    """When a step without a date is due: as the event says, or eight weeks after it; at least two weeks from now.

    If the date of the event is not known, it is eight weeks from now.
    """
    return agreed_due_on(event, today) or max((event.ends_on or today) + USUAL_TIME, today + LEAST_TIME)


def agreed_due_on(event: Event, today: date) -> date | None:
    """The due date the event's organizers chose, if they did."""
    agreed = follow_up_of(event).due_on
    return max(agreed, today + LEAST_TIME) if agreed else None
