import pytest

from htg.event_tabs import Tab, tabs
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, PastEventFactory


def labels(event: Event, phase: Phase, attendee: Attendee | None = None) -> list[str]:
    return [tab.label for tab in tabs(event, phase, attendee)]


def test_tabs_of_a_past_event_are_what_its_documents_tell() -> None:
    assert labels(PastEventFactory.build(), Phase.CLOSED) == ["Overview", "Topics", "Wrap-up"]


@pytest.mark.parametrize(
    ("phase", "shown"),
    [
        (Phase.BRAINSTORM, ["Overview", "Topics"]),
        (Phase.VOTING, ["Overview", "Topics", "Tally"]),
        (Phase.TEAM_FORMATION, ["Overview", "Topics", "Tally"]),
        (Phase.HACKING, ["Overview", "Topics", "Tally", "Review", "Wrap-up"]),
    ],
)
def test_tabs_show_visitors_what_they_may_open(phase: Phase, shown: list[str]) -> None:
    assert labels(EventFactory.build(), phase) == shown


@pytest.mark.parametrize(
    ("phase", "shown"),
    [
        (Phase.BRAINSTORM, ["Overview", "Topics", "People"]),
        (Phase.VOTING, ["Overview", "Topics", "Vote", "Wishes", "People"]),
        (Phase.TEAM_FORMATION, ["Overview", "Topics", "Tally", "Wishes", "Teams", "People"]),
        (
            Phase.HACKING,
            ["Overview", "Topics", "Tally", "Teams", "Check-ins", "Review", "Wrap-up", "Board", "People"],
        ),
        (
            Phase.REVIEW,
            ["Overview", "Topics", "Tally", "Teams", "Check-ins", "Review", "Wrap-up", "Board", "Survey", "People"],
        ),
    ],
)
def test_tabs_show_attendees_what_the_phase_has_brought(phase: Phase, shown: list[str]) -> None:
    event = EventFactory.build()

    assert labels(event, phase, AttendeeFactory.build(event=event)) == shown


def test_tabs_show_the_waiting_list_no_more_than_visitors() -> None:
    event = EventFactory.build()
    waiting = AttendeeFactory.build(event=event, waiting_since=event.voting_opens_at)

    assert labels(event, Phase.VOTING, waiting) == labels(event, Phase.VOTING)


def test_tabs_show_organizers_the_schedule() -> None:
    event = EventFactory.build()

    assert labels(event, Phase.BRAINSTORM, OrganizerFactory.build(event=event))[-1] == "Schedule"


def test_tab_holds_the_pages_below_it() -> None:
    tab = Tab("Topics", "topics", ("topic",))

    assert [tab.holds(page) for page in ("topics", "topic", "tally")] == [True, True, False]
