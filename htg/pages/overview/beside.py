"""The chart beside the overview: one for each phase that has something to count. One query each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from planning.charts.bars import Bar
from planning.charts.columns import Column, draw_columns
from planning.events.models import Event
from planning.people.models import Attendee
from planning.texts.plurals import counted
from planning.voting.tally import Tally
from retros.wrapups.gate.readiness import WORKED_ON
from retros.wrapups.models import Report

WEEKS = 4
MOST = 8
"""Organizations. The others are summed up."""


@dataclass(frozen=True)
class Beside:
    """The title says what is seen. Either `drawn`, or `bars`, which are as long as `full`."""

    title: str
    note: str = ""
    drawn: SafeString | None = None
    bars: tuple[Bar, ...] = ()
    full: int = 0


def topics_by_week(event: Event, topics: int, *, now: datetime) -> Beside | None:
    """Once there are topics of more than this week."""
    days = Counter(dict(days_of_topics(event, since=monday(now, WEEKS - 1))))
    mondays = [monday(now, ago) for ago in range(WEEKS - 1, -1, -1)]
    counts = [sum(days[first + timedelta(days=n)] for n in range(7)) for first in mondays]
    if not any(counts[:-1]):
        return None
    labels = [*(date_format(first, "j M") for first in mondays[:-1]), "now"]
    title = f"{counted(counts[-1], 'new topic') if counts[-1] else 'No new topic'} this week, {topics} in all"
    drawn = draw_columns([Column(*each) for each in zip(labels, counts, strict=True)], "New topics by week")
    return Beside(title, "New topics in each week, named by its Monday.", drawn)


def monday(now: datetime, weeks_ago: int) -> date:
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday() + 7 * weeks_ago)


def days_of_topics(event: Event, *, since: date) -> "list[tuple[date, int]]":
    start = timezone.make_aware(datetime.combine(since, time.min))
    proposed = event.topics.standing().filter(proposed_at__gte=start).order_by()
    return list(proposed.annotate(day=TruncDate("proposed_at")).values_list("day").annotate(Count("pk")))


def ballots_by_organization(event: Event, turnout: Tally) -> Beside | None:
    """For organizers: where one person has come alone, it says whether that person has voted."""
    people = Attendee.objects.filter(event=event).electorate().exclude(organization=None).order_by()
    rows = people.values_list("organization__name").annotate(n=Count("pk"), voted=Count("ballot"))
    bars = [of_all(name, voted, n) for name, n, voted in rows.order_by("-n", "organization__name")[:MOST]]
    if len(bars) < 2:
        return None
    left = turnout.electorate - sum(bar.mark or 0 for bar in bars)
    if left:
        voted = turnout.ballots - sum(bar.value for bar in bars)
        bars.append(Bar("others", voted, note=f"of {left}", kind="is-done", mark=left))
    return Beside("Ballots by organization", "The line across a bar is how many there could be.", bars=tuple(bars))


def of_all(name: str, voted: int, people: int) -> Bar:
    return Bar(name, voted, note=f"of {people}", kind="is-done", mark=people, is_organization=True)


def outcomes_so_far(event: Event) -> Beside | None:
    """Of the topics that were worked on."""
    worked_on = event.topics.filter(WORKED_ON).order_by()
    outcome = Coalesce("report__outcome", Value(""))
    counts = Counter(dict(worked_on.values_list(outcome).annotate(Count("pk"))))
    if not counts:
        return None
    achieved = counts[Report.Outcome.ACHIEVED] or "none"
    bars = [Bar(kind.label, counts[kind], kind=f"is-{kind}") for kind in Report.Outcome if counts[kind]]
    if counts[""]:
        bars.append(Bar("not said yet", counts[""], kind="is-unknown"))
    title = f"{counted(counts.total(), 'topic')}, {achieved} achieved so far"
    return Beside(title, bars=tuple(bars), full=counts.total())
