from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.reviews.models import Demo, ReviewMeeting
from tests import clock
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    PastEventFactory,
    ReportFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
)
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.reviews.agenda.events import in_review
from tests.retros.visitors import VISITORS, enter

pytestmark = pytest.mark.django_db


def agenda(client: Client, event: Event) -> str:
    return words(client.get(f"/{event.slug}/agenda/"))


@pytest.mark.parametrize("visitor", VISITORS)
def test_agenda_is_for_everyone_to_read(client: Client, visitor: str) -> None:
    demo = DemoFactory(topic__title="Node agent")
    enter(client, visitor, demo.topic)

    assert "Node agent" in agenda(client, demo.topic.event)


def test_agenda_shows_presenters_and_the_call_to_those_who_have_a_seat(client: Client) -> None:
    meeting = ReviewMeetingFactory(call_url="https://call.example/review")
    demo = DemoFactory(meeting=meeting)
    demo.presenters.add(AttendeeFactory(name="Ada Sprout", event=meeting.event))
    before = agenda(client, meeting.event)

    attending(client, meeting.event)

    assert ("Ada Sprout" in before, "call.example" in before) == (False, False)
    assert "Ada Sprout" in agenda(client, meeting.event)
    assert "call.example/review" in agenda(client, meeting.event)


@pytest.mark.parametrize("place", ["elsewhere", "on the waiting list"])
def test_agenda_keeps_the_call_from_whoever_has_no_seat(client: Client, place: str) -> None:
    meeting = ReviewMeetingFactory(call_url="https://call.example/review")
    person = attending(client, EventFactory() if place == "elsewhere" else meeting.event)
    if place != "elsewhere":
        Attendee.objects.filter(pk=person.pk).update(waiting_since=clock.BRAINSTORM)

    assert "call.example" not in agenda(client, meeting.event)


def test_agenda_tells_when_each_demo_begins(client: Client) -> None:
    meeting = ReviewMeetingFactory()
    for position in (1, 2):
        DemoFactory(meeting=meeting, position=position, minutes=10)
    begins = timezone.localtime(meeting.starts_at)

    page = agenda(client, meeting.event)

    assert f"{begins:%H:%M}" in page
    assert f"{begins + timedelta(minutes=10):%H:%M}" in page


@pytest.mark.parametrize(("minutes", "is_over"), [(30, False), (31, True)])
def test_agenda_warns_when_the_demos_take_longer_than_the_meeting(
    client: Client, minutes: int, *, is_over: bool
) -> None:
    meeting = ReviewMeetingFactory(minutes=30)
    DemoFactory(meeting=meeting, minutes=minutes)

    assert ("Shorten some" in agenda(client, meeting.event)) is is_over


def test_agenda_celebrates_what_has_no_demo(client: Client) -> None:
    demo = DemoFactory(minutes=0, note="Four scripts fewer.")

    page = agenda(client, demo.topic.event)

    assert "No Demo, But Still Worth Celebrating" in page
    assert "Four scripts fewer." in page
    assert "No demo is planned yet." in page


def test_agenda_leads_to_the_report_where_there_is_one(client: Client) -> None:
    demo = DemoFactory()
    ReportFactory(topic=demo.topic)

    response = client.get(f"/{demo.topic.event.slug}/agenda/")

    assert f"/topics/{demo.topic.slug}/report/" in response.content.decode()


@pytest.mark.parametrize("factory", [EventFactory, PastEventFactory])
def test_agenda_of_an_event_without_a_meeting_says_so(client: Client, factory: type[EventFactory]) -> None:
    assert "The review meeting has no time yet." in agenda(client, factory())


def test_agenda_of_an_unknown_event_is_not_found(client: Client) -> None:
    assert client.get("/1999-01/agenda/").status_code == 404


def test_agenda_offers_organizers_the_wednesday_after(client: Client) -> None:
    event = EventFactory()  # ends on Friday, 4 December 2026
    organizing(client, event)

    page = client.get(f"/{event.slug}/agenda/")

    assert "Draw up the agenda for Wednesday, 9 December, 14:00" in words(page)
    assert 'value="2026-12-09T14:00"' in page.content.decode()


def test_agenda_tells_organizers_what_the_teams_said_so_far(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    for minutes in (10, 1, 0):
        topic = MembershipFactory(team__topic__event=event).team.topic
        Demo.objects.create(topic=topic, minutes=minutes, note="Hooray.")
    MembershipFactory(team__topic__event=event)

    page = agenda(client, event)

    assert "Will show something, 10 minutes" in page
    assert "Will show something, 1 minute " in page
    assert "No demo: Hooray." in page
    assert "Not answered yet" in page


@pytest.mark.parametrize(("visitor", "offered"), [("attendee", False), ("organizer", True)])
def test_agenda_offers_organizers_what_is_not_on_it(client: Client, visitor: str, *, offered: bool) -> None:
    meeting = ReviewMeetingFactory()
    enter(client, visitor, TopicFactory(event=meeting.event))
    on = MembershipFactory(team__topic__event=meeting.event).team.topic
    DemoFactory(meeting=meeting, topic=on)
    MembershipFactory.create_batch(2, team__topic__event=meeting.event)

    assert ("2 topics with a team are not on the agenda. Put them on it" in agenda(client, meeting.event)) is offered


@pytest.mark.parametrize(
    ("phase", "is_asked"),
    [(Phase.TEAM_FORMATION, False), (Phase.HACKING, True), (Phase.REVIEW, True), (Phase.WRAP_UP, False)],
)
def test_agenda_asks_whoever_is_in_a_team(client: Client, phase: Phase, *, is_asked: bool) -> None:
    event = EventFactory(phase=phase)
    stay = MembershipFactory(team__topic__event=event, attendee=attending(client, event))

    page = client.get(f"/{event.slug}/agenda/").content.decode()

    assert (f"/{event.slug}/topics/{stay.team.topic.slug}/demo/" in page) is is_asked


def test_agenda_names_whoever_presents_twice_in_a_row_to_the_community_only(client: Client) -> None:
    meeting = ReviewMeetingFactory()
    ada = AttendeeFactory(event=meeting.event, name="Ada")
    for position in (1, 2):
        DemoFactory(meeting=meeting, position=position).presenters.add(ada)
    before = agenda(client, meeting.event)

    attending(client, meeting.event)

    assert "twice in a row" not in before
    assert "Ada presents twice in a row" in agenda(client, meeting.event)


def test_agenda_does_not_name_whoever_gave_their_place_up(client: Client) -> None:
    demo = DemoFactory()
    demo.presenters.add(AttendeeFactory(event=demo.meeting.event, name="Grace", cancelled_at=clock.HACKING))
    demo.presenters.add(AttendeeFactory(event=demo.meeting.event, name="Ada"))
    attending(client, demo.meeting.event)

    assert ("Ada" in agenda(client, demo.meeting.event), "Grace" in agenda(client, demo.meeting.event)) == (True, False)


def test_calendar_is_a_file_with_what_the_visitor_may_know(client: Client) -> None:
    meeting = ReviewMeetingFactory(call_url="https://call.example/review")
    public = client.get(f"/{meeting.event.slug}/review.ics")

    attending(client, meeting.event)
    inside = client.get(f"/{meeting.event.slug}/review.ics")

    assert inside.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert inside.headers["Content-Disposition"] == f'attachment; filename="{meeting.event.slug}-review.ics"'
    assert ("call.example" in public.content.decode(), "call.example" in inside.content.decode()) == (False, True)
    assert f'href="/{meeting.event.slug}/review.ics"' in client.get(f"/{meeting.event.slug}/agenda/").content.decode()


def test_calendar_without_a_meeting_is_not_found(client: Client) -> None:
    assert client.get(f"/{EventFactory().slug}/review.ics").status_code == 404


def test_agenda_takes_the_same_queries_for_three_and_for_thirty(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    meeting = ReviewMeetingFactory(event=event)
    many_demos(meeting, 3)
    pages = ("agenda/", "agenda/edit/", "agenda.md", "review.ics")
    few = [len(queries_of(client, f"/{event.slug}/{page}")) for page in pages]
    many_demos(meeting, 27)

    many = [len(queries_of(client, f"/{event.slug}/{page}")) for page in pages]

    assert many == few


def test_agenda_that_is_not_drawn_up_takes_the_same_queries_for_three_and_for_thirty(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    MembershipFactory.create_batch(3, team__topic__event=event)
    few = len(queries_of(client, f"/{event.slug}/agenda/"))
    MembershipFactory.create_batch(27, team__topic__event=event)

    assert len(queries_of(client, f"/{event.slug}/agenda/")) == few


@pytest.mark.parametrize("page", ["agenda/", "agenda/edit/", "agenda.md", "review.ics", "agenda/draw-up/"])
def test_looking_at_the_agenda_writes_nothing(client: Client, page: str) -> None:
    meeting = ReviewMeetingFactory()
    organizing(client, meeting.event)

    assert writes_of(client, f"/{meeting.event.slug}/{page}") == []


def many_demos(meeting: ReviewMeeting, number: int) -> None:
    for _ in range(number):
        topic: Topic = TopicFactory(event=meeting.event)
        stays = MembershipFactory.create_batch(2, team=TeamFactory(topic=topic))
        demo = DemoFactory(meeting=meeting, topic=topic)
        demo.presenters.set([stay.attendee for stay in stays])
