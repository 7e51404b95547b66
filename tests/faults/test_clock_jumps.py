"""The clock of the planner walks and jumps, over days and over daylight saving: each reminder comes exactly once."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.nextsteps.models import FollowUp, NextStep
from retros.reminders.models import Digest, Reminder
from retros.reminders.planning import plan_reminders
from tests.factories import AttendeeFactory, NextStepFactory, PastEventFactory, TopicFactory, UserFactory
from tests.faults.sizes import DAYS, seeded

pytestmark = pytest.mark.django_db

STEP = timedelta(minutes=10)
# The days on which the clocks change in Berlin; in New York, where one of them is, they change on others.
CHANGES = {"March": date(2027, 3, 28), "October": date(2026, 10, 25)}
ZONES = ["Europe/Berlin", "UTC", "America/New_York", "Pacific/Kiritimati"]


def walk(middle: date, chance: random.Random) -> Iterator[datetime]:
    """Ten minutes after ten minutes over the days around `middle`; now and then a jump, ahead or back."""
    begin = datetime.combine(middle, time(12), tzinfo=UTC) - timedelta(days=DAYS / 2)
    jumps = [timedelta(days=1), timedelta(hours=5), timedelta(hours=1), -timedelta(hours=1), -timedelta(hours=30)]
    now, end = begin, begin + timedelta(days=DAYS)
    while now < end:
        yield now
        now += chance.choice(jumps) if chance.random() < 0.01 else STEP
        now = max(now, begin)


def steps_of_the_walk(middle: date) -> list[NextStep]:
    """One of each person, in zones around the world, due on each of the days; reminded of daily, up to the end."""
    topic: Topic = TopicFactory(event=PastEventFactory())
    FollowUp.objects.create(event=topic.event, repeat_days=1, escalate_after=2, end_after=2)
    owners: list[Attendee] = [AttendeeFactory(event=topic.event, user=UserFactory(time_zone=zone)) for zone in ZONES]
    first = middle - timedelta(days=DAYS // 2)
    return [
        NextStepFactory(topic=topic, owner=owner, due_on=first + timedelta(days=day))
        for owner in owners
        for day in range(DAYS)
    ]


@pytest.mark.parametrize("name", CHANGES)
def test_each_reminder_is_written_once_however_the_clock_jumps(name: str, figures: Callable[[str], None]) -> None:
    seed, chance = seeded()
    steps = steps_of_the_walk(CHANGES[name])
    moments = 0
    for now in walk(CHANGES[name], chance):
        moments += 1
        plan_reminders(now=now)
    # Until the last of them has ended.
    for day in range(DAYS // 2 + 1, DAYS + 3):
        plan_reminders(now=datetime.combine(CHANGES[name], time(20), tzinfo=UTC) + timedelta(days=day))

    written = Counter(Reminder.objects.values_list("step", "due_on", "number"))
    expected = {(step.pk, step.due_on, number) for step in steps for number in (1, 2)}
    twice = sum(number - 1 for number in written.values())
    figures(
        f"Clock, {name}: {len(expected - set(written))} lost of {len(expected)} reminders, {twice} duplicates "
        f"in {moments} runs of the planner, seed {seed}"
    )
    assert written == Counter(expected)
    assert Message.objects.count() == Digest.objects.count()
    assert [str(reminder) for reminder in Reminder.objects.all() if not is_in_time(reminder)] == []


def is_in_time(reminder: Reminder) -> bool:
    """Whether it came on its digest's day, when the person was up, and not before it was due."""
    local = reminder.planned_at.astimezone(reminder.to.zone)
    return local.date() == reminder.digest.day >= reminder.due_on and local.hour >= 8
