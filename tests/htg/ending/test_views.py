"""Before a phase is ended, organizers read what that means."""

import pytest
from django.test import Client

from htg.ending.views import what_ending_means
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.admin_pages import address
from tests.api import below, visitor
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    CheckInFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    OrganizerFactory,
    ReportFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
)
from tests.pages import organizing, words

pytestmark = pytest.mark.django_db


def event_with_one_team(phase: Phase) -> Event:
    """Two topics, one of them with a team of one; three people, one of whom has voted."""
    event: Event = EventFactory(phase=phase)
    staffed, _ = TopicFactory.create_batch(2, event=event)
    member, *_ = AttendeeFactory.create_batch(3, event=event)
    MembershipFactory(team=TeamFactory(topic=staffed), attendee=member)
    BallotFactory(attendee=member)
    return event


@pytest.mark.parametrize(
    ("phase", "means"),
    [
        (
            Phase.BRAINSTORM,
            ["2 topics are on the ballot.", "Topics that are proposed from now on are not on the ballot."],
        ),
        (Phase.VOTING, ["1 of 3 ballots is in.", "2 people can no longer vote."]),
        (Phase.TEAM_FORMATION, ["1 team is formed.", "1 of 2 topics has no team.", "2 people are without a team."]),
        (
            Phase.HACKING,
            [
                "1 of 1 team never checked in.",
                "1 of 1 team has not said what they'll show.",
                "Teams can no longer be joined, left or checked in for.",
            ],
        ),
        (Phase.REVIEW, ["No review meeting was held."]),
        (
            Phase.WRAP_UP,
            [
                "The wrap-up is not published.",
                "1 of 1 report lacks something.",
                "The board closes, and topics stay as they are.",
            ],
        ),
        (Phase.CLOSED, []),
    ],
)
def test_each_phase_tells_what_is_not_done_yet(phase: Phase, means: list[str]) -> None:
    assert what_ending_means(event_with_one_team(phase), phase) == means


def test_what_was_done_is_not_missing() -> None:
    event = event_with_one_team(Phase.HACKING)
    topic = event.topics.get(team__isnull=False)
    CheckInFactory(team=topic.team, author=Attendee.objects.earliest("pk"))
    DemoFactory(topic=topic, meeting=ReviewMeetingFactory(event=event))

    assert what_ending_means(event, Phase.HACKING)[:2] == [
        "0 of 1 team never checked in.",
        "0 of 1 team have not said what they'll show.",
    ]
    assert what_ending_means(event, Phase.REVIEW) == ["1 of 1 demo was not shown."]


def test_organizers_read_it_on_the_page_in_the_api_and_in_the_admin(client: Client, admin_client: Client) -> None:
    event = event_with_one_team(Phase.VOTING)
    organizing(client, event)
    organizer = OrganizerFactory(event=event)

    page = client.get(f"/{event.slug}/schedule/")
    api = visitor(organizer).get(below(event, "ending/"))
    chosen = {"action": "end_phase_now", "_selected_action": [event.pk]}
    admin = admin_client.post(address(Event, "changelist"), chosen)

    assert "1 of 5 ballots is in." in words(page)
    assert api.json() == {"phase": "voting", "means": ["1 of 5 ballots is in.", "4 people can no longer vote."]}
    assert "1 of 5 ballots is in." in words(admin)


def test_what_ending_means_is_for_organizers() -> None:
    event = ReportFactory(topic__event__phase=Phase.WRAP_UP).topic.event

    attendee = visitor(AttendeeFactory(event=event)).get(below(event, "ending/"))

    assert attendee.status_code == 403
