from datetime import timedelta
from typing import Any

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
from tests.retros.visitors import VISITORS, enter

pytestmark = pytest.mark.django_db


def in_review() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event


def agenda(client: Client, event: Event) -> str:
    return words(client.get(f"/{event.slug}/agenda/"))


def edit(client: Client, event: Event, **data: Any) -> Any:
    """Send the form with the meeting as it is; `data` with double underscores for what a slot is asked."""
    in_a_week = timezone.now() + timedelta(weeks=1)
    meeting = {"starts_at": f"{in_a_week:%Y-%m-%dT%H:%M}", "minutes": 60}
    return client.post(f"/{event.slug}/agenda/edit/", meeting | data)


def slot(demo: Demo, **changes: Any) -> dict[str, Any]:
    filled = {"position": demo.position or 1, "minutes": 5} | changes
    return {f"demo-{demo.pk}-{name}": value for name, value in filled.items()}


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

    assert 'value="2026-12-09T14:00"' in client.get(f"/{event.slug}/agenda/").content.decode()


def test_agenda_takes_the_same_queries_for_three_and_for_thirty(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    meeting = ReviewMeetingFactory(event=event)
    many_demos(meeting, 3)
    few = [len(queries_of(client, f"/{event.slug}/{page}")) for page in ("agenda/", "agenda/edit/", "agenda.md")]
    many_demos(meeting, 27)

    many = [len(queries_of(client, f"/{event.slug}/{page}")) for page in ("agenda/", "agenda/edit/", "agenda.md")]

    assert many == few


@pytest.mark.parametrize("page", ["agenda/", "agenda/edit/", "agenda.md"])
def test_looking_at_the_agenda_writes_nothing(client: Client, page: str) -> None:
    meeting = ReviewMeetingFactory()
    organizing(client, meeting.event)

    assert writes_of(client, f"/{meeting.event.slug}/{page}") == []


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 404), ("outsider", 404), ("attendee", 200), ("member", 200), ("organizer", 200)],
)
def test_agenda_as_markdown_is_for_the_community(client: Client, visitor: str, status: int) -> None:
    demo = DemoFactory()
    enter(client, visitor, demo.topic)

    assert client.get(f"/{demo.topic.event.slug}/agenda.md").status_code == status


def test_agenda_as_markdown_is_a_file_in_the_published_format(client: Client) -> None:
    demo = DemoFactory(topic__title="Node agent", topic__emoji="🕵️")
    attending(client, demo.topic.event)

    response = client.get(f"/{demo.topic.event.slug}/agenda.md")

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{demo.topic.event.slug}-agenda.md"'
    assert "🕵️ Node agent" in response.content.decode()


def test_agenda_as_markdown_is_not_found_without_a_meeting(client: Client) -> None:
    event = in_review()
    attending(client, event)

    assert client.get(f"/{event.slug}/agenda.md").status_code == 404


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("member", 403), ("organizer", 200)],
)
def test_agenda_is_edited_by_organizers(client: Client, visitor: str, status: int) -> None:
    meeting = ReviewMeetingFactory()
    enter(client, visitor, TopicFactory(event=meeting.event))

    assert client.get(f"/{meeting.event.slug}/agenda/edit/").status_code == status


@pytest.mark.parametrize(
    ("visitor", "drawn_up"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", False), ("organizer", True)],
)
def test_agenda_is_drawn_up_by_organizers(client: Client, visitor: str, *, drawn_up: bool) -> None:
    event = in_review()
    enter(client, visitor, TopicFactory(event=event))

    edit(client, event)

    assert ReviewMeeting.objects.exists() is drawn_up


def test_agenda_is_drawn_up_with_a_slot_for_each_team(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    stay = MembershipFactory(team__topic__event=event)

    response = edit(client, event, minutes=45, call_url="https://call.example/review")

    meeting = ReviewMeeting.objects.get()
    assert response.headers["Location"] == f"/{event.slug}/agenda/"
    assert (meeting.minutes, meeting.call_url) == (45, "https://call.example/review")
    assert [demo.topic for demo in meeting.demos.all()] == [stay.team.topic]


def test_agenda_before_the_week_ends_is_refused_on_the_page(client: Client) -> None:
    event = in_review()
    organizing(client, event)

    response = edit(client, event, starts_at="2020-01-01T10:00", call_url="https://call.example/review")

    assert "The review meeting comes after the hacking week." in words(response)
    assert "https://call.example/review" in response.content.decode()


def test_agenda_edit_changes_minutes_presenters_and_notes(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review())
    event = demo.topic.event
    organizing(client, event)
    ada = MembershipFactory(team=TeamFactory(topic=demo.topic)).attendee

    edit(client, event, **slot(demo, minutes=12, presenters=[ada.pk], note="Hooray."))

    demo.refresh_from_db()
    assert (demo.minutes, demo.note, list(demo.presenters.all())) == (12, "Hooray.", [ada])


@pytest.mark.parametrize(
    ("moved", "place", "titles"), [(2, 1, ["third", "first", "second"]), (0, 3, ["second", "third", "first"])]
)
def test_agenda_edit_moves_a_slot_to_its_new_place(client: Client, moved: int, place: int, titles: list[str]) -> None:
    meeting = ReviewMeetingFactory(event=in_review())
    organizing(client, meeting.event)
    demos = [
        DemoFactory(meeting=meeting, topic__title=title, position=position)
        for position, title in enumerate(["first", "second", "third"], start=1)
    ]
    places = slot(demos[0]) | slot(demos[1]) | slot(demos[2])

    edit(client, meeting.event, **places | {f"demo-{demos[moved].pk}-position": place})

    assert [demo.topic.title for demo in meeting.demos.in_order()] == titles


def test_agenda_edit_adds_a_topic_at_the_end(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review(), position=1)
    organizing(client, demo.topic.event)
    topic = TopicFactory(event=demo.topic.event)

    edit(client, topic.event, **slot(demo), topic=topic.pk)

    assert [each.topic for each in Demo.objects.in_order()] == [demo.topic, topic]


def test_agenda_edit_keeps_what_was_typed_when_a_slot_is_wrong(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review(), topic__title="Node agent")
    organizing(client, demo.topic.event)

    response = edit(client, demo.topic.event, **slot(demo, minutes="many", note="Hooray."))

    assert "Please look at the slot of Node agent again." in words(response)
    assert "Enter a whole number." in words(response)
    assert 'value="Hooray."' in response.content.decode()
    assert Demo.objects.get().note == ""


def test_agenda_edit_offers_everyone_where_the_topic_has_no_team(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review())
    organizer = organizing(client, demo.topic.event)

    assert organizer.name in words(client.get(f"/{demo.topic.event.slug}/agenda/edit/"))


def many_demos(meeting: ReviewMeeting, number: int) -> None:
    for _ in range(number):
        topic: Topic = TopicFactory(event=meeting.event)
        stays = MembershipFactory.create_batch(2, team=TeamFactory(topic=topic))
        demo = DemoFactory(meeting=meeting, topic=topic)
        demo.presenters.set([stay.attendee for stay in stays])
