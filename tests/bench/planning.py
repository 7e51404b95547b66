"""Planning reminders among many next steps, against among few with as many due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from htg.rehearsal.moments import on
from planning.people.models import Attendee, User
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest, ReminderPlan
from retros.reminders.planning import plan_reminders
from tests.bench.ratios import best_of, judged
from tests.bench.scratch import kinds, scratch
from tests.databases import using_database
from tests.factories import PastEventFactory

MOST = 2.0
"""What it may cost at a million steps, of what it costs at ten thousand with as many due."""

TODAY = date(2027, 6, 1)
NOW = on(TODAY, hour=12)
OWNERS = 200
A_TOPIC = 1_000

STEPS = """
    INSERT INTO retros_nextstep (topic_id, number, text, owner_id, state, closing_note, closed_on, due_on)
    WITH RECURSIVE counted(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < %(steps)s - 1)
    SELECT %(topic)s + i / %(topic_size)s, i %% %(topic_size)s + 1, 'Carry on with it.',
        %(owner)s + i / %(every)s %% %(owners)s,
        %(state)s, '', %(closed_on)s, %(due_on)s
    FROM counted WHERE i %% %(every)s BETWEEN %(first)s AND %(last)s
"""
PLANS = """
    INSERT INTO retros_reminderplan (step_id, planned_for, remind_on, reminded_before)
    SELECT id, due_on, %(remind_on)s, 0 FROM retros_nextstep WHERE due_on = %(due_on)s
"""
REMINDERS = """
    INSERT INTO retros_reminder (step_id, to_id, number, due_on, why, digest_id, planned_at)
    SELECT step.id, owner.user_id, 1, step.due_on, 'owner', %(digest)s, %(now)s
    FROM retros_nextstep step JOIN planning_attendee owner ON owner.id = step.owner_id WHERE step.due_on = %(due_on)s
"""


@dataclass(frozen=True)
class Kind:
    """Steps that are alike, and which tenths of the others they are. The due ones lie between them, evenly spread."""

    tenths: tuple[int, int]
    state: NextStep.State = NextStep.State.OPEN
    closed_on: date | None = None
    due_on: date | None = None
    remind_on: date | None = None

    def columns(self) -> dict[str, Any]:
        dates = {"closed_on": self.closed_on, "due_on": self.due_on, "remind_on": self.remind_on}
        adapted = {name: connection.ops.adapt_datefield_value(day) for name, day in dates.items()}
        return adapted | {"state": self.state.value}


REMINDED = TODAY - timedelta(days=7)
OTHERS = (
    Kind(tenths=(0, 4), state=NextStep.State.DONE, closed_on=REMINDED, due_on=TODAY - timedelta(days=70)),
    Kind(tenths=(4, 6)),
    Kind(tenths=(6, 8), due_on=TODAY + timedelta(days=90), remind_on=TODAY + timedelta(days=90)),
    Kind(tenths=(8, 10), due_on=REMINDED, remind_on=TODAY + timedelta(days=7)),
)


def fill(steps: int, due: int) -> None:
    """Half of the due ones are planned for today, half were noted today and are not planned yet."""
    event = PastEventFactory()
    users = User.objects.bulk_create(User(email=f"owner{n}@example.org") for n in range(OWNERS))
    owners = Attendee.objects.bulk_create(Attendee(event=event, user=user, name=user.email) for user in users)
    topics = Topic.objects.bulk_create(
        Topic(event=event, slug=f"topic-{n}", title=f"Topic {n}", position=n) for n in range(-(-steps // A_TOPIC))
    )
    spread = {"steps": steps, "every": steps // due, "topic_size": A_TOPIC, "owners": OWNERS}
    found = {"topic": topics[0].pk, "owner": owners[0].pk}
    with connection.cursor() as cursor:
        for kind, first, last in slots(steps // due):
            columns = kind.columns()
            cursor.execute(STEPS, columns | spread | found | {"first": first, "last": last})
            if kind.remind_on:
                cursor.execute(PLANS, columns)
    new = list(NextStep.objects.filter(due_on=TODAY).values_list("pk", flat=True)[::2])
    NextStep.objects.filter(pk__in=new).update(active_on=TODAY)
    ReminderPlan.objects.filter(pk__in=new).delete()
    remember(users[0])


def slots(every: int) -> Iterator[tuple[Kind, int, int]]:
    """Which of so many places in a row each kind has: the first is due."""
    yield Kind(tenths=(0, 0), due_on=TODAY, remind_on=TODAY), 0, 0
    for kind in OTHERS:
        first, last = (1 + tenth * (every - 1) // 10 for tenth in kind.tenths)
        yield kind, first, last - 1


def remember(user: User) -> None:
    """The reminders that went out, all in one digest."""
    digest = Digest.objects.create(user=user, day=REMINDED, written_at=NOW)
    with connection.cursor() as cursor:
        due_on = connection.ops.adapt_datefield_value(REMINDED)
        now = connection.ops.adapt_datetimefield_value(NOW)
        cursor.execute(REMINDERS, {"digest": digest.pk, "now": now, "due_on": due_on})
        if connection.vendor == "postgresql":  # it does so by itself, a minute later
            cursor.execute("ANALYZE")


def plan(url: str, *, written: int, keep: bool = False) -> None:
    with using_database(url), transaction.atomic():
        found = plan_reminders(now=NOW)
        assert found == written, found
        transaction.set_rollback(not keep)


def measure(*, full: bool) -> bool:
    """Return whether it is fast enough on each database."""
    few, many, due = (10_000, 1_000_000, 1_000) if full else (1_000, 2_000, 200)
    print(f"Planning where {due:,} of {many:,} steps are due, in times of {due:,} of {few:,} (at most {MOST}):")
    holding = [measure_on(kind, few, many, due, rounds=7 if full else 1) for kind in kinds()]
    return all(holding)


def measure_on(kind: str, few: int, many: int, due: int, *, rounds: int) -> bool:
    """The second run finds that all is written: only the search takes time, and a scan would show."""
    with scratch(kind) as small, scratch(kind) as large:
        for url, steps in ((small, few), (large, many)):
            with using_database(url):
                fill(steps, due)
        first = compare(kind, large, small, written=OWNERS, rounds=rounds)
        for url in (small, large):
            plan(url, written=OWNERS, keep=True)
        return compare(f"{kind}, again", large, small, written=0, rounds=3 * rounds) and first


def compare(name: str, large: str, small: str, *, written: int, rounds: int) -> bool:
    work, measured = (partial(plan, url, written=written) for url in (large, small))
    line, holds = judged(best_of(rounds, work, measured, clock=perf_counter), most=MOST)
    print(f"  {name:<26}{line}", flush=True)
    return holds
