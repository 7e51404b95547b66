from datetime import timedelta

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Membership
from retros.reviews.agenda.planning import usual_time
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

    assert [(entry["event"], entry["minutes"]) for entry in listed] == [(meeting.event.slug, 60)]


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
    in_a_week = timezone.now() + timedelta(weeks=1)

    response = visitor(organizer).put(
        below(organizer.event, "review-meeting/"),
        {"starts_at": in_a_week.isoformat(), "minutes": 45, "call_url": CALL},
    )

    demos = visitor(organizer).get(below(organizer.event, "demos/")).json()["results"]
    assert (response.status_code, response.json()["minutes"], response.json()["call_url"]) == (200, 45, CALL)
    assert [(demo["topic"], demo["minutes"], demo["is_on_agenda"]) for demo in demos] == [
        (stay.team.topic.slug, 0, True)
    ]


def test_agenda_is_drawn_up_with_one_request(organizer: Attendee) -> None:
    stay: Membership = MembershipFactory(team__topic__event=organizer.event)

    response = visitor(organizer).post(below(organizer.event, "review-meeting/"))

    meeting = ReviewMeeting.objects.get()
    assert (response.status_code, response.json()["minutes"]) == (200, 60)
    assert meeting.starts_at == usual_time(organizer.event)
    assert [demo.topic for demo in meeting.demos.all()] == [stay.team.topic]


def test_review_meeting_tells_the_sum_of_the_demos_and_what_is_wrong(meeting: ReviewMeeting) -> None:
    presenter = AttendeeFactory(event=meeting.event, name="Ada")
    for position, title in enumerate(["Seeds", "Shoots"]):
        DemoFactory(meeting=meeting, position=position, minutes=40, topic__title=title).presenters.add(presenter)
    too_long = "The demos take 80 minutes, but the meeting has only 60. Shorten some, or give the meeting more time."

    public, inside = (
        visitor(who).get(below(meeting.event, "review-meeting/")).json() for who in (UserFactory(), presenter)
    )

    assert (public["demo_minutes"], public["warnings"]) == (80, [too_long])
    assert inside["warnings"] == [
        too_long,
        "Ada presents twice in a row: “Seeds”, then “Shoots”. Put another in between.",
    ]


def test_order_is_put_by_the_slugs_of_the_topics(organizer: Attendee, meeting: ReviewMeeting) -> None:
    first, second, third = (DemoFactory(meeting=meeting, position=position).topic.slug for position in range(1, 4))

    response = visitor(organizer).put(below(meeting.event, "review-meeting/order/"), {"topics": [third, first]})

    assert (response.status_code, response.json()["event"]) == (200, meeting.event.slug)
    assert [demo.topic.slug for demo in meeting.demos.in_order()] == [third, first, second]


@pytest.mark.parametrize("body", [{}, {"topics": "all"}, {"topics": ["weeds"]}, {"topics": [None]}])
def test_order_names_what_is_wrong(organizer: Attendee, meeting: ReviewMeeting, body: dict[str, object]) -> None:
    assert wrong_fields(visitor(organizer).put(below(meeting.event, "review-meeting/order/"), body)) == {"topics"}


def test_order_without_a_meeting_is_a_404(organizer: Attendee) -> None:
    response = visitor(organizer).put(below(organizer.event, "review-meeting/order/"), {"topics": []})

    assert refusal(response)[0] == 404


def test_calendar_is_the_invitation(meeting: ReviewMeeting) -> None:
    address = below(meeting.event, "review-meeting/calendar/")

    public, inside = (visitor(who).get(address) for who in (None, AttendeeFactory(event=meeting.event)))

    assert public["Content-Type"] == "text/calendar; charset=utf-8"
    assert (CALL in public.content.decode(), CALL in inside.content.decode()) == (False, True)


@pytest.mark.parametrize("accepted", ["*/*", "text/calendar", "application/json"])
def test_calendar_is_there_for_whatever_asks_for_it(meeting: ReviewMeeting, accepted: str) -> None:
    there, missing = (
        visitor().get(below(event, "review-meeting/calendar/"), headers={"accept": accepted})
        for event in (meeting.event, EventFactory())
    )

    assert there.status_code == 200
    assert refusal(missing)[0] == 404


def test_demo_is_taken_off_the_agenda(organizer: Attendee, meeting: ReviewMeeting) -> None:
    demo = DemoFactory(meeting=meeting)

    response = visitor(organizer).delete(below(meeting.event, f"demos/{demo.topic.slug}/"))

    assert (response.status_code, Demo.objects.get().meeting) == (204, None)


def test_team_says_what_it_shows(organizer: Attendee) -> None:
    stay: Membership = MembershipFactory(team__topic__event=organizer.event)

    response = visitor(stay.attendee).put(
        below(organizer.event, f"demos/{stay.team.topic.slug}/"), {"minutes": 10, "presenters": [stay.attendee.pk]}
    )

    assert (response.status_code, response.json()["is_on_agenda"]) == (200, False)
    assert [(demo.topic, demo.minutes) for demo in Demo.objects.all()] == [(stay.team.topic, 10)]


def test_team_takes_nothing_off_the_agenda(meeting: ReviewMeeting) -> None:
    stay: Membership = MembershipFactory(team__topic__event=meeting.event)
    demo = DemoFactory(meeting=meeting, topic=stay.team.topic)

    response = visitor(stay.attendee).delete(below(meeting.event, f"demos/{demo.topic.slug}/"))

    assert refusal(response) == (403, "Only organizers of the event can do this.")


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


@pytest.mark.parametrize("path", ["review-meeting/", "review-meeting/order/", "demos/{}/"])
def test_agenda_is_the_organizers(meeting: ReviewMeeting, path: str) -> None:
    address = below(meeting.event, path.format(TopicFactory(event=meeting.event).slug))
    people = (None, UserFactory(), AttendeeFactory(event=meeting.event))

    assert [refusal(visitor(who).put(address))[0] for who in people] == [401, 404, 403]


def test_agenda_is_drawn_up_by_the_organizers(meeting: ReviewMeeting) -> None:
    address = below(meeting.event, "review-meeting/")
    people = (None, UserFactory(), AttendeeFactory(event=meeting.event))

    assert [refusal(visitor(who).post(address))[0] for who in people] == [401, 404, 403]


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
        ({"minutes": 241}, "minutes"),
        ({"minutes": 0, "note": "x" * 501}, "note"),
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

    assert response.json()["errors"] == {"presenters": [f"No one at this event has the id {stranger.pk}."]}


def test_demo_before_the_week_is_a_409() -> None:
    organizer = OrganizerFactory(event__phase=Phase.TEAM_FORMATION)
    topic = TopicFactory(event=organizer.event)

    response = visitor(organizer).put(below(organizer.event, f"demos/{topic.slug}/"), {"minutes": 5})

    assert refusal(response) == (409, "The week hasn't begun yet. Say what you’ll show once it has.")


def test_demos_cost_the_same_queries_however_many(organizer: Attendee, meeting: ReviewMeeting) -> None:
    def add(number: int) -> None:
        for demo in DemoFactory.create_batch(number, meeting=meeting):
            demo.presenters.add(AttendeeFactory(event=meeting.event, organization=OrganizationFactory()))

    same_queries_for_3_and_30(visitor(organizer), below(meeting.event, "demos/"), add)


def test_review_meetings_cost_the_same_queries_however_many(organizer: Attendee) -> None:
    def add(number: int) -> None:
        for demo in DemoFactory.create_batch(number):
            demo.presenters.add(AttendeeFactory(event=demo.meeting.event))

    same_queries_for_3_and_30(visitor(organizer), "/api/v1/review-meetings/", add)
