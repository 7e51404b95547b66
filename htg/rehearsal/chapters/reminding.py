"""The weeks after: people are reminded of what is due, until it is closed or its reminders end."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Count, F
from django.utils import timezone

from htg.rehearsal.chapters.answering import (
    SATURDAY,
    Diary,
    close_step,
    confirm_what_was_merged,
    find_owner,
    link_work,
    most_burdened,
    pass_on,
    postpone,
)
from htg.rehearsal.chapters.review import publication
from htg.rehearsal.moments import on
from htg.rehearsal.mornings import HOUR, send_what_is_due
from htg.rehearsal.play import Play, user_of
from planning.people.models import Attendee
from planning.texts.plurals import counted
from retros.nextsteps.models import NextStep, NextStepQuerySet
from retros.reminders.loading.due import steps_to_remind, unplanned_steps
from retros.reminders.models import Digest, Reminder
from retros.reminders.preferences.choosing import prefer

MARGIN = timedelta(days=7)
WEEKENDS = (SATURDAY, SATURDAY + 1)

Answer = Callable[[Reminder, datetime], None]
Answers = dict[int, Answer]
"""What comes of the first reminder of each step, by the step's key."""


def weeks_pass(play: Play) -> None:
    """What is due goes out every morning; in the afternoon people do something about it."""
    first_day = timezone.localdate(publication(play)) + timedelta(days=1)
    diary: Diary = defaultdict(list)
    answers = plan_answers(play, diary, first_day)
    for day in each_day(first_day, last_day(play)):
        if is_anything_due(day):
            send_what_is_due(play, now=on(day, hour=HOUR))
        for reminder in first_reminders(on(day, hour=HOUR)):
            if answer := answers.pop(reminder.step_id, None):
                answer(reminder, on(day, hour=16))
        for deed in diary[day]:
            deed(on(day, hour=17))
    tell_state(play, now=on(last_day(play), hour=18))


def last_day(play: Play) -> date:
    """When the last reminder of the last step to fall due has gone out, even if it was put off."""
    due_dates = steps_of(play).exclude(due_on=None).values_list("due_on", flat=True)
    repeated = timedelta(days=14 * 6)
    return max(filter(None, due_dates)) + repeated + MARGIN


def each_day(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def is_anything_due(day: date) -> bool:
    """Spares the rehearsal a hundred mornings on which nothing happens."""
    return unplanned_steps(on(day, hour=0)).exists() or steps_to_remind(day).exists()


def first_reminders(now: datetime) -> list[Reminder]:
    sent = Reminder.objects.filter(planned_at=now, number=1).order_by("pk")
    return list(sent.select_related("step__topic__event", "step__owner", "to", "digest"))


def plan_answers(play: Play, diary: Diary, first_day: date) -> Answers:
    """Of the first steps due, one is put off, one handed over, one done by evidence and one never; chance decides on
    the others.
    """
    dated = steps_of(play).exclude(due_on=None).select_related("topic", "owner__user").order_by("due_on", "pk")
    answers: Answers = {step.pk: partial(find_owner, play, diary) for step in dated.unowned()}
    owned: list[NextStep | None] = [*dated.exclude(owner=None), None, None, None, None]
    later, handed, merged, never, *others = owned
    now = on(first_day, hour=7)
    reminded = [step.owner for step in (handed, merged, never) if step and step.owner]
    choose_preferences(play, reminded, late_riser=later.owner if later else None, now=now)
    if later:
        answers[later.pk] = partial(postpone, play, diary)
    if handed:
        answers[handed.pk] = partial(pass_on, play, diary)
    if merged:
        answers[merged.pk] = partial(confirm_what_was_merged, play, link_work(merged, now=now))
    for step in filter(None, others):
        leave_to_chance(play, diary, step, first_day)
    return answers


def leave_to_chance(play: Play, diary: Diary, step: NextStep, first_day: date) -> None:
    if (ending := end_by_chance(play)) and step.due_on:
        days_after, state = ending
        diary[max(first_day, step.due_on + timedelta(days=days_after))].append(partial(close_step, play, step, state))


def end_by_chance(play: Play) -> tuple[int, NextStep.State] | None:
    """How many days after its due date a step is closed, and how. A third are closed in time."""
    lot = play.chance.random()
    if lot < 0.35:
        return -play.chance.randint(1, 6), NextStep.State.DONE
    if lot < 0.75:
        return play.chance.randint(0, 5), NextStep.State.DONE
    if lot < 0.85:
        return 9, NextStep.State.DROPPED
    return None


def choose_preferences(
    play: Play, reminded: Collection[Attendee], *, late_riser: Attendee | None, now: datetime
) -> None:
    """The person who puts a step off keeps weekends free of mail; one of those reminded later reads German."""
    if late_riser:
        choose(late_riser, language="en", quiet_weekdays=WEEKENDS, now=now)
        play.tell(now, f"{late_riser} keeps weekends free of mail.")
    if reader := most_burdened(play, [person for person in reminded if person != late_riser]):
        choose(reader, language="de", quiet_weekdays=(), now=now)
        play.tell(now, f"{reader} reads German, and asks for it.")


def choose(attendee: Attendee, *, language: str, quiet_weekdays: tuple[int, ...], now: datetime) -> None:
    prefer(
        user_of(attendee),
        language=language,
        time_zone="",
        hour=8,
        quiet_weekdays=quiet_weekdays,
        away_until=None,
        by_mail=True,
        now=now,
    )


def tell_state(play: Play, *, now: datetime) -> None:
    steps, reminders = steps_of(play), Reminder.objects.all()
    states = {state: steps.filter(state=state).count() for state in NextStep.State}
    late = reminders.filter(planned_at__date__gt=F("step__closed_on")).count()
    by_state = ", ".join(f"{number} {state.label}" for state, number in states.items() if number)
    digests = Digest.objects.exclude(written_at=None)
    play.tell(now, f"{counted(steps.count(), 'next step')}: {by_state}.")
    sent = f"{counted(reminders.count(), 'reminder')} in {counted(digests.count(), 'digest')} went out"
    play.tell(now, f"{sent}, {late} of them for a step that was closed.")
    play.note(
        reminders=reminders.count(),
        digests=digests.count(),
        most_digests_per_person_and_day=most_per_day(),
        reminders_after_closing=late,
        asked_organizers=reminders.filter(why="unanswered").count(),
        steps_done=states[NextStep.State.DONE],
        steps_dropped=states[NextStep.State.DROPPED],
        steps_open=states[NextStep.State.OPEN],
        share_closed=round(1 - states[NextStep.State.OPEN] / max(1, steps.count()), 2),
    )


def most_per_day() -> int:
    """How many mails about what is due the most pestered person got in one day."""
    mails = Digest.objects.values("user", "day").annotate(mails=Count("messages"))
    return max((row["mails"] for row in mails), default=0)


def steps_of(play: Play) -> NextStepQuerySet:
    return NextStep.objects.filter(topic__event=play.event)
