"""Wishes and teams, until everyone has a place to work."""

from datetime import datetime

from django.utils.text import get_text_list

from htg.rehearsal.moments import halfway, spread
from htg.rehearsal.mornings import pass_mornings
from htg.rehearsal.play import Play
from planning.clock import stopped_at
from planning.teams.membership import TeamRejected, join_team
from planning.teams.models import Membership, Team, Wish
from planning.teams.plans.publishing import form_teams
from planning.teams.wishes import make_wishes
from planning.texts.plurals import counted

WISHES = 3
NO_WISH = 0.12


def people_wish(play: Play) -> None:
    """Most wish for what they voted for; some say nothing."""
    opens_at, closes_at = play.deadline("voting_closes_at"), play.deadline("starts_at")
    if opens_at == closes_at:  # no time between the two: wishes are made while people vote
        opens_at = play.deadline("voting_opens_at")
    last = halfway(opens_at, closes_at)
    wishing = [person for person in play.attendees() if play.chance.random() >= NO_WISH]
    for person, now in zip(wishing, spread(play.chance, len(wishing), opens_at, last), strict=True):
        make_wishes(person, play.tastes(person)[:WISHES], clock=stopped_at(now))
    wishes = Wish.objects.filter(attendee__event=play.event).count()
    people = counted(len(wishing), "person", "people")
    play.tell(last, f"{people} said what they would work on: {counted(wishes, 'wish', 'wishes')}.")
    play.note(wishes=wishes)


def teams_are_formed(play: Play) -> None:
    closes_at, now = play.deadline("voting_closes_at"), play.deadline("starts_at")
    before = now - (now - closes_at) / 3
    try:
        form_teams(play.event, clock=stopped_at(before))
    except TeamRejected as rejection:
        play.tell(now, f"The organizer cannot form teams: “{rejection}” People find each other when the week starts.")
        people_find_each_other(play, now=now)
    else:
        now = before
    pass_mornings(play, now)
    tell_teams(play, now=now)
    tell_placement(play, now=now)


def people_find_each_other(play: Play, *, now: datetime) -> None:
    for person in play.attendees():
        join_team(person, play.tastes(person)[0], clock=stopped_at(now))


def tell_teams(play: Play, *, now: datetime) -> None:
    for team in Team.objects.of(play.event):
        play.tell(now, f"{team}: {get_text_list([str(member.attendee) for member in team.present], 'and')}")
    if mails := play.deliver(now=now):
        play.tell(now, f"{counted(mails, 'mail goes', 'mails go')} out, to tell everyone their team.")


def tell_placement(play: Play, *, now: datetime) -> None:
    stays = Membership.objects.present().filter(team__topic__event=play.event).select_related("attendee", "team")
    ranks = [stay.attendee.wishes.filter(topic=stay.team.topic_id).values_list("rank", flat=True) for stay in stays]
    dearest = sum(1 in rank for rank in ranks)
    other = sum(bool(rank) for rank in ranks) - dearest
    placed, all_people = len(ranks), len(play.attendees())
    play.tell(now, f"{placed} of {all_people} have a team: {dearest} got their first wish, {other} another one.")
    if placed < all_people:
        play.tell(now, "The others found no free seat: allow larger teams, or find more topics.")
    play.note(teams=Team.objects.filter(topic__event=play.event).count(), in_teams=placed, at_dearest_wish=dearest)
