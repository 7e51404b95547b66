"""The evening round: what each team said today, who needs help first, and who has not been heard from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from planning.events.models import Event
from planning.teams.models import CheckIn, Membership, Team

CALLS = 5
"""On one screen, as garden.css lays it out."""
WELL = 6
SILENT = 3
NAMES = 4


class RoundWord(NamedTuple):
    """A check-in, as the round reads it."""

    written_at: datetime
    mood: str
    progress: str
    help_wanted: str
    author: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.written_at)


@dataclass(frozen=True)
class TeamInRound:
    """`today` is its last word of the day, `before` the last one of an earlier day."""

    emoji: str
    title: str
    today: RoundWord | None
    before: RoundWord | None
    stuck_since: datetime | None
    people: tuple[str, ...] = ()

    @property
    def is_stuck(self) -> bool:
        return self.today is not None and self.today.mood == CheckIn.Mood.STUCK

    @property
    def calls(self) -> bool:
        return self.is_stuck or (self.today is not None and self.today.help_wanted != "")

    @property
    def names(self) -> str:
        more = [f"{len(self.people) - NAMES} more"] if len(self.people) > NAMES else []
        return ", ".join([*self.people[:NAMES], *more])


@dataclass(frozen=True)
class Screen:
    calls: Sequence[TeamInRound]
    well: Sequence[TeamInRound]
    silent: Sequence[TeamInRound]


@dataclass(frozen=True)
class EveningRound:
    calls: tuple[TeamInRound, ...]
    well: tuple[TeamInRound, ...]
    silent: tuple[TeamInRound, ...]

    @property
    def heard(self) -> int:
        return len(self.calls) + len(self.well)

    @property
    def teams(self) -> int:
        return self.heard + len(self.silent)

    @property
    def screens(self) -> int:
        lists = ((self.calls, CALLS), (self.well, WELL), (self.silent, SILENT))
        return max(1, *(-(-len(rows) // fitting) for rows, fitting in lists))

    def screen(self, number: int) -> Screen:
        """The first has the most urgent."""

        def part(rows: Sequence[TeamInRound], fitting: int) -> Sequence[TeamInRound]:
            return rows[(number - 1) * fitting : number * fitting]

        return Screen(part(self.calls, CALLS), part(self.well, WELL), part(self.silent, SILENT))


def round_of(event: Event, *, now: datetime) -> EveningRound:
    """Three queries, however many teams there are. Who is stuck comes first, and for longest."""
    teams = list(in_round(event, today=timezone.localdate(now)))
    calls = sorted((team for team in teams if team.calls), key=urgency)
    well = (team for team in teams if team.today and not team.calls)
    silent = (team for team in teams if not team.today and team.people)
    return EveningRound(tuple(calls), tuple(well), tuple(silent))


def urgency(team: TeamInRound) -> tuple[bool, datetime | None]:
    return not team.is_stuck, team.stuck_since or (team.today and team.today.written_at)


def in_round(event: Event, *, today: date) -> Iterator[TeamInRound]:
    teams = Team.objects.filter(topic__event=event).order_by("topic__position", "topic__pk")
    said, people = said_at(event), people_at(event)
    for pk, emoji, title in teams.values_list("pk", "topic__emoji", "topic__title"):
        words = said[pk]
        of_today = [word for word in words if word.day == today]
        earlier = [word for word in words if word.day < today]
        yield TeamInRound(
            emoji,
            title,
            of_today[-1] if of_today else None,
            earlier[-1] if earlier else None,
            stuck_since(words),
            people[pk],
        )


def stuck_since(words: Sequence[RoundWord]) -> datetime | None:
    """When the team first said so, if it has said nothing else since."""
    since = None
    for word in reversed(words):
        if word.mood != CheckIn.Mood.STUCK:
            break
        since = word.written_at
    return since


def said_at(event: Event) -> dict[int, list[RoundWord]]:
    said: dict[int, list[RoundWord]] = defaultdict(list)
    words = CheckIn.objects.filter(team__topic__event=event).order_by("written_at", "pk")
    columns = ("team", "written_at", "mood", "progress", "help_wanted", "author__name")
    for team, *word in words.values_list(*columns):
        said[team].append(RoundWord(*word))
    return said


def people_at(event: Event) -> dict[int, tuple[str, ...]]:
    people: dict[int, tuple[str, ...]] = defaultdict(tuple)
    present: Any = Membership.objects.present().filter(team__topic__event=event).order_by("since", "pk")
    for team, name in present.values_list("team", "attendee__name"):
        people[team] += (name,)
    return people
