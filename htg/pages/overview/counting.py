"""Counting how an event stands: a few queries, whatever the number of people, topics and teams."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from htg.pages.numbers import Rows, number_of_each
from htg.pages.overview.figures import Figures
from planning.caching.values import ASKED, kept_value
from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.asking import not_asked
from planning.people.models import AttendeeQuerySet
from planning.people.undelivered import OF_LATE, undelivered
from planning.teams.asking import check_in_request, in_silent_teams, wish_request, without_wishes
from planning.teams.membership import without_team
from planning.teams.models import CheckIn, Team
from planning.teams.wishes import WISHING
from planning.topics.models import TopicQuerySet
from planning.voting.reminding import not_voted, vote_reminder
from retros.board.models import Note
from retros.board.survey.surveying import not_asked_by_survey, period_of
from retros.nextsteps.listing.choosing import View
from retros.nextsteps.listing.counting import kept_counts
from retros.nextsteps.models import NextStep
from retros.reviews.agenda.planning import unsaid
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.progress import is_ready
from retros.wrapups.gate.readiness import WORKED_ON
from retros.wrapups.models import WrapUp

State = dict[str, bool]

A_MINUTE = 60


def figures_of(event: Event, *, now: datetime) -> Figures:
    """One query each for what the phase is about, for mails and wishes, for who is left to ask, for the meeting, and
    for the first unclear topic. Numbers of the phase are kept for a minute at most, if nothing is written meanwhile.

    Those of the steps are kept, and take two where they are not.
    While the survey has people to ask, up to two more.
    """
    phase = event.phase_at(now)
    ends = event.next_deadline(now)
    if phase is Phase.WRAP_UP:  # it asks for notes and answers, which are not watched
        counts = number_of_each(mails(event, now) | in_wrap_up(event, now))
    else:
        counts = count_of_phase(event, now) | number_of_each(not_watched(event, now))
    counts |= number_of_each({name: still(event, now) for name, (those, still) in UNASKED.items() if counts.get(those)})
    if phase in {Phase.WRAP_UP, Phase.CLOSED}:
        counts |= count_steps(event, now)
    if counts.get("unasked_by_survey") and not is_survey_open(event, now):
        counts["unasked_by_survey"] = 0
    numbers: dict[str, Any] = {name: bool(number) if name in STATES else number for name, number in counts.items()}
    return Figures(
        event.slug,
        phase,
        ends_at=ends[1] if ends else None,
        is_late=is_late(event, now),
        is_last_day=event.ends_on == timezone.localdate(now),
        seats=event.seats,
        votes_per_ballot=event.votes_per_ballot,
        topic_without_problem=first_of(unclear(event)) if counts.get("topics_without_problem") else "",
        **numbers,
        **(state_of_meeting(event, now) if phase in {Phase.HACKING, Phase.REVIEW} else {}),
    )


def count_of_phase(event: Event, now: datetime) -> dict[str, int]:
    """Whatever is written counts them anew. A team also falls silent by itself: so they are those of a minute."""
    phase = event.phase_at(now)
    name = f"figures/{event.pk}/{phase}/{now:%Y-%m-%dT%H:%M}"
    return kept_value(name, lambda: number_of_each(ROWS[phase](event, now)), cache=ASKED, seconds=A_MINUTE)


def not_watched(event: Event, now: datetime) -> Rows:
    """What the site's version knows nothing of (`not_shown`), so it is counted every time."""
    return mails(event, now) | (wishes(event) if event.phase_at(now) in WISHING else {})


def is_late(event: Event, now: datetime) -> bool:
    deadlines = [deadline for _, deadline, _ in event.deadlines()]
    present = next(((began, ends) for began, ends in pairwise(deadlines) if began <= now < ends), None)
    return present is not None and now - present[0] >= present[1] - now


def is_survey_open(event: Event, now: datetime) -> bool:
    period = period_of(event)
    return period is not None and period.is_open(now)


def first_of(topics: TopicQuerySet) -> str:
    return topics.order_by("position", "pk").values_list("slug", flat=True).first() or ""


def state_of_meeting(event: Event, now: datetime) -> State:
    meeting = ReviewMeeting.objects.filter(event=event).only("starts_at", "ended_at", "call_url").first()
    if meeting is None:
        return {}
    day, today = timezone.localdate(meeting.starts_at), timezone.localdate(now)
    return {
        "has_agenda": True,
        "has_call": meeting.call_url != "",
        "is_review_today": day == today and meeting.ended_at is None,
        "is_review_over": day < today or meeting.ended_at is not None,
    }


def mails(event: Event, now: datetime) -> Rows:
    posts = Message.objects.dead().filter(channel__event=event, channel__removed_at=None)
    return {"failed_mails": undelivered(event, now=now), "failed_posts": posts.filter(written_at__gt=now - OF_LATE)}


def seats(event: Event) -> Rows:
    return {"admitted": event.attendees.admitted(), "waiting": event.attendees.waiting()}


def unclear(event: Event) -> TopicQuerySet:
    return event.topics.to_work_on().filter(problem="")


def wishes(event: Event) -> Rows:
    return {"without_wishes": without_wishes(event)}


def formed(event: Event) -> Rows:
    return {"teams": Team.objects.filter(topic__event=event)}


def in_brainstorm(event: Event, _now: datetime) -> Rows:
    topics: Rows = {"topics_on_ballot": event.topics.to_vote_on(), "topics_without_problem": unclear(event)}
    return seats(event) | topics


def in_voting(event: Event, _now: datetime) -> Rows:
    votes: Rows = {"not_voted": not_voted(event), "topics_without_problem": unclear(event)}
    return seats(event) | votes | formed(event)


def in_team_formation(event: Event, _now: datetime) -> Rows:
    small = Team.objects.filter(topic__event=event).smaller_than(event.team_size_min)
    teams: Rows = {"small_teams": small, "without_team": without_team(event)}
    return seats(event) | formed(event) | teams


def in_hacking(event: Event, now: datetime) -> Rows:
    teams = Team.objects.filter(topic__event=event)
    staffed = teams.staffed()
    latest = CheckIn.objects.filter(team=OuterRef("pk")).order_by("-written_at", "-pk")
    week: Rows = {
        "teams": staffed,
        "without_team": without_team(event),
        "silent_teams": teams.silent(now),
        "teams_never_heard": staffed.filter(check_ins=None),
        "teams_wanting_help": staffed.alias(help=Subquery(latest.values("help_wanted")[:1])).filter(help__gt=""),
    }
    return seats(event) | week | demos(event)


def demos(event: Event) -> Rows:
    waiting = Demo.objects.filter(topic__event=event, minutes__gt=0, state=Demo.State.WAITING)
    return {"demos_to_say": unsaid(event), "demos_to_show": waiting}


def reports(event: Event) -> Rows:
    reports = event.topics.filter(WORKED_ON)
    published = WrapUp.objects.published().filter(event=event)
    return {"reports": reports, "reports_ready": reports.filter(is_ready()), "is_published": published}


def count_steps(event: Event, now: datetime) -> dict[str, int]:
    """As the list counts them, which keeps the numbers of all events."""
    views = kept_counts(timezone.localdate(now))
    found = {view: views.get(view, {}).get(event.pk, {}) for view in (View.ALL, View.UNOWNED, View.OVERDUE)}
    return {
        "steps": sum(found[View.ALL].values()),
        "unowned_steps": found[View.UNOWNED].get(NextStep.State.OPEN, 0),
        "overdue_steps": found[View.OVERDUE].get(NextStep.State.OPEN, 0),
    }


def in_review(event: Event, _now: datetime) -> Rows:
    teams: Rows = {"teams": Team.objects.filter(topic__event=event).staffed()}
    return teams | demos(event) | reports(event)


def in_wrap_up(event: Event, _now: datetime) -> Rows:
    more: Rows = {
        "has_introduction": WrapUp.objects.filter(event=event).exclude(introduction=""),
        "unasked_by_survey": not_asked_by_survey(event),
        "loose_notes": Note.objects.filter(event=event, group=None),
    }
    return reports(event) | more


def once_closed(event: Event, _now: datetime) -> Rows:
    """An event from before this site has no wrap-up to wait for."""
    return reports(event) if event.wrap_up_due_at else {}


def unasked_voters(event: Event, _now: datetime) -> AttendeeQuerySet:
    return not_asked(not_voted(event), vote_reminder(event))


def unasked_for_wishes(event: Event, _now: datetime) -> AttendeeQuerySet:
    return not_asked(without_wishes(event), wish_request(event))


def unasked_in_silent_teams(event: Event, now: datetime) -> AttendeeQuerySet:
    return not_asked(in_silent_teams(event, now=now), check_in_request(event, now=now))


ROWS: dict[Phase, Callable[[Event, datetime], Rows]] = {
    Phase.BRAINSTORM: in_brainstorm,
    Phase.VOTING: in_voting,
    Phase.TEAM_FORMATION: in_team_formation,
    Phase.HACKING: in_hacking,
    Phase.REVIEW: in_review,
    Phase.WRAP_UP: in_wrap_up,
    Phase.CLOSED: once_closed,
}
STATES = {"is_published", "has_introduction"}
"""Of which there is one or none."""
UNASKED: dict[str, tuple[str, Callable[[Event, datetime], AttendeeQuerySet]]] = {
    "unasked_voters": ("not_voted", unasked_voters),
    "unasked_for_wishes": ("without_wishes", unasked_for_wishes),
    "unasked_in_silent_teams": ("silent_teams", unasked_in_silent_teams),
}
"""Those who can still be written to, and among how many."""
