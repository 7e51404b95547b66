"""What it means to end a phase now: what has not been done yet, and no longer can be."""

from collections.abc import Callable, Iterator

from django.template.defaultfilters import pluralize

from planning.events.models import Event
from planning.events.phases import Phase
from planning.teams.models import Membership, Team
from planning.texts.plurals import counted
from planning.topics.models import Topic, TopicQuerySet
from planning.voting.counting import turnout_so_far
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.progress import progress_of
from retros.wrapups.models import WrapUp


def what_ending_means(event: Event, phase: Phase) -> list[str]:
    """In sentences, the most important first. A few counts, whatever the number of people and topics."""
    return list(MEANINGS[phase](event)) if phase in MEANINGS else []


def end_of_brainstorm(event: Event) -> Iterator[str]:
    on_ballot = event.topics.to_vote_on().count()
    yield f"{counted(on_ballot, 'topic is', 'topics are')} on the ballot."
    if event.late_topics == "refused":
        yield "No one can propose another one."
    elif event.late_topics == "off-ballot":
        yield "Topics that are proposed from now on are not on the ballot."


def end_of_voting(event: Event) -> Iterator[str]:
    turnout = turnout_so_far(event)
    yield f"{turnout.ballots} of {counted(turnout.electorate, 'ballot')} {pluralize(turnout.ballots, 'is,are')} in."
    if missing := turnout.electorate - turnout.ballots:
        yield f"{counted(missing, 'person', 'people')} can no longer vote."


def end_of_team_formation(event: Event) -> Iterator[str]:
    teams = Team.objects.filter(topic__event=event).count()
    yield f"{counted(teams, 'team is', 'teams are')} formed." if teams else "No teams are formed yet."
    topics = event.topics.to_work_on()
    staffed = Membership.objects.present().filter(team__topic__event=event)
    without = topics.exclude(pk__in=staffed.values("team__topic")).count()
    yield f"{without} of {counted(topics.count(), 'topic')} {pluralize(without, 'has,have')} no team."
    alone = event.attendees.admitted().exclude(pk__in=staffed.values("attendee")).count()
    yield f"{counted(alone, 'person is', 'people are')} without a team."


def end_of_hacking(event: Event) -> Iterator[str]:
    teams = staffed_topics(event)
    silent = teams.filter(team__check_ins=None).count()
    yield f"{silent} of {counted(teams.count(), 'team')} never checked in."
    silent = teams.filter(demo=None).count()
    yield f"{silent} of {counted(teams.count(), 'team')} {pluralize(silent, 'has,have')} not said what they'll show."
    yield "Teams can no longer be joined, left or checked in for."


def end_of_review(event: Event) -> Iterator[str]:
    if not ReviewMeeting.objects.filter(event=event).exists():
        yield "No review meeting was held."
        return
    demos = Demo.objects.filter(meeting__event=event, minutes__gt=0)
    waiting = demos.filter(state=Demo.State.WAITING).count()
    yield f"{waiting} of {counted(demos.count(), 'demo')} {pluralize(waiting, 'was,were')} not shown."


def end_of_wrap_up(event: Event) -> Iterator[str]:
    if not WrapUp.objects.published().filter(event=event).exists():
        yield "The wrap-up is not published."
    reports = progress_of(event)
    lacking = reports.waiting
    yield f"{lacking} of {counted(reports.total, 'report')} {pluralize(lacking, 'lacks,lack')} something."
    yield "The board closes, and topics stay as they are."


MEANINGS: dict[Phase, Callable[[Event], Iterator[str]]] = {
    Phase.BRAINSTORM: end_of_brainstorm,
    Phase.VOTING: end_of_voting,
    Phase.TEAM_FORMATION: end_of_team_formation,
    Phase.HACKING: end_of_hacking,
    Phase.REVIEW: end_of_review,
    Phase.WRAP_UP: end_of_wrap_up,
}


def staffed_topics(event: Event) -> TopicQuerySet:
    staffed = Membership.objects.present().filter(team__topic__event=event).values("team__topic")
    return Topic.objects.filter(pk__in=staffed)
