"""What is due, for whom: one digest a person and day, however many steps.

May run twice at once, or not for a week: nobody is told the same twice, and what was missed is made up for.
"""

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import DatabaseError

from retros.nextsteps.models import NextStep
from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.nudges import phase_items
from retros.reminders.deciding.recipients import Circle, circle_of
from retros.reminders.deciding.sheets import Nudges, Sheet, sheets_at
from retros.reminders.deciding.tracks import Track, tracks_of
from retros.reminders.letters.digests import move_on, write_digest
from retros.reminders.models import PhaseNudge

BATCH = 1000
FIRST_ZONE = timedelta(hours=14)
"""How far ahead of UTC the day begins first."""

logger = logging.getLogger(__name__)


def plan_reminders(*, now: datetime) -> int:
    """Write the digests that are due now. Return how many."""
    let_go_of_closed()
    while plan_some():
        pass
    tracks, nudges, circle = look_around(now)
    move_on(tracks, circle, latest_day(now))
    return sum(written(sheet, circle, now=now) for sheet in sheets_at(now, tracks, nudges, circle))


def written(sheet: Sheet, circle: Circle, *, now: datetime) -> bool:
    """One digest that cannot be put into words keeps back no other: it is tried again with the next run."""
    try:
        return write_digest(sheet, circle, now=now)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The digest of %s for account %s was not written.", sheet.day, sheet.person.user.pk)
        return False


def look_around(now: datetime) -> tuple[list[Track], Nudges, Circle]:
    """All that is due where the day has begun, what phases ask for, and everybody whom that may concern."""
    # Put in order here: asked for them in order, SQLite walks over all open steps that have a due date.
    found = tracks_of(NextStep.objects.to_remind(latest_day(now)).order_by())
    tracks = sorted(found, key=lambda track: (track.due_on, track.step.pk))
    nudges = new_nudges(now)
    return tracks, nudges, circle_of(tracks, set(nudges), now=now)


def latest_day(now: datetime) -> date:
    """The day that it is where the day begins first."""
    return (now + FIRST_ZONE).date()


def new_nudges(now: datetime) -> Nudges:
    """What phases ask of people, and they were not told yet."""
    items = phase_items(now)
    events = {item.event.pk for nudges in items.values() for item in nudges}
    told = set(PhaseNudge.objects.filter(event__in=events).values_list("to", "kind", "event", "about"))
    new = {pk: [item for item in nudges if (pk, *identity(item)) not in told] for pk, nudges in items.items()}
    return {pk: nudges for pk, nudges in new.items() if nudges}


def identity(item: PhaseItem) -> tuple[str, int, str]:
    """What makes it the same nudge."""
    return item.kind, item.event.pk, item.about


def let_go_of_closed() -> None:
    """Forget the plans of closed steps, so that whoever opens one again, in whatever way, is reminded anew."""
    NextStep.objects.still_planned().update(planned_for=None, remind_on=None, reminded_before=None)


def plan_some() -> int:
    """Plan the reminders of some open steps that have none planned for their due date. Return of how many."""
    # Not in order: the database would walk over all open steps by their due dates to find the few first.
    some = NextStep.objects.unplanned().order_by().values_list("pk", flat=True)[:BATCH]
    tracks = tracks_of(NextStep.objects.filter(pk__in=list(some)))
    by_plan: defaultdict[tuple[date, date | None, int], list[int]] = defaultdict(list)
    for track in tracks:
        track.plan_anew()
        by_plan[track.due_on, track.remind_on, track.before].append(track.step.pk)
    for (due_on, remind_on, before), steps in by_plan.items():
        # Unless another run has planned it, or somebody has put it off meanwhile.
        NextStep.objects.unplanned().filter(pk__in=steps, due_on=due_on).update(
            planned_for=due_on, remind_on=remind_on, reminded_before=before
        )
    return len(tracks)
