"""What the overview shows of the event in each phase: a few queries and a few rows, however many there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch
from django.utils import timezone

from htg.pages.harvest import harvest_of
from htg.pages.overview.beside import ballots_by_organization, outcomes_so_far, topics_by_week
from htg.pages.overview.working import calls_for_help, teams_at_work
from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import TOPICS, start_of
from planning.people.models import Attendee
from planning.teams.models import Membership, Wish
from planning.topics.models import Topic, TopicQuerySet
from planning.voting.counting import turnout_so_far
from planning.voting.reminding import not_voted
from retros.reviews.models import Demo
from retros.wrapups.gate.progress import is_ready
from retros.wrapups.gate.readiness import WORKED_ON, readiness_of, to_report

FEW = 8
FACES = 40

Picture = dict[str, object]


@dataclass(frozen=True)
class OverviewViewer:
    """Who is looking. `seat` is the visitor's own at the event, if they have one."""

    seat: Attendee | None
    is_organizer: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether they may see the people of the event by name."""
        return self.is_organizer or (self.seat is not None and self.seat.waiting_since is None)


def picture_of(event: Event, viewer: OverviewViewer, *, now: datetime) -> Picture:
    return PICTURES[event.phase_at(now)](event, viewer, now)


def in_brainstorm(event: Event, _viewer: OverviewViewer, now: datetime) -> Picture:
    topics = event.topics.standing()
    newest = topics.order_by(F("proposed_at").desc(nulls_last=True), "-pk").with_comment_count()
    fresh = newest.select_related("proposed_by", "continues__event").only(*FRESH)
    number = topics.count()
    return {"fresh": start_of(fresh, FEW), "topics": number, "beside": topics_by_week(event, number, now=now)}


def in_voting(event: Event, viewer: OverviewViewer, _now: datetime) -> Picture:
    turnout = turnout_so_far(event)
    picture: Picture = {"turnout": turnout, "to_choose": start_of(shown_topics(event.topics.to_vote_on()), FEW)}
    if viewer.is_organizer:
        missing = start_of(not_voted(event).select_related("organization"), FACES)
        picture |= {"missing": missing, "beside": ballots_by_organization(event, turnout)}
    return picture


def in_team_formation(event: Event, viewer: OverviewViewer, now: datetime) -> Picture:
    teams = teams_at_work(event, viewer.seat, now=now) if viewer.is_inside else None
    if teams and teams.rows:
        return {"teams": teams}
    wanted = start_of(event.topics.to_work_on().most_wanted_first().only(*ROW), FEW)
    people = event.attendees.admitted()
    # Wishes are not for visitors: their page would not change with them.
    wishing = people.filter(Exists(Wish.objects.filter(attendee=OuterRef("pk")))).count() if viewer.is_inside else None
    return {"wanted": wanted, "wishing": wishing}


def in_hacking(event: Event, viewer: OverviewViewer, now: datetime) -> Picture:
    if not viewer.is_inside:
        return {"worked_on": start_of(shown_topics(staffed(event)), TOPICS)}
    teams = teams_at_work(event, viewer.seat, now=now, silent_first=viewer.is_organizer)
    return {"teams": teams, "calls": calls_for_help(event, teams, viewer.seat), "day": day_of(event, now)}


def in_review(event: Event, _viewer: OverviewViewer, _now: datetime) -> Picture:
    demos = Demo.objects.filter(meeting__event=event).to_show().select_related("topic")
    shown = start_of(demos, TOPICS)
    return {"demos": shown, "worked_on": None if shown.rows else start_of(shown_topics(staffed(event)), TOPICS)}


def in_wrap_up(event: Event, viewer: OverviewViewer, _now: datetime) -> Picture:
    results = start_of(topics_with_results(event), TOPICS)
    picture: Picture = {"results": results, "beside": outcomes_so_far(event)}
    if viewer.is_organizer:
        lacking = to_report(Topic.objects.filter(event=event).filter(WORKED_ON).exclude(is_ready()))
        found = start_of(lacking, FEW)
        picture |= {"lacking": [readiness_of(topic) for topic in found.rows], "more_lacking": found.has_more}
    return picture


def once_closed(event: Event, _viewer: OverviewViewer, _now: datetime) -> Picture:
    return {"harvest": harvest_of(event), "results": start_of(topics_with_results(event), TOPICS)}


PICTURES: dict[Phase, Callable[[Event, OverviewViewer, datetime], Picture]] = {
    Phase.BRAINSTORM: in_brainstorm,
    Phase.VOTING: in_voting,
    Phase.TEAM_FORMATION: in_team_formation,
    Phase.HACKING: in_hacking,
    Phase.REVIEW: in_review,
    Phase.WRAP_UP: in_wrap_up,
    Phase.CLOSED: once_closed,
}

FRESH = (
    "event",
    "slug",
    "emoji",
    "title",
    "proposed_at",
    "proposed_by__name",
    "continues__slug",
    "continues__event__slug",
)
ROW = ("slug", "emoji", "title", "track", "event")
"""What a list shows of a topic. Its texts can be long."""


def shown_topics(topics: TopicQuerySet) -> TopicQuerySet:
    return topics.order_by("position", "pk").only(*ROW)


def staffed(event: Event) -> TopicQuerySet:
    present = Membership.objects.present().filter(team__topic__event=event)
    return event.topics.standing().filter(pk__in=present.values("team__topic"))


def topics_with_results(event: Event) -> TopicQuerySet:
    """The topics in the order of the documents, each with what came of it and where it was carried on."""
    others = Topic.objects.select_related("event").only("slug", "continues", "event__slug")
    rows = event.topics.standing().order_by("position", "pk").select_related("report", "continues__event")
    rows = rows.only(*ROW, "continues", "report__outcome", "continues__slug", "continues__event__slug")
    return rows.prefetch_related(Prefetch("continued_by", others))


def day_of(event: Event, now: datetime) -> tuple[int, int] | None:
    """Which day of the week it is, and of how many."""
    today = timezone.localdate(now)
    if not (event.starts_on and event.ends_on and event.starts_on <= today <= event.ends_on):
        return None
    return (today - event.starts_on).days + 1, (event.ends_on - event.starts_on).days + 1
