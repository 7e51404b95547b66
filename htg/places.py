"""Where in an event there is to go: the places its phase is about, and the rest, as far as the visitor may open it."""

from collections.abc import Iterator
from dataclasses import dataclass

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee

PLACES: dict[Phase, tuple[str, ...]] = {
    Phase.BRAINSTORM: ("event", "topics", "people", "organize"),
    Phase.VOTING: ("event", "topics", "ballot", "people", "organize"),
    Phase.TEAM_FORMATION: ("event", "teams", "topics", "people", "organize"),
    Phase.HACKING: ("event", "teams", "topics", "people", "organize"),
    Phase.REVIEW: ("event", "agenda", "teams", "topics", "people", "organize"),
    Phase.WRAP_UP: ("event", "wrap-up", "board", "topics", "people", "organize"),
    Phase.CLOSED: ("event", "wrap-up", "topics", "people", "organize"),
}
"""Six at most. With More beside them a phone has room for five: see `spare`."""

ORGANIZING = (
    "event-schedule",
    "event-settings",
    "event-call-off",
    "event-channels",
    "follow-up",
    "event-reminders",
    "lineage-proposals",
)
WRITING_UP = ("wrap-up-gate", "wrap-up-publish", "wrap-up-import", "report", "report-edit")
LOOKING_BACK = ("board-groups", "note-edit", "note-remove", "note-step", "group-step")


@dataclass(frozen=True)
class Place:
    """One page to go to. `others` are the pages that belong to it."""

    label: str
    page: str
    icon: str
    others: tuple[str, ...] = ()

    def holds(self, page: str) -> bool:
        return page == self.page or page in self.others


def places(
    event: Event, phase: Phase, attendee: Attendee | None, *, has_seat: bool = True
) -> tuple[list[Place], list[Place]]:
    """The places of the phase in their order, and what else there is. An admin may organize without a seat."""
    open_pages = {place.page: place for place in all_pages(event, phase, attendee, has_seat=has_seat)}
    shown = [open_pages.pop(page) for page in PLACES[phase] if page in open_pages]
    return shown, list(open_pages.values())


def spare(shown: list[Place], more: list[Place]) -> list[Place]:
    """What a phone shows behind More where all of them would be too narrow to read: who organizes needs the people."""
    return [place for place in shown if place.page == "topics"] if more and len(shown) > 5 else []


def all_pages(event: Event, phase: Phase, attendee: Attendee | None, *, has_seat: bool) -> Iterator[Place]:
    """What the visitor may open, in the order of the lifecycle."""
    planned = event.wrap_up_due_at is not None
    seated = attendee is not None and attendee.waiting_since is None
    yield Place("Overview", "event", "home", ("register", "registration", "join-request"))
    yield Place(
        "Topics",
        "topics",
        "topics",
        (
            "topic",
            "topic-new",
            "topic-edit",
            "topic-withdraw",
            "topics-import",
            "unfinished",
            "comment-edit",
            "comment-take-back",
            "comment-take-down",
        ),
    )
    if planned:
        votes = seated and has_seat
        yield from pages_of_voting(phase, seated=votes)
        yield from pages_of_teams(phase, seated=seated, votes=votes)
    yield from pages_of_retros(phase, planned=planned, seated=seated)
    if seated:
        yield Place("People", "people", "people", ("invite", "join-requests", "waiting-list", "organizers"))
    if attendee is not None and attendee.is_organizer:
        yield Place("Organize", "organize", "organize", ORGANIZING)


def pages_of_voting(phase: Phase, *, seated: bool) -> Iterator[Place]:
    if phase is Phase.VOTING and seated:
        yield Place("Vote", "ballot", "vote", ("tally",))
    elif not phase.is_before(Phase.VOTING):
        yield Place("Tally", "tally", "vote", ("ballot",))


def pages_of_teams(phase: Phase, *, seated: bool, votes: bool) -> Iterator[Place]:
    if votes and phase in {Phase.VOTING, Phase.TEAM_FORMATION}:
        yield Place("Wishes", "wishes", "hand")
    if seated and not phase.is_before(Phase.TEAM_FORMATION):
        yield Place(
            "Teams", "teams", "teams", ("team", "teams-form", "people-without-team", "topics-without-team", "switch")
        )
    if seated and not phase.is_before(Phase.HACKING):
        yield Place("Check-ins", "check-ins", "chat", ("check-in-new", "round"))


def pages_of_retros(phase: Phase, *, planned: bool, seated: bool) -> Iterator[Place]:
    if phase.is_before(Phase.HACKING):
        return
    if planned:
        yield Place("Review", "agenda", "review", ("agenda-edit", "demo-edit"))
    yield Place("Wrap-up", "wrap-up", "wrapup", WRITING_UP)
    if seated:
        yield Place("Look back", "board", "back", LOOKING_BACK)
    if seated and planned and not phase.is_before(Phase.REVIEW):
        yield Place("Survey", "survey", "check")
