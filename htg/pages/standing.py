"""What a visitor has done at an event so far: it decides what there is to do now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from htg.pages.numbers import number_of_each
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Team, Wish
from planning.topics.models import Topic
from planning.voting.models import Ballot
from retros.board.survey.surveying import waits_for
from retros.reviews.agenda.planning import asks_for_demos
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.gate.progress import progress_of
from retros.wrapups.gate.readiness import in_short, readiness_of_topic
from retros.wrapups.models import Report, WrapUp


@dataclass(frozen=True)
class Standing:
    """`team` is the topic the visitor works on; `has_…` and `is_…` are about the visitor, `event_has_…` about everyone.

    Until the wrap-up is published, only organizers see how many `reports` there are, and how many are ready.
    """

    phase: Phase
    votes_per_ballot: int = 5
    is_signed_in: bool = False
    attendee: Attendee | None = None
    place_in_line: int = 0
    has_proposed: bool = False
    has_voted: bool = False
    has_wishes: bool = False
    has_demo_to_announce: bool = False
    has_agenda_to_draw_up: bool = False
    event_has_review_today: bool = False
    has_reported: bool = False
    report_lacks: str = ""
    has_survey_to_answer: bool = False
    team: Topic | None = None
    event_has_teams: bool = False
    event_has_wrap_up: bool = False
    reports: int = 0
    reports_ready: int = 0

    @property
    def is_organizer(self) -> bool:
        return self.attendee is not None and self.attendee.is_organizer


def standing_of(event: Event, attendee: Attendee | None, *, is_signed_in: bool, now: datetime) -> Standing:
    """Load it."""
    phase = event.phase_at(now)
    published = not phase.is_before(Phase.REVIEW) and WrapUp.objects.published().filter(event=event).exists()
    if attendee is None:
        return Standing(phase, is_signed_in=is_signed_in, event_has_wrap_up=published)
    if attendee.waiting_since:
        before = event.attendees.waiting().filter(waiting_since__lt=attendee.waiting_since).count()
        return Standing(phase, is_signed_in=True, attendee=attendee, place_in_line=before + 1)
    team = team_of(attendee)
    to_report = event.wrap_up_due_at is not None and not phase.is_before(Phase.REVIEW)
    readiness = readiness_of_topic(team) if team and to_report else None
    reports, ready = progress_of(event) if attendee.is_organizer and to_report and not published else (0, 0)
    asks = asks_for_demos(event, now)
    has_proposed, has_voted, has_wishes = done_so_far(attendee)
    return Standing(
        phase,
        votes_per_ballot=event.votes_per_ballot,
        is_signed_in=True,
        attendee=attendee,
        has_proposed=has_proposed,
        has_voted=has_voted,
        has_wishes=has_wishes,
        has_demo_to_announce=asks and team is not None and not Demo.objects.filter(topic=team).exists(),
        has_agenda_to_draw_up=asks and attendee.is_organizer and phase is Phase.REVIEW,
        event_has_review_today=phase is Phase.REVIEW and has_review_on(event, timezone.localdate(now)),
        has_reported=team is not None and Report.objects.filter(topic=team).exists(),
        has_survey_to_answer=not phase.is_before(Phase.REVIEW) and waits_for(attendee, now=now),
        team=team,
        event_has_teams=Team.objects.filter(topic__event=event).exists(),
        event_has_wrap_up=published,
        report_lacks=in_short(readiness.missing) if readiness else "",
        reports=reports,
        reports_ready=ready,
    )


def done_so_far(attendee: Attendee) -> tuple[bool, bool, bool]:
    """Whether the person has proposed a topic, voted, and made wishes: one query."""
    done = number_of_each(
        {
            "proposed": Topic.objects.standing().filter(proposed_by=attendee.pk),
            "voted": Ballot.objects.filter(attendee=attendee.pk),
            "wishes": Wish.objects.filter(attendee=attendee.pk),
        }
    )
    return done["proposed"] > 0, done["voted"] > 0, done["wishes"] > 0


def has_review_on(event: Event, day: date) -> bool:
    """Whether the review meeting is on that day, and not over yet."""
    return ReviewMeeting.objects.filter(event=event).on(day).exists()


def team_of(attendee: Attendee) -> Topic | None:
    """The topic the person works on now."""
    stay = attendee.memberships.present().select_related("team__topic__event").first()
    return stay.team.topic if stay else None
