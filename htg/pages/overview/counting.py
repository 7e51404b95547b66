"""Counting how an event stands: one query, whatever the number of people, topics and teams."""

from collections.abc import Callable
from datetime import datetime, time
from itertools import pairwise
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils import timezone

from htg.pages.overview.figures import Figures
from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.asking import not_asked
from planning.people.undelivered import OF_LATE, undelivered
from planning.teams.asking import check_in_request, in_silent_teams, wish_request, without_wishes
from planning.teams.membership import without_team
from planning.teams.models import CheckIn, Team
from planning.voting.reminding import not_voted, vote_reminder
from retros.board.models import Note
from retros.board.survey.surveying import not_asked_by_survey, period_of
from retros.nextsteps.models import NextStep
from retros.reviews.agenda.planning import unsaid
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.progress import is_ready
from retros.wrapups.gate.readiness import WORKED_ON
from retros.wrapups.models import WrapUp

Columns = dict[str, Combinable]


class Number(Subquery):
    """How many rows there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: "QuerySet[Any]") -> None:
        super().__init__(rows.order_by().values("pk"))


def figures_of(event: Event, *, now: datetime) -> Figures:
    """One query; while the survey has people to ask, up to three."""
    phase = event.phase_at(now)
    ends = event.next_deadline(now)
    columns = mail_columns(event, now) | COLUMNS[phase](event, now)
    counts = Event.objects.filter(pk=event.pk).order_by().annotate(**columns).values(*columns).get()
    if counts.get("unasked_by_survey") and not is_survey_open(event, now):
        counts["unasked_by_survey"] = 0
    return Figures(
        event.slug,
        phase,
        ends_at=ends[1] if ends else None,
        is_late=is_late(event, now),
        is_last_day=event.ends_on == timezone.localdate(now),
        seats=event.seats,
        votes_per_ballot=event.votes_per_ballot,
        **{name: value for name, value in counts.items() if value is not None},
    )


def is_late(event: Event, now: datetime) -> bool:
    deadlines = [deadline for _, deadline, _ in event.deadlines()]
    present = next(((began, ends) for began, ends in pairwise(deadlines) if began <= now < ends), None)
    return present is not None and now - present[0] >= present[1] - now


def is_survey_open(event: Event, now: datetime) -> bool:
    period = period_of(event)
    return period is not None and period.is_open(now)


def mail_columns(event: Event, now: datetime) -> Columns:
    posts = Message.objects.dead().filter(channel__event=event, channel__removed_at=None)
    return {
        "failed_mails": Number(undelivered(event, now=now)),
        "failed_posts": Number(posts.filter(written_at__gt=now - OF_LATE)),
    }


def seat_columns(event: Event) -> Columns:
    return {"admitted": Number(event.attendees.admitted()), "waiting": Number(event.attendees.waiting())}


def problem_columns(event: Event) -> Columns:
    unclear = event.topics.to_work_on().filter(problem="")
    return {
        "topics_without_problem": Number(unclear),
        "topic_without_problem": Subquery(unclear.order_by("position", "pk").values("slug")[:1]),
    }


def wish_columns(event: Event) -> Columns:
    people = without_wishes(event)
    return {
        "without_wishes": Number(people),
        "unasked_for_wishes": Number(not_asked(people, wish_request(event))),
        "teams": Number(Team.objects.filter(topic__event=event)),
    }


def in_brainstorm(event: Event, _now: datetime) -> Columns:
    on_ballot = {"topics_on_ballot": Number(event.topics.to_vote_on())}
    return seat_columns(event) | on_ballot | problem_columns(event)


def in_voting(event: Event, _now: datetime) -> Columns:
    people = not_voted(event)
    votes: Columns = {
        "not_voted": Number(people),
        "unasked_voters": Number(not_asked(people, vote_reminder(event))),
    }
    return seat_columns(event) | votes | problem_columns(event) | wish_columns(event)


def in_team_formation(event: Event, _now: datetime) -> Columns:
    teams = Team.objects.filter(topic__event=event)
    formed: Columns = {
        "small_teams": Number(teams.smaller_than(event.team_size_min)),
        "without_team": Number(without_team(event)),
    }
    return seat_columns(event) | wish_columns(event) | formed


def in_hacking(event: Event, now: datetime) -> Columns:
    teams = Team.objects.filter(topic__event=event).staffed()
    latest = CheckIn.objects.filter(team=OuterRef("pk")).order_by("-written_at", "-pk")
    people = in_silent_teams(event, now=now)
    week: Columns = {
        "teams": Number(teams),
        "without_team": Number(without_team(event)),
        "silent_teams": Number(teams.silent(now)),
        "unasked_in_silent_teams": Number(not_asked(people, check_in_request(event, now=now))),
        "teams_never_heard": Number(teams.filter(check_ins=None)),
        "teams_wanting_help": Number(
            teams.alias(help=Subquery(latest.values("help_wanted")[:1])).exclude(Q(help=None) | Q(help=""))
        ),
    }
    return seat_columns(event) | week | meeting_columns(event, now)


def meeting_columns(event: Event, now: datetime) -> Columns:
    meeting = ReviewMeeting.objects.filter(event=event)
    today = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    over = Q(ended_at__isnull=False) | Q(starts_at__lt=today)
    return {
        "demos_to_say": Number(unsaid(event)),
        "demos_to_show": Number(Demo.objects.filter(topic__event=event, minutes__gt=0, state=Demo.State.WAITING)),
        "has_agenda": Exists(meeting),
        "has_call": Exists(meeting.exclude(call_url="")),
        "is_review_today": Exists(meeting.on(timezone.localdate(now))),
        "is_review_over": Exists(meeting.filter(over)),
    }


def report_columns(event: Event) -> Columns:
    reports = event.topics.filter(WORKED_ON)
    return {
        "reports": Number(reports),
        "reports_ready": Number(reports.filter(is_ready())),
        "is_published": Exists(WrapUp.objects.published().filter(event=event)),
    }


def step_columns(event: Event, now: datetime) -> Columns:
    steps = NextStep.objects.filter(topic__event=event)
    return {
        "steps": Number(steps),
        "unowned_steps": Number(steps.open().unowned()),
        "overdue_steps": Number(steps.overdue(timezone.localdate(now))),
    }


def in_review(event: Event, now: datetime) -> Columns:
    teams: Columns = {"teams": Number(Team.objects.filter(topic__event=event).staffed())}
    return teams | meeting_columns(event, now) | report_columns(event)


def in_wrap_up(event: Event, now: datetime) -> Columns:
    more: Columns = {
        "has_introduction": Exists(WrapUp.objects.filter(event=event).exclude(introduction="")),
        "unasked_by_survey": Number(not_asked_by_survey(event)),
        "loose_notes": Number(Note.objects.filter(event=event, group=None)),
    }
    return report_columns(event) | step_columns(event, now) | more


def once_closed(event: Event, now: datetime) -> Columns:
    """An event from before this site has no wrap-up to wait for."""
    return step_columns(event, now) | (report_columns(event) if event.wrap_up_due_at else {})


COLUMNS: dict[Phase, Callable[[Event, datetime], Columns]] = {
    Phase.BRAINSTORM: in_brainstorm,
    Phase.VOTING: in_voting,
    Phase.TEAM_FORMATION: in_team_formation,
    Phase.HACKING: in_hacking,
    Phase.REVIEW: in_review,
    Phase.WRAP_UP: in_wrap_up,
    Phase.CLOSED: once_closed,
}
