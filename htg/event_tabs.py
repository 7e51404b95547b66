"""Which pages of an event a visitor is shown: what they may open, and what its phase has brought so far."""

from collections.abc import Iterator
from dataclasses import dataclass

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee


@dataclass(frozen=True)
class Tab:
    """One page in the event's navigation. `others` are the pages that belong to it."""

    label: str
    page: str
    others: tuple[str, ...] = ()

    def holds(self, page: str) -> bool:
        return page == self.page or page in self.others


def tabs(event: Event, phase: Phase, attendee: Attendee | None, *, has_seat: bool = True) -> Iterator[Tab]:
    """The event's pages in the order of the lifecycle. An admin may organize without a seat, and cannot vote."""
    planned = event.wrap_up_due_at is not None
    seated = attendee is not None and attendee.waiting_since is None
    yield Tab("Overview", "event", ("register",))
    yield Tab("Topics", "topics", ("topic", "topic-new", "topic-edit", "topic-withdraw"))
    if planned:
        votes = seated and has_seat
        yield from voting_tabs(phase, seated=votes)
        yield from team_tabs(phase, seated=seated, votes=votes)
    if planned and not phase.is_before(Phase.HACKING):
        yield Tab("Review", "agenda", ("agenda-edit", "demo-edit"))
    if not phase.is_before(Phase.HACKING):
        yield Tab("Wrap-up", "wrap-up", ("wrap-up-gate", "wrap-up-publish", "wrap-up-import", "report", "report-edit"))
    if seated and not phase.is_before(Phase.HACKING):
        yield Tab("Board", "board", ("board-groups", "note-edit", "note-remove", "note-step", "group-step"))
    if seated and planned and not phase.is_before(Phase.REVIEW):
        yield Tab("Survey", "survey")
    if seated:
        yield Tab("People", "people", ("waiting-list",))
    if attendee is not None and attendee.is_organizer:
        yield Tab("Follow-up", "follow-up", ("event-reminders",))
        yield Tab("Schedule", "event-schedule", ("event-channels", "event-settings"))


def voting_tabs(phase: Phase, *, seated: bool) -> Iterator[Tab]:
    if phase is Phase.VOTING and seated:
        yield Tab("Vote", "ballot", ("tally",))
    elif not phase.is_before(Phase.VOTING):
        yield Tab("Tally", "tally", ("ballot",))


def team_tabs(phase: Phase, *, seated: bool, votes: bool) -> Iterator[Tab]:
    if votes and phase in {Phase.VOTING, Phase.TEAM_FORMATION}:
        yield Tab("Wishes", "wishes")
    if seated and not phase.is_before(Phase.TEAM_FORMATION):
        yield Tab("Teams", "teams", ("team", "teams-form", "people-without-team", "topics-without-team"))
    if seated and not phase.is_before(Phase.HACKING):
        yield Tab("Check-ins", "check-ins", ("check-in-new",))
