import pytest

from htg.places import Place, places, spare
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, PastEventFactory


def labels(event: Event, phase: Phase, attendee: Attendee | None = None) -> tuple[list[str], list[str]]:
    shown, more = places(event, phase, attendee)
    return [place.label for place in shown], [place.label for place in more]


def test_places_of_a_past_event_are_what_its_documents_tell() -> None:
    assert labels(PastEventFactory.build(), Phase.CLOSED) == (["Overview", "Wrap-up", "Topics"], [])


@pytest.mark.parametrize(
    ("phase", "shown", "more"),
    [
        (Phase.BRAINSTORM, ["Overview", "Topics"], []),
        (Phase.VOTING, ["Overview", "Topics"], ["Tally"]),
        (Phase.TEAM_FORMATION, ["Overview", "Topics"], ["Tally"]),
        (Phase.HACKING, ["Overview", "Topics"], ["Tally", "Review", "Wrap-up"]),
        (Phase.WRAP_UP, ["Overview", "Wrap-up", "Topics"], ["Tally", "Review"]),
    ],
)
def test_places_show_visitors_what_they_may_open(phase: Phase, shown: list[str], more: list[str]) -> None:
    assert labels(EventFactory.build(), phase) == (shown, more)


@pytest.mark.parametrize(
    ("phase", "shown", "more"),
    [
        (Phase.BRAINSTORM, ["Overview", "Topics", "People"], []),
        (Phase.VOTING, ["Overview", "Topics", "Vote", "People"], ["Wishes"]),
        (Phase.TEAM_FORMATION, ["Overview", "Teams", "Topics", "People"], ["Tally", "Wishes"]),
        (
            Phase.HACKING,
            ["Overview", "Teams", "Topics", "People"],
            ["Tally", "Check-ins", "Review", "Wrap-up", "Look back"],
        ),
        (
            Phase.REVIEW,
            ["Overview", "Review", "Teams", "Topics", "People"],
            ["Tally", "Check-ins", "Wrap-up", "Look back", "Survey"],
        ),
        (
            Phase.WRAP_UP,
            ["Overview", "Wrap-up", "Look back", "Topics", "People"],
            ["Tally", "Teams", "Check-ins", "Review", "Survey"],
        ),
        (
            Phase.CLOSED,
            ["Overview", "Wrap-up", "Topics", "People"],
            ["Tally", "Teams", "Check-ins", "Review", "Look back", "Survey"],
        ),
    ],
)
def test_places_show_attendees_what_the_phase_is_about_and_lose_nothing_it_has_brought(
    phase: Phase, shown: list[str], more: list[str]
) -> None:
    event = EventFactory.build()

    assert labels(event, phase, AttendeeFactory.build(event=event)) == (shown, more)


def test_places_show_the_waiting_list_no_more_than_visitors() -> None:
    event = EventFactory.build()
    waiting = AttendeeFactory.build(event=event, waiting_since=event.voting_opens_at)

    assert labels(event, Phase.VOTING, waiting) == labels(event, Phase.VOTING)


@pytest.mark.parametrize("phase", list(Phase))
def test_organizers_have_a_place_to_organize_and_six_at_most(phase: Phase) -> None:
    event = EventFactory.build()

    shown, _ = labels(event, phase, OrganizerFactory.build(event=event))

    assert (shown[-1], len(shown) <= 6) == ("Organize", True)


def test_a_phone_shows_topics_behind_more_where_six_places_and_more_would_be_too_narrow() -> None:
    event = EventFactory.build()
    organizer, attendee = OrganizerFactory.build(event=event), AttendeeFactory.build(event=event)

    assert [place.label for place in spare(*places(event, Phase.WRAP_UP, organizer))] == ["Topics"]
    assert spare(*places(event, Phase.WRAP_UP, attendee)) == []
    assert spare(*places(event, Phase.HACKING, organizer)) == []


def test_an_admin_without_a_seat_has_nothing_to_vote_or_wish_with() -> None:
    event = EventFactory.build()
    shown, more = places(event, Phase.VOTING, OrganizerFactory.build(event=event), has_seat=False)

    assert {place.page for place in (*shown, *more)} == {"event", "topics", "people", "organize", "tally"}


def test_a_place_holds_the_pages_below_it() -> None:
    place = Place("Topics", "topics", "topics", ("topic",))

    assert [place.holds(page) for page in ("topics", "topic", "tally")] == [True, True, False]
