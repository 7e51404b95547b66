"""The hacking week: check-ins every day, and one person who switches."""

from datetime import datetime

from htg.rehearsal import words
from htg.rehearsal.moments import evenings
from htg.rehearsal.mornings import pass_mornings
from htg.rehearsal.play import Play, introduced
from planning.clock import stopped_at
from planning.teams.checkins.checking_in import check_in
from planning.teams.membership import join_team
from planning.teams.models import CheckIn, Team
from planning.texts.plurals import counted

STUCK = 0.25
SWITCH_ON_DAY = 1
"""The second day: by then people have seen what the others are doing."""


def teams_work(play: Play) -> None:
    days = list(evenings(play.deadline("starts_at"), play.deadline("ends_at")))
    for day, now in enumerate(days):
        pass_mornings(play, now)
        check_ins = [daily_word(play, team, day, now=now) for team in Team.objects.of(play.event) if team.present]
        tell_day(play, check_ins, now=now)
        if day == min(SWITCH_ON_DAY, len(days) - 1):
            somebody_switches(play, now=now)
    play.note(check_ins=CheckIn.objects.filter(team__topic__event=play.event).count())


def daily_word(play: Play, team: Team, day: int, *, now: datetime) -> CheckIn:
    chance = play.chance
    is_stuck = chance.random() < STUCK
    return check_in(
        team.present[day % len(team.present)].attendee,
        team,
        progress=chance.choice(words.PROGRESS[min(day, len(words.PROGRESS) - 1)]),
        mood=CheckIn.Mood.STUCK if is_stuck else CheckIn.Mood.WELL,
        details=chance.choice(words.BLOCKERS) if is_stuck else "",
        help_wanted=play.harvests[team.topic_id].help_wanted if day == SWITCH_ON_DAY else "",
        clock=stopped_at(now),
    )


def tell_day(play: Play, check_ins: list[CheckIn], *, now: datetime) -> None:
    """Quote the most telling one: a team that wants help, or else one that is stuck."""
    quoted = max(check_ins, key=lambda check_in: (bool(check_in.help_wanted), bool(check_in.details)), default=None)
    if quoted is None:
        return
    said = f"“{quoted.progress}”"
    said += f" Stuck: “{quoted.details}”" if quoted.details else ""
    said += f" Help wanted: “{quoted.help_wanted}”" if quoted.help_wanted else ""
    play.tell(now, f"{counted(len(check_ins), 'team checks', 'teams check')} in. {quoted.team}: {said}")


def somebody_switches(play: Play, *, now: datetime) -> None:
    """From the largest team to the smallest one, preferably one that asked for help."""
    teams = [team for team in Team.objects.of(play.event) if team.present]
    largest = max(teams, key=lambda team: len(team.present))
    others = [team for team in teams if team != largest]
    if not others or len(largest.present) < 2:
        return
    joined = min(others, key=lambda team: (not play.harvests[team.topic_id].help_wanted, len(team.present)))
    person = play.chance.choice(largest.present).attendee
    join_team(person, joined.topic, clock=stopped_at(now))
    asked = ", which asked for help" if play.harvests[joined.topic_id].help_wanted else ""
    play.tell(now, f"{introduced(person)} switches from {largest} to {joined}{asked}.")
    play.note(switches=1)
