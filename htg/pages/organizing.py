"""All that an organizer runs, in groups. Pure: what is due now comes first, the rest has its place in every phase."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from htg.pages.affairs import Affairs
from htg.pages.due import (
    agenda_is_due,
    places_in_teams_are_due,
    reports_are_due,
    seats_are_due,
    teams_are_due,
    wrap_up_is_due,
)
from planning.events.phases import Phase
from planning.texts.plurals import counted


@dataclass(frozen=True)
class OrganizingRow:
    """`page` is the name of an address of the event; `asked` follows the question mark there."""

    title: str
    state: str
    page: str
    icon: str
    is_due: bool = False
    asked: str = ""


@dataclass(frozen=True)
class OrganizingGroup:
    title: str
    rows: tuple[OrganizingRow, ...]


def organizing_groups(affairs: Affairs) -> tuple[OrganizingGroup, ...]:
    groups = (
        OrganizingGroup(f"Now: {affairs.phase.label.lower()}", tuple(NOW[affairs.phase](affairs))),
        OrganizingGroup("The event", tuple(of_the_event(affairs))),
        OrganizingGroup("Afterwards", tuple(afterwards(affairs))),
        OrganizingGroup("Records", tuple(records(affairs))),
    )
    return tuple(group for group in groups if group.rows)


def in_brainstorm(affairs: Affairs) -> Iterator[OrganizingRow]:
    yield seats(affairs)
    yield OrganizingRow("Topics", "read them, and ask where something is missing", "topics", "topics")
    yield OrganizingRow("Bring in topics", "issues of GitHub, a pad’s list, or a table", "topics-import", "save")


def in_voting(affairs: Affairs) -> Iterator[OrganizingRow]:
    yield OrganizingRow("Turnout", "how many have voted", "tally", "vote")
    yield OrganizingRow("Turnout in the room", "for the projector", "tally", "screen", asked="room")
    yield seats(affairs)


def in_team_formation(affairs: Affairs) -> Iterator[OrganizingRow]:
    formed = f"{counted(affairs.in_teams, 'person is', 'people are')} in a team"
    state = formed if affairs.in_teams else "from people’s wishes"
    is_due = teams_are_due(affairs.phase, people=affairs.people, are_formed=affairs.in_teams > 0)
    yield OrganizingRow("Form the teams", state, "teams-form", "teams", is_due=is_due)
    yield from left_over(affairs)
    yield OrganizingRow("Teams in the room", "for the projector", "teams", "screen", asked="room")
    yield seats(affairs)


def in_hacking(affairs: Affairs) -> Iterator[OrganizingRow]:
    yield OrganizingRow("Check-ins", "what the teams say, and what they need", "check-ins", "chat")
    yield OrganizingRow("Evening round", "for the projector", "round", "screen")
    yield from left_over(affairs)
    yield seats(affairs)


def in_review(affairs: Affairs) -> Iterator[OrganizingRow]:
    if affairs.review_at is None:
        is_due = agenda_is_due(affairs.phase, has_agenda=False, are_formed=affairs.in_teams > 0)
        yield OrganizingRow("Draw up the agenda", "of the review meeting", "agenda", "review", is_due=is_due)
    else:
        yield OrganizingRow("Run the review meeting", moment(affairs), "meeting-presenter", "clock")
        yield OrganizingRow("The meeting in the room", "for the projector", "meeting-room", "screen")
    yield reports(affairs)


def in_wrap_up(affairs: Affairs) -> Iterator[OrganizingRow]:
    yield reports(affairs)
    if not affairs.is_published:
        yield publishing(affairs, "for everyone to read")


def when_closed(affairs: Affairs) -> Iterator[OrganizingRow]:
    if affairs.planned and affairs.reports and not affairs.is_published:
        if affairs.missing:
            yield reports(affairs)
        yield publishing(affairs, "overdue")
    yield follow_up(affairs)


NOW: dict[Phase, Callable[[Affairs], Iterator[OrganizingRow]]] = {
    Phase.BRAINSTORM: in_brainstorm,
    Phase.VOTING: in_voting,
    Phase.TEAM_FORMATION: in_team_formation,
    Phase.HACKING: in_hacking,
    Phase.REVIEW: in_review,
    Phase.WRAP_UP: in_wrap_up,
    Phase.CLOSED: when_closed,
}


def of_the_event(affairs: Affairs) -> Iterator[OrganizingRow]:
    until = f"{affairs.phase.label} ends on {day(affairs)}" if affairs.until else "closed"
    yield OrganizingRow("Deadlines", until, "event-schedule", "clock")
    yield OrganizingRow("Edit the event", people(affairs), "event-settings", "wrapup")
    yield OrganizingRow("People", "who is coming, and from where", "people", "people")
    yield OrganizingRow("Invite people", "by a link, by address, or from a table", "invite", "mail")
    yield OrganizingRow("Requests to join", "where the organizers decide who comes", "join-requests", "hand")
    waiting = f"{affairs.waiting} waiting" if affairs.waiting else "nobody is waiting"
    yield OrganizingRow("Waiting list", waiting, "waiting-list", "teams")
    yield OrganizingRow("Write to people", "a mail to all, or to some of them", "write", "mail")
    chats = f"deadlines go to {counted(affairs.channels, 'channel')}" if affairs.channels else "none yet"
    yield OrganizingRow("Chats", chats, "event-channels", "chat")


def afterwards(affairs: Affairs) -> Iterator[OrganizingRow]:
    begun = not affairs.phase.is_before(Phase.HACKING)
    if affairs.planned:
        yield OrganizingRow(
            "Review meeting", moment(affairs), "agenda-edit" if affairs.review_at else "agenda", "review"
        )
    yield OrganizingRow("Reports", ready(affairs) if begun else "written once hacking begins", "wrap-up-gate", "file")
    yield OrganizingRow("Wrap-up", "published" if affairs.is_published else "not published yet", "wrap-up", "wrapup")
    yield OrganizingRow("Looking back", "board of what went well and what to change", "board", "back")
    if affairs.planned:
        opens = "opens with the review" if affairs.phase.is_before(Phase.REVIEW) else "answers, once there are three"
        yield OrganizingRow("Survey", opens, "survey", "check")
    if affairs.phase is not Phase.CLOSED:
        yield follow_up(affairs)
    yield OrganizingRow("Reminders", "what goes out, to whom, in what words", "event-reminders", "mail")


def records(affairs: Affairs) -> Iterator[OrganizingRow]:
    yield OrganizingRow("Wrap-up from a document", "read in Markdown, with a preview", "wrap-up-import", "save")
    yield OrganizingRow("Lineage", "which topics seem to carry on earlier ones", "lineage-proposals", "back")
    yield OrganizingRow("Wrap-up on paper", "to print, or to save as PDF", "wrap-up-print", "file")
    if affairs.review_at:
        yield OrganizingRow("Agenda as Markdown", "to paste elsewhere", "agenda-markdown", "file")


def seats(affairs: Affairs) -> OrganizingRow:
    if not affairs.waiting:
        return OrganizingRow("Seats", people(affairs), "event-settings", "people")
    is_due = seats_are_due(affairs.phase, waiting=affairs.waiting, free=affairs.free)
    return OrganizingRow(
        "Give seats", f"{affairs.waiting} waiting, {free(affairs)}", "waiting-list", "people", is_due=is_due
    )


def free(affairs: Affairs) -> str:
    if affairs.free is None:
        return "and there is room for all"
    return f"{counted(affairs.free, 'seat is', 'seats are')} free" if affairs.free else "no seat is free"


def left_over(affairs: Affairs) -> Iterator[OrganizingRow]:
    left = affairs.people - affairs.in_teams
    if places_in_teams_are_due(affairs.phase, without=left, are_formed=affairs.in_teams > 0):
        yield OrganizingRow("People without a team", str(left), "people-without-team", "people", is_due=True)
    yield OrganizingRow("Topics without a team", "free to be taken up", "topics-without-team", "topics")


def reports(affairs: Affairs) -> OrganizingRow:
    is_due = reports_are_due(affairs.phase, missing=affairs.missing, is_published=affairs.is_published)
    return OrganizingRow("Ask for the reports", ready(affairs), "wrap-up-gate", "file", is_due=is_due)


def publishing(affairs: Affairs, state: str) -> OrganizingRow:
    is_due = wrap_up_is_due(
        affairs.phase, reports=affairs.reports, missing=affairs.missing, is_published=affairs.is_published
    )
    return OrganizingRow("Publish the wrap-up", state, "wrap-up-publish", "wrapup", is_due=is_due)


def follow_up(affairs: Affairs) -> OrganizingRow:
    state = f"{counted(affairs.open_steps, 'next step')} open" if affairs.open_steps else "nothing is open"
    return OrganizingRow("Follow-up", state, "follow-up", "check")


def ready(affairs: Affairs) -> str:
    return f"{affairs.reports_ready} of {affairs.reports} are ready" if affairs.reports else "none yet"


def people(affairs: Affairs) -> str:
    limit = "" if affairs.free is None else f", {counted(affairs.free, 'seat')} free"
    return f"{counted(affairs.people, 'person', 'people')}{limit}"


def moment(affairs: Affairs) -> str:
    return date_format(localtime(affairs.review_at), "l j F, H:i") if affairs.review_at else "no agenda yet"


def day(affairs: Affairs) -> str:
    return date_format(localtime(affairs.until), "l j F, H:i") if affairs.until else ""
