"""How an event stands, in numbers: what its organizers are told is decided by them."""

from dataclasses import dataclass
from datetime import datetime

from planning.events.phases import Phase


@dataclass(frozen=True)
class Figures:
    """Only what the phase is about is counted, all else is 0. `unasked_…` are those who can still be written to."""

    event: str
    phase: Phase
    ends_at: datetime | None = None
    is_late: bool = False
    """More than half of the phase is over."""
    seats: int | None = None
    admitted: int = 0
    waiting: int = 0
    failed_mails: int = 0
    failed_posts: int = 0

    votes_per_ballot: int = 0
    topics_on_ballot: int = 0
    topics_without_problem: int = 0
    topic_without_problem: str = ""
    not_voted: int = 0
    unasked_voters: int = 0
    without_wishes: int = 0
    unasked_for_wishes: int = 0

    teams: int = 0
    small_teams: int = 0
    without_team: int = 0
    silent_teams: int = 0
    unasked_in_silent_teams: int = 0
    teams_never_heard: int = 0
    teams_wanting_help: int = 0

    is_last_day: bool = False
    demos_to_say: int = 0
    demos_to_show: int = 0
    has_agenda: bool = False
    has_call: bool = False
    is_review_today: bool = False
    is_review_over: bool = False

    reports: int = 0
    reports_ready: int = 0
    is_published: bool = False
    has_introduction: bool = False
    steps: int = 0
    unowned_steps: int = 0
    overdue_steps: int = 0
    unasked_by_survey: int = 0
    loose_notes: int = 0

    @property
    def free_seats(self) -> int:
        return max(0, self.seats - self.admitted) if self.seats is not None else 0

    @property
    def reports_missing(self) -> int:
        return self.reports - self.reports_ready
