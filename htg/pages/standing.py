"""What a visitor has done at an event so far: it decides what there is to do now."""

from dataclasses import dataclass
from datetime import datetime

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Team
from planning.topics.models import Topic
from planning.voting.models import Ballot
from retros.wrapups.models import Report, WrapUp


@dataclass(frozen=True)
class Standing:
    """`team` is the topic the visitor works on; `has_…` and `is_…` speak of the visitor, `event_has_…` of all."""

    phase: Phase
    votes_per_ballot: int = 5
    is_signed_in: bool = False
    attendee: Attendee | None = None
    place_in_line: int = 0
    has_proposed: bool = False
    has_voted: bool = False
    has_wishes: bool = False
    has_reported: bool = False
    team: Topic | None = None
    event_has_teams: bool = False
    event_has_wrap_up: bool = False

    @property
    def is_organizer(self) -> bool:
        return self.attendee is not None and self.attendee.is_organizer


def standing_of(event: Event, attendee: Attendee | None, *, is_signed_in: bool, now: datetime) -> Standing:
    """Load it."""
    phase = event.phase_at(now)
    published = WrapUp.objects.published().filter(event=event).exists()
    if attendee is None:
        return Standing(phase, is_signed_in=is_signed_in, event_has_wrap_up=published)
    if attendee.waiting_since:
        before = event.attendees.waiting().filter(waiting_since__lt=attendee.waiting_since).count()
        return Standing(phase, is_signed_in=True, attendee=attendee, place_in_line=before + 1)
    team = team_of(attendee)
    return Standing(
        phase,
        votes_per_ballot=event.votes_per_ballot,
        is_signed_in=True,
        attendee=attendee,
        has_proposed=attendee.proposals.standing().exists(),
        has_voted=Ballot.objects.filter(attendee=attendee).exists(),
        has_wishes=attendee.wishes.exists(),
        has_reported=Report.objects.filter(topic=team).exists(),
        team=team,
        event_has_teams=Team.objects.filter(topic__event=event).exists(),
        event_has_wrap_up=published,
    )


def team_of(attendee: Attendee) -> Topic | None:
    """The topic the person works on now."""
    stay = attendee.memberships.present().select_related("team__topic__event").first()
    return stay.team.topic if stay else None
