"""The teams of the week: who is in them, when they last said something, and what they need."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import get_text_list

from planning.events.models import Event
from planning.paging import TOPICS, Start, start_of
from planning.people.models import Attendee
from planning.teams.models import A_DAY, CheckIn, Membership, Team

FACES = 5
CALLS = 5
SILENT_FIRST = (F("last_word").asc(nulls_first=True), "pk")


@dataclass(frozen=True)
class Day:
    """A day of the week, and whether the team has checked in on it: "done", "none" or "next"."""

    day: date
    state: str


@dataclass(frozen=True)
class TeamAtWork:
    team: Team
    people: tuple[Attendee, ...]
    last_word: datetime | None
    help_wanted: str
    blockers: str
    days: tuple[Day, ...]
    is_silent: bool
    is_mine: bool

    @property
    def faces(self) -> tuple[Attendee, ...]:
        return self.people[:FACES]

    @property
    def more_people(self) -> int:
        return len(self.people) - len(self.faces)

    @property
    def names(self) -> str:
        more = [f"{self.more_people} more"] if self.more_people else []
        return get_text_list([*(person.name for person in self.faces), *more], "and")

    @property
    def in_days(self) -> str:
        """For those who listen."""
        said = {"done": "yes", "none": "none", "next": "to come"}
        return ", ".join(f"{each.day:%a} {said[each.state]}" for each in self.days)


def with_last_word(event: Event) -> "QuerySet[Any, Any]":
    latest = CheckIn.objects.filter(team=OuterRef("pk")).order_by("-written_at", "-pk")
    return Team.objects.of(event).annotate(
        last_word=Subquery(latest.values("written_at")[:1]),
        help_wanted=Subquery(latest.values("help_wanted")[:1]),
        blockers=Subquery(latest.values("blockers")[:1]),
    )


def help_wanted(event: Event) -> Start[Team]:
    """The teams whose latest word asks for help, who has waited longest first."""
    return start_of(with_last_word(event).filter(help_wanted__gt="").order_by("last_word", "pk"), CALLS)


def teams_at_work(
    event: Event, seat: Attendee | None, *, now: datetime, silent_first: bool = False
) -> Start[TeamAtWork]:
    """Three queries, however many teams there are. The visitor's own comes first, unless those that are silent do."""
    mine = Membership.objects.present().filter(team=OuterRef("pk"), attendee=seat.pk if seat else None)
    teams = with_last_word(event).annotate(is_mine=Exists(mine))
    own_first = ("-is_mine", "topic__position", "topic__pk")
    found = start_of(teams.order_by(*(SILENT_FIRST if silent_first else own_first)), TOPICS)
    checked_in = days_of(found.rows)
    rows = (at_work(team, event, checked_in[team.pk], now=now) for team in found.rows)
    return Start(tuple(rows), found.has_more)


def days_of(teams: tuple[Team, ...]) -> dict[int, set[date]]:
    """The days on which each has checked in."""
    days: dict[int, set[date]] = defaultdict(set)
    for team, moment in CheckIn.objects.filter(team__in=teams).order_by().values_list("team", "written_at"):
        days[team].add(timezone.localdate(moment))
    return days


def at_work(team: Team, event: Event, checked_in: set[date], *, now: datetime) -> TeamAtWork:
    said = vars(team)
    people = tuple(member.attendee for member in team.present)
    last_word: datetime | None = said["last_word"]
    since = max(filter(None, (last_word, team.formed_at, event.starts_at)))
    return TeamAtWork(
        team,
        people,
        last_word,
        said["help_wanted"] or "",
        said["blockers"] or "",
        days=tuple(day_between(day, checked_in, timezone.localdate(now)) for day in week_of(event)),
        is_silent=bool(people) and since <= now - A_DAY,
        is_mine=said["is_mine"],
    )


def week_of(event: Event) -> list[date]:
    """Its days, if there are few enough to be shown side by side."""
    if not (event.starts_on and event.ends_on) or (event.ends_on - event.starts_on).days > 7:
        return []
    return [event.starts_on + timedelta(days=number) for number in range((event.ends_on - event.starts_on).days + 1)]


def day_between(day: date, checked_in: set[date], today: date) -> Day:
    return Day(day, "done" if day in checked_in else "next" if day > today else "none")
