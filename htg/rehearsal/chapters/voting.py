"""Ballots, until the tally is out."""

import json
from datetime import datetime, timedelta

from htg.rehearsal.moments import spread
from htg.rehearsal.mornings import pass_mornings
from htg.rehearsal.play import Play, introduced
from planning.clock import stopped_at
from planning.people.models import Attendee
from planning.texts.plurals import counted
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.closing import keep_closed_tallies
from planning.voting.counting import tally_of
from planning.voting.models import Ballot
from planning.voting.opened import opened_box
from planning.voting.result.explaining import Explanation

ABSTAIN = 0.1


def people_vote(play: Play) -> None:
    """Everyone by their taste, one of them twice; the last person on the list is too late."""
    opens_at, closes_at = play.deadline("voting_opens_at"), play.deadline("voting_closes_at")
    *punctual, late = play.attendees()
    voters = [person for person in punctual if play.chance.random() >= ABSTAIN] or [late]
    play.chance.shuffle(voters)
    *moments, last = spread(play.chance, len(voters) + 1, opens_at, closes_at)
    for number, (voter, now) in enumerate(zip(voters, moments, strict=True), start=1):
        pass_mornings(play, now)
        cast_ballot(voter, choice(play, voter), clock=stopped_at(now))
        if number == len(voters) // 2 + 1:
            tell_turnout(play, now, cast=number)
    pass_mornings(play, last)
    change_of_mind(play, voters[0], now=last)
    pass_mornings(play, closes_at)
    keep_closed_tallies(closes_at)
    tell_tally(play, now=closes_at)
    too_late(play, late, now=closes_at + timedelta(minutes=7))


def choice(play: Play, voter: Attendee) -> list[Topic]:
    """The topics the voter likes best, at least two if the ballot has room for two."""
    liked = play.tastes(voter)
    most = min(play.event.votes_per_ballot, len(liked))
    return liked[: play.chance.randint(min(2, most), most)]


def tell_turnout(play: Play, now: datetime, *, cast: int) -> None:
    electorate = len(play.attendees())
    play.tell(now, f"{cast} of {counted(electorate, 'ballot')} cast, a turnout of {cast / electorate:.0%}.")


def change_of_mind(play: Play, voter: Attendee, *, now: datetime) -> None:
    """The new ballot replaces the old one."""
    before = Ballot.objects.get(attendee=voter).votes.count()
    liked = play.tastes(voter)
    ballot = cast_ballot(voter, liked[1 : before + 1] or liked[:1], clock=stopped_at(now))
    votes = counted(ballot.votes.count(), "vote")
    play.tell(now, f"{introduced(voter)} votes again. The new ballot, with {votes}, replaces the first.")


def tell_tally(play: Play, *, now: datetime) -> None:
    tally = tally_of(play.event)
    topics = Topic.objects.in_bulk(tally.ranked)
    turnout = f"{tally.ballots} of {counted(tally.electorate, 'ballot')}, a turnout of {tally.turnout:.0%}"
    play.tell(now, f"Voting closes with {turnout}. The tally:")
    for line in tally.lines:
        tied = ", tied" if line.is_tied else ""
        play.tell(now, f"{line.rank:>3}. {topics[line.topic]}: {counted(line.votes, 'vote')}{tied}")
    tell_result(play, now=now)
    play.note(ballots=tally.ballots, turnout=round(tally.turnout, 2))


def tell_result(play: Play, *, now: datetime) -> None:
    """What was chosen, with the reason for each. Receipts are drawn by lot, so the box is another each time."""
    box = opened_box(play.event)
    explanation = Explanation(json.loads(box.result))
    play.tell(now, f"{counted(len(explanation.winners), 'topic')} chosen, by {play.event.get_voting_rule_display()}:")
    for slug in explanation.winners:
        topic = explanation.of(slug)
        play.tell(now, f"{topic.place:>3}. {slug}: {topic.says}")


def too_late(play: Play, voter: Attendee, *, now: datetime) -> None:
    try:
        cast_ballot(voter, choice(play, voter), clock=stopped_at(now))
    except BallotRejected as rejection:
        play.tell(now, f"{introduced(voter)} votes too late: “{rejection}”")
        play.note(votes_refused=1)
