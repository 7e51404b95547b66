"""Running the review meeting: one demo after the other, on a timer kept in the database.

Each use of the timer names the number of moves it saw. If two people press a button at once, one is refused.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from planning.markdown import plain
from planning.rejection import Rejected
from retros.reviews.clock import Clock
from retros.reviews.models import Demo, ReviewMeeting

MOST_ADDED = 60  # minutes, at once


class TimerRejected(Rejected):
    """Something the timer cannot do now."""


class TimerMoved(TimerRejected):
    """Someone else was faster."""


@transaction.atomic
def start(meeting: ReviewMeeting, demo: Demo, *, seen: int, now: datetime) -> None:
    """Start this demo, whichever is on. One that was skipped or shown resumes where it stopped."""
    _move(meeting, seen)
    demo.refresh_from_db()
    if demo.state == Demo.State.PRESENT:
        raise TimerRejected(f"“{_title(demo)}” is already being shown.")
    if not demo.minutes:
        raise TimerRejected(f"“{_title(demo)}” has no minutes in the agenda. Give it some first.")
    if present := _find_present(meeting):
        _leave(present, now)
    _begin(meeting, demo, now)


@transaction.atomic
def go_on(meeting: ReviewMeeting, *, seen: int, now: datetime) -> None:
    """Go on to the next demo, or start with the first. After the last one nothing is shown."""
    _move(meeting, seen)
    present, coming = _find_present(meeting), to_come(meeting.demos.to_show())
    if present is None and not coming:
        raise TimerRejected("There are no demos left. Skipped ones can be started individually.")
    if present:
        _leave(present, now)
    if coming:
        _begin(meeting, coming[0], now)


@transaction.atomic
def pause(meeting: ReviewMeeting, *, seen: int, now: datetime) -> None:
    _move(meeting, seen)
    demo = _present(meeting)
    if demo.running_since is None:
        raise TimerRejected("The timer is already paused.")
    _keep(demo, Demo.State.PRESENT, demo.clock.stop(now))


@transaction.atomic
def resume(meeting: ReviewMeeting, *, seen: int, now: datetime) -> None:
    _move(meeting, seen)
    demo = _present(meeting)
    if demo.running_since:
        raise TimerRejected("The timer is already running.")
    _keep(demo, Demo.State.PRESENT, demo.clock.run(now))


@transaction.atomic
def extend(meeting: ReviewMeeting, minutes: int, *, seen: int) -> None:
    """Give the present demo more time."""
    _move(meeting, seen)
    demo = _present(meeting)
    if not 1 <= minutes <= MOST_ADDED:
        raise TimerRejected(f"Add between 1 and {MOST_ADDED} minutes.")
    Demo.objects.filter(pk=demo.pk).update(added_seconds=F("added_seconds") + minutes * 60)


@transaction.atomic
def skip(meeting: ReviewMeeting, demo: Demo, *, seen: int, now: datetime) -> None:
    """Skip a demo. It can be started later. If it is on, the next one starts."""
    _move(meeting, seen)
    demo.refresh_from_db()
    if demo.state not in {Demo.State.WAITING, Demo.State.PRESENT}:
        raise TimerRejected(f"“{_title(demo)}” is already {demo.get_state_display()}.")
    coming = to_come(meeting.demos.to_show())
    was_present = demo.state == Demo.State.PRESENT
    _keep(demo, Demo.State.SKIPPED, demo.clock.leave(now))
    if was_present and coming:
        _begin(meeting, coming[0], now)


@transaction.atomic
def end_meeting(meeting: ReviewMeeting, *, seen: int, now: datetime) -> None:
    """End the meeting. Starting a demo opens it again."""
    _move(meeting, seen)
    ended = ReviewMeeting.objects.filter(pk=meeting.pk, began_at__isnull=False, ended_at=None).update(ended_at=now)
    if not ended:
        raise TimerRejected("The meeting isn't running.")
    if present := _find_present(meeting):
        _leave(present, now)


@transaction.atomic
def start_over(meeting: ReviewMeeting, *, seen: int) -> None:
    """Reset all times, after a rehearsal."""
    _move(meeting, seen)
    meeting.demos.update(
        state=Demo.State.WAITING, planned_seconds=None, added_seconds=0, used_seconds=0, running_since=None
    )
    ReviewMeeting.objects.filter(pk=meeting.pk).update(began_at=None, ended_at=None)


def to_come(demos: Iterable[Demo]) -> list[Demo]:
    """Of the demos in order, those waiting: first those after the present one, then those passed over."""
    in_order = list(demos)
    place = next((place for place, demo in enumerate(in_order, start=1) if demo.state == Demo.State.PRESENT), 0)
    return [demo for demo in [*in_order[place:], *in_order[:place]] if demo.state == Demo.State.WAITING]


def _move(meeting: ReviewMeeting, seen: int) -> None:
    """Count the move. The second of two waits here for the first, and finds that the number has changed."""
    moved = ReviewMeeting.objects.filter(pk=meeting.pk, moves=seen).update(moves=F("moves") + 1)
    if not moved:
        raise TimerMoved("Someone used the timer just before you, so nothing was changed. This is how things are now.")


def _find_present(meeting: ReviewMeeting) -> Demo | None:
    return meeting.demos.filter(state=Demo.State.PRESENT).first()


def _present(meeting: ReviewMeeting) -> Demo:
    demo = _find_present(meeting)
    if demo is None:
        raise TimerRejected("No demo is being shown. Start one first.")
    return demo


def _begin(meeting: ReviewMeeting, demo: Demo, now: datetime) -> None:
    _keep(demo, Demo.State.PRESENT, demo.clock.run(now))
    ReviewMeeting.objects.filter(pk=meeting.pk).update(began_at=Coalesce("began_at", now), ended_at=None)


def _leave(demo: Demo, now: datetime) -> None:
    clock = demo.clock.leave(now)
    _keep(demo, Demo.State.SHOWN if clock.used else Demo.State.WAITING, clock)


def _keep(demo: Demo, state: Demo.State, clock: Clock) -> None:
    has_begun = state in {Demo.State.PRESENT, Demo.State.SHOWN} or clock.used > 0
    Demo.objects.filter(pk=demo.pk).update(
        state=state,
        planned_seconds=clock.planned if has_begun else None,
        added_seconds=clock.added,
        used_seconds=clock.used,
        running_since=clock.running_since,
    )


def _title(demo: Demo) -> str:
    return plain(str(demo.topic))
