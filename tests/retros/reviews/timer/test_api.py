from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.models import Attendee
from retros.reviews.models import ReviewMeeting
from retros.reviews.timer.running import go_on
from tests.api import below, refusal, visitor, wrong_fields
from tests.clock import HACKING
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    OrganizerFactory,
    PastEventFactory,
    ReviewMeetingFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MOVES = ["start", "next", "pause", "resume", "extend", "skip", "end", "start-over"]


@pytest.fixture
def meeting() -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory(event=EventFactory(phase=Phase.REVIEW))
    for position, slug in enumerate(("seeds", "shoots", "soil")):
        DemoFactory(meeting=meeting, position=position, topic__slug=slug)
    return meeting


@pytest.fixture
def organizer(meeting: ReviewMeeting) -> Attendee:
    organizer: Attendee = OrganizerFactory(event=meeting.event)
    return organizer


def post(who: Attendee, meeting: ReviewMeeting, move: str, **data: Any) -> Any:
    meeting.refresh_from_db()
    body = {"seen": meeting.moves} | data
    return visitor(who).post(below(meeting.event, f"review-meeting/timer/{move}/"), body)


def test_timer_tells_anyone_how_the_meeting_stands(meeting: ReviewMeeting) -> None:
    go_on(meeting, seen=0, now=timezone.now() - timedelta(minutes=6))

    answer = visitor().get(below(meeting.event, "review-meeting/timer/")).json()

    assert answer["present"]["topic"] == "seeds"
    assert answer["present"]["left_seconds"] in {-60, -61}
    assert answer["present"]["planned_seconds"] - answer["present"]["used_seconds"] == answer["present"]["left_seconds"]
    assert [demo["topic"] for demo in answer["coming"]] == ["shoots", "soil"]
    assert [demo["state"] for demo in answer["demos"]] == ["present", "waiting", "waiting"]
    assert (answer["moves"], answer["slot_seconds"], answer["to_come_seconds"]) == (1, 3600, 600)
    assert answer["spare_seconds"] == 3000 - answer["elapsed_seconds"]


def test_timer_names_presenters_to_the_community(meeting: ReviewMeeting) -> None:
    ada = AttendeeFactory(event=meeting.event, name="Ada")
    gone = AttendeeFactory(event=meeting.event, cancelled_at=HACKING)
    meeting.demos.get(topic__slug="seeds").presenters.add(ada, gone)
    address = below(meeting.event, "review-meeting/timer/")

    public, inside = (visitor(who).get(address).json()["demos"][0]["presenters"] for who in (None, ada))

    assert (public, [person["name"] for person in inside]) == ([], ["Ada"])


def test_timer_of_an_event_without_a_meeting_is_a_404() -> None:
    assert refusal(visitor().get(below(EventFactory(), "review-meeting/timer/")))[0] == 404


def test_timer_does_what_organizers_ask(meeting: ReviewMeeting, organizer: Attendee) -> None:
    assert post(organizer, meeting, "next").json()["present"]["topic"] == "seeds"
    assert post(organizer, meeting, "extend", minutes=2).json()["present"]["added_seconds"] == 120
    assert post(organizer, meeting, "pause").json()["present"]["runs_out_at"] is None
    assert post(organizer, meeting, "resume").json()["present"]["runs_out_at"] is not None
    assert post(organizer, meeting, "skip", demo="shoots").json()["coming"][0]["topic"] == "soil"
    assert post(organizer, meeting, "start", demo="shoots").json()["present"]["topic"] == "shoots"
    assert post(organizer, meeting, "end").json()["ended_at"] is not None
    assert post(organizer, meeting, "start-over").json()["began_at"] is None


def test_timer_tells_the_second_of_two(meeting: ReviewMeeting, organizer: Attendee) -> None:
    post(organizer, meeting, "next", seen=0)

    status, detail = refusal(post(organizer, meeting, "next", seen=0))

    assert (status, detail.startswith("Someone used the timer just before you")) == (409, True)


@pytest.mark.parametrize("move", MOVES)
def test_timer_is_the_organizers(meeting: ReviewMeeting, move: str) -> None:
    address = below(meeting.event, f"review-meeting/timer/{move}/")
    people = (None, UserFactory(), AttendeeFactory(event=meeting.event))

    assert [refusal(visitor(who).post(address))[0] for who in people] == [401, 404, 403]


@pytest.mark.parametrize(
    ("move", "body", "field"),
    [
        ("next", {"seen": None}, "seen"),
        ("start", {}, "demo"),
        ("start", {"demo": "elsewhere"}, "demo"),
        ("skip", {"demo": ["seeds"]}, "demo"),
        ("extend", {}, "minutes"),
        ("extend", {"minutes": 61}, "minutes"),
    ],
)
def test_timer_names_the_field_that_is_wrong(
    meeting: ReviewMeeting, organizer: Attendee, move: str, body: dict[str, object], field: str
) -> None:
    DemoFactory(topic__slug="elsewhere")

    assert wrong_fields(post(organizer, meeting, move, **body)) == {field}


def test_demo_times_tell_what_earlier_meetings_used(meeting: ReviewMeeting) -> None:
    earlier = DemoFactory(
        meeting__event=PastEventFactory(slug="2021-11"), state="shown", planned_seconds=300, used_seconds=460
    )
    topic = TopicFactory(event=meeting.event, slug="again", continues=earlier.topic)

    answer = visitor().get(below(meeting.event, "demo-times/")).json()

    assert answer == {
        "latest": "2021-11",
        "ratio": 1.5,
        "topics": [{"topic": topic.slug, "event": "2021-11", "planned_seconds": 300, "used_seconds": 460}],
    }
