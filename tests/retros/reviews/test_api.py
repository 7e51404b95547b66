import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Membership
from retros.reviews.models import Demo, ReviewMeeting
from tests import clock
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    OrganizationFactory,
    OrganizerFactory,
    ReviewMeetingFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

CALL = "https://meet.example.org/garden"


@pytest.fixture
def organizer() -> Attendee:
    organizer: Attendee = OrganizerFactory(event__phase=Phase.REVIEW)
    return organizer


@pytest.fixture
def meeting(organizer: Attendee) -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory(event=organizer.event, call_url=CALL)
    return meeting


def test_review_meetings_are_listed_for_anyone(meeting: ReviewMeeting) -> None:
    listed = visitor().get("/api/v1/review-meetings/").json()["results"]

    assert [(told["event"], told["minutes"]) for told in listed] == [(meeting.event.slug, 60)]


def test_review_meeting_gives_the_link_to_the_call_to_those_with_a_seat_only(meeting: ReviewMeeting) -> None:
    waiting = AttendeeFactory(event=meeting.event, waiting_since=clock.BRAINSTORM)
    AttendeeFactory(event=meeting.event, user=None)
    readers = (None, UserFactory(), AttendeeFactory(), waiting, AttendeeFactory(event=meeting.event))

    links = [visitor(who).get(below(meeting.event, "review-meeting/")).json()["call_url"] for who in readers]

    assert links == ["", "", "", "", CALL]


def test_review_meeting_without_a_time_is_a_404() -> None:
    assert refusal(visitor().get(below(EventFactory(), "review-meeting/")))[0] == 404


def test_agenda_is_drawn_up_from_the_teams(organizer: Attendee) -> None:
    stay: Membership = MembershipFactory(team__topic__event=organizer.event)
    response = visitor(organizer).put(
        below(organizer.event, "review-meeting/"),
        {"starts_at": "2200-01-01T14:00:00Z", "minutes": 45, "call_url": CALL},
    )

    demos = visitor(organizer).get(below(organizer.event, "demos/")).json()["results"]
    assert (response.status_code, response.json()["minutes"], response.json()["call_url"]) == (200, 45, CALL)
    assert [(demo["topic"], [person["id"] for person in demo["presenters"]]) for demo in demos] == [
        (stay.team.topic.slug, [stay.attendee.pk])
    ]


def test_agenda_before_the_end_of_the_week_is_a_409(organizer: Attendee) -> None:
    response = visitor(organizer).put(below(organizer.event, "review-meeting/"), {"starts_at": "2001-01-01T14:00:00Z"})

    assert refusal(response) == (409, "The review meeting comes after the hacking week. Choose a later time.")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "starts_at"),
        ({"starts_at": "later"}, "starts_at"),
        ({"starts_at": "2200-01-01T14:00:00Z", "minutes": 0}, "minutes"),
        ({"starts_at": "2200-01-01T14:00:00Z", "call_url": "javascript:alert(1)"}, "call_url"),
    ],
)
def test_agenda_names_the_field_that_is_wrong(organizer: Attendee, body: dict[str, object], field: str) -> None:
    assert wrong_fields(visitor(organizer).put(below(organizer.event, "review-meeting/"), body)) == {field}


@pytest.mark.parametrize("path", ["review-meeting/", "demos/{}/"])
def test_agenda_is_the_organizers(meeting: ReviewMeeting, path: str) -> None:
    address = below(meeting.event, path.format(TopicFactory(event=meeting.event).slug))
    people = (None, UserFactory(), AttendeeFactory(event=meeting.event))

    assert [refusal(visitor(who).put(address))[0] for who in people] == [401, 404, 403]


def test_demo_names_its_presenters_to_attendees_only(meeting: ReviewMeeting) -> None:
    presenter = AttendeeFactory(event=meeting.event, name="Ada")
    demo = DemoFactory(meeting=meeting)
    demo.presenters.add(presenter)
    address = below(meeting.event, f"demos/{demo.topic.slug}/")

    public, inside = (visitor(who).get(address).json()["presenters"] for who in (UserFactory(), presenter))

    assert public == []
    assert [person["name"] for person in inside] == ["Ada"]


def test_demo_is_given_a_slot_at_the_end(organizer: Attendee, meeting: ReviewMeeting) -> None:
    DemoFactory(meeting=meeting, position=4)
    topic, presenter = TopicFactory(event=meeting.event), AttendeeFactory(event=meeting.event)

    response = visitor(organizer).put(
        below(meeting.event, f"demos/{topic.slug}/"), {"minutes": 10, "presenters": [presenter.pk], "note": "Live."}
    )

    demo = Demo.objects.get(topic=topic)
    assert (demo.minutes, demo.position, demo.note, list(demo.presenters.all())) == (10, 5, "Live.", [presenter])
    assert response.json()["position"] == 5


@pytest.mark.parametrize(
    ("slot", "field"),
    [
        ({}, "minutes"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 5, "presenters": [0]}, "presenters"),
        ({"minutes": 5, "presenters": [10**30]}, "presenters"),
        ({"minutes": 5, "presenters": "all"}, "presenters"),
    ],
)
def test_demo_names_the_field_that_is_wrong(
    organizer: Attendee, meeting: ReviewMeeting, slot: dict[str, object], field: str
) -> None:
    topic = TopicFactory(event=meeting.event)

    response = visitor(organizer).put(below(meeting.event, f"demos/{topic.slug}/"), slot)

    assert wrong_fields(response) == {field}


def test_demo_by_someone_who_was_not_there_is_a_400(organizer: Attendee, meeting: ReviewMeeting) -> None:
    stranger, topic = AttendeeFactory(), TopicFactory(event=meeting.event)

    response = visitor(organizer).put(
        below(meeting.event, f"demos/{topic.slug}/"), {"minutes": 5, "presenters": [stranger.pk]}
    )

    assert response.json()["errors"] == {"presenters": [f"Nobody at this event has the id {stranger.pk}."]}


def test_demo_before_the_agenda_is_drawn_up_is_a_409(organizer: Attendee) -> None:
    topic = TopicFactory(event=organizer.event)

    response = visitor(organizer).put(below(organizer.event, f"demos/{topic.slug}/"), {"minutes": 5})

    assert refusal(response) == (409, "The review meeting has no time yet. An organizer draws up the agenda first.")


def test_demos_cost_the_same_queries_however_many(organizer: Attendee, meeting: ReviewMeeting) -> None:
    def add(number: int) -> None:
        for demo in DemoFactory.create_batch(number, meeting=meeting):
            demo.presenters.add(AttendeeFactory(event=meeting.event, organization=OrganizationFactory()))

    same_queries_for_3_and_30(visitor(organizer), below(meeting.event, "demos/"), add)


def test_review_meetings_cost_the_same_queries_however_many(organizer: Attendee) -> None:
    same_queries_for_3_and_30(visitor(organizer), "/api/v1/review-meetings/", ReviewMeetingFactory.create_batch)
