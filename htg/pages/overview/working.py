"""The teams of the week: who is in them, when they last said something, and what they need."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from planning.events.models import Event
from planning.paging import TOPICS, Start, start_of
from planning.people.models import Attendee
from planning.teams.checkins.listing import with_offers
from planning.teams.listing import Row, with_people
from planning.teams.models import A_DAY, CheckIn, Membership, Team

SHOWN = ("pk", "formed_at", "topic__slug", "topic__emoji", "topic__title")
FACES = 5
CALLS = 5
Week = list[tuple[date, str]]
"""The days of the event, and their initials."""

SILENT_FIRST = (F("last_word").asc(nulls_first=True), "pk")


@dataclass(frozen=True)
class Day:
    """A day of the week, and whether the team has checked in on it: "done", "none" or "next"."""

    day: date
    letter: str
    state: str


class Word(NamedTuple):
    """A check-in, in short."""

    written_at: datetime
    help_wanted: str
    mood: str


@dataclass(frozen=True)
class TeamAtWork:
    """`people` are their names."""

    team: Row
    people: tuple[str, ...]
    last_word: datetime | None
    help_wanted: str
    mood: str
    days: tuple[Day, ...]
    is_silent: bool
    is_mine: bool

    @property
    def faces(self) -> tuple[str, ...]:
        return self.people[:FACES]

    @property
    def more_people(self) -> int:
        return len(self.people) - len(self.faces)

    @property
    def names(self) -> str:
        more = [f"{self.more_people} more"] if self.more_people else []
        return get_text_list([*self.faces, *more], "and")

    @property
    def in_days(self) -> str:
        """For those who listen."""
        said = {"done": "yes", "none": "none", "next": "to come"}
        return ", ".join(f"{each.day:%a} {said[each.state]}" for each in self.days)


def calls_for_help(event: Event, shown: Start[TeamAtWork], seat: Attendee | None) -> list[CheckIn]:
    """The latest words of teams that ask for help, who has waited longest first. No query where none of all asks."""
    if not (shown.has_more or any(each.help_wanted for each in shown.rows)):
        return []
    calls: QuerySet[CheckIn] = CheckIn.objects.last_words().calling().filter(team__topic__event=event)
    if seat:
        own = Membership.objects.present().filter(team=OuterRef("team"), attendee=seat.pk)
        calls = with_offers(calls, seat).annotate(is_mine=Exists(own))
    return list(calls.select_related("team__topic").order_by("written_at", "team")[:CALLS])


def teams_at_work(
    event: Event, seat: Attendee | None, *, now: datetime, silent_first: bool = False
) -> Start[TeamAtWork]:
    """Three queries, however many teams there are. The visitor's own comes first, unless those that are silent do."""
    mine = Membership.objects.present().filter(team=OuterRef("pk"), attendee=seat.pk if seat else None)
    teams = Team.objects.filter(topic__event=event).annotate(is_mine=Exists(mine)).values(*SHOWN, "is_mine")
    if silent_first:
        spoken = CheckIn.objects.filter(team=OuterRef("pk")).order_by("-written_at")
        found = start_of(
            teams.alias(last_word=Subquery(spoken.values("written_at")[:1])).order_by(*SILENT_FIRST), TOPICS
        )
    else:
        found = start_of(teams.order_by("-is_mine", "topic__position", "topic__pk"), TOPICS)
    said, week = said_by(team["pk"] for team in found.rows), week_of(event)
    rows = (at_work(team, event, said[team["pk"]], week, now=now) for team in with_people(found.rows))
    return Start(tuple(rows), found.has_more)


def said_by(teams: Iterable[int]) -> dict[int, list[Word]]:
    """What each has said so far."""
    said: dict[int, list[Word]] = defaultdict(list)
    words = CheckIn.objects.filter(team__in=list(teams)).order_by("written_at", "pk")
    for team, written_at, help_wanted, mood in words.values_list("team", "written_at", "help_wanted", "mood"):
        said[team].append(Word(written_at, help_wanted, mood))
    return said


def at_work(team: Row, event: Event, said: list[Word], week: Week, *, now: datetime) -> TeamAtWork:
    people = tuple(member["attendee__name"] for member in team["people"])
    last = said[-1] if said else None
    since = max(filter(None, (last and last.written_at, team["formed_at"], event.starts_at)))
    return TeamAtWork(
        team,
        people,
        last.written_at if last else None,
        last.help_wanted if last else "",
        last.mood if last else "",
        days=days_between(week, {timezone.localdate(word.written_at) for word in said}, now),
        is_silent=bool(people) and since <= now - A_DAY,
        is_mine=team["is_mine"],
    )


def week_of(event: Event) -> Week:
    """Empty if there are too many to be shown side by side."""
    if not (event.starts_on and event.ends_on) or (event.ends_on - event.starts_on).days > 7:
        return []
    number = (event.ends_on - event.starts_on).days + 1
    days = [event.starts_on + timedelta(days=passed) for passed in range(number)]
    return [(day, date_format(day, "D")[:1]) for day in days]


def days_between(week: Week, checked_in: set[date], now: datetime) -> tuple[Day, ...]:
    today = timezone.localdate(now)
    states = ("done" if day in checked_in else "next" if day > today else "none" for day, _ in week)
    return tuple(Day(day, letter, state) for (day, letter), state in zip(week, states, strict=True))
