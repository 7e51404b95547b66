"""The weeks after: what is due is reminded of, until it is closed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import F
from django.utils import timezone

from htg.rehearsal.chapters.review import publication
from htg.rehearsal.moments import on, weekday
from htg.rehearsal.play import Play, user_of
from htg.rehearsal.story import counted
from retros.nextsteps.closing import assign, close
from retros.nextsteps.models import NextStep, NextStepQuerySet
from retros.reminders.models import Reminder
from retros.reminders.planning import plan_reminders

AFTER_THE_LAST = timedelta(days=30)
"""Two days more than the last stage needs."""

Deed = Callable[[datetime], None]
Diary = defaultdict[date, list[Deed]]
"""What people will do on which day."""


def weeks_pass(play: Play) -> None:
    """Look for what is due every morning; in the afternoon people close their steps."""
    first_day = timezone.localdate(publication(play)) + timedelta(days=1)
    diary = write_diary(play, first_day)
    for day in days(first_day, last_day(play)):
        remind(play, now=on(day, hour=8))
        for deed in diary[day]:
            deed(on(day, hour=17))
    tell_state(play, now=on(last_day(play), hour=18))


def last_day(play: Play) -> date:
    due_dates = steps_of(play).exclude(due_on=None).values_list("due_on", flat=True)
    return max(filter(None, due_dates)) + AFTER_THE_LAST


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def write_diary(play: Play, first_day: date) -> Diary:
    """The step due first is closed after its reminder, the second one never; chance decides on the others."""
    diary: Diary = defaultdict(list)
    dated = steps_of(play).filter(due_on__isnull=False).order_by("due_on", "pk")
    for number, step in enumerate(dated.exclude(owner=None)):
        ending = (3, NextStep.State.DONE) if number == 0 else None if number == 1 else end_by_chance(play)
        if ending and step.due_on:
            days_after, state = ending
            diary[max(first_day, step.due_on + timedelta(days=days_after))].append(partial(end, play, step, state))
    for step in dated.unowned():
        if step.due_on:
            diary[step.due_on + timedelta(days=1)].append(partial(find_owner, play, step, diary))
    return diary


def end_by_chance(play: Play) -> tuple[int, NextStep.State] | None:
    """How many days after it was due a step is closed, and how. Half are closed in time."""
    lot = play.chance.random()
    if lot < 0.5:
        return -play.chance.randint(1, 6), NextStep.State.DONE
    if lot < 0.75:
        return play.chance.randint(0, 5), NextStep.State.DONE
    if lot < 0.85:
        return 9, NextStep.State.DROPPED
    return None


def remind(play: Play, *, now: datetime) -> None:
    plan_reminders(now=now)
    play.deliver(now=now)
    reminders = Reminder.objects.filter(planned_at=now).select_related("step__topic", "to").order_by("digest", "pk")
    for reminder in reminders:
        nobody = "" if reminder.step.owner_id else " Nobody has it yet."
        play.tell(now, f"Reminder {reminder.number} to {reminder.to}: {quoted(reminder.step)}{nobody}")


def end(play: Play, step: NextStep, state: NextStep.State, now: datetime) -> None:
    step.refresh_from_db()
    owner = step.owner or play.organizer
    closed = close(step, state, by=user_of(owner), now=now)
    reminded = step.reminders.count()
    after = f"after {counted(reminded, 'reminder')}. No more will come" if reminded else "before it is due"
    play.tell(now, f"{owner} closes {quoted(step)} as {closed.get_state_display()} {after}.")


def find_owner(play: Play, step: NextStep, diary: Diary, now: datetime) -> None:
    """The organizer was reminded of a step that nobody had, and asks around."""
    owner = play.chance.choice(play.attendees())
    due_on = weekday(timezone.localdate(now) + timedelta(weeks=2))
    assign(step, owner=owner, due_on=due_on, now=now)
    play.tell(now, f"{play.organizer} finds an owner for {quoted(step)}: {owner}, until {due_on:%d.%m.%Y}.")
    diary[due_on - timedelta(days=1)].append(partial(end, play, step, NextStep.State.DONE))


def quoted(step: NextStep) -> str:
    """The emoji says which topic it is of."""
    return f"{step.topic.emoji} “{step}”".lstrip()


def tell_state(play: Play, *, now: datetime) -> None:
    steps, reminders = steps_of(play), Reminder.objects.all()
    states = {state: steps.filter(state=state).count() for state in NextStep.State}
    late = reminders.filter(planned_at__date__gt=F("step__closed_on")).count()
    told = ", ".join(f"{number} {state.label}" for state, number in states.items() if number)
    play.tell(now, f"{counted(steps.count(), 'next step')}: {told}.")
    play.tell(now, f"{counted(reminders.count(), 'reminder')} went out, {late} of them for a step that was closed.")
    play.note(
        reminders=reminders.count(),
        reminders_after_closing=late,
        steps_done=states[NextStep.State.DONE],
        steps_dropped=states[NextStep.State.DROPPED],
        steps_open=states[NextStep.State.OPEN],
    )


def steps_of(play: Play) -> NextStepQuerySet:
    return NextStep.objects.filter(topic__event=play.event)
