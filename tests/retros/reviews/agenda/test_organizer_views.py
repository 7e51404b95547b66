from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from planning.events.models import Event
from retros.reviews.agenda.planning import usual_time
from retros.reviews.models import Demo, ReviewMeeting
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    MembershipFactory,
    PastEventFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
)
from tests.pages import organizing, words
from tests.retros.reviews.agenda.events import in_review
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


def edit(client: Client, event: Event, **data: Any) -> Any:
    """Send the whole page, for a meeting a week from now."""
    in_a_week = timezone.now() + timedelta(weeks=1)
    meeting = {"starts_at": f"{in_a_week:%Y-%m-%dT%H:%M}", "minutes": 60}
    return client.post(f"/{event.slug}/agenda/edit/", meeting | data)


def slot(demo: Demo, **changes: Any) -> dict[str, Any]:
    """What the page sends of a slot."""
    return {f"demo-{demo.pk}-{name}": value for name, value in ({"minutes": 5} | changes).items()}


def three_slots(event: Event) -> list[Demo]:
    meeting = ReviewMeetingFactory(event=event)
    return [
        DemoFactory(meeting=meeting, position=position, topic__title=title)
        for position, title in enumerate(["first", "second", "third"], start=1)
    ]


def titles(event: Event) -> list[str]:
    return [demo.topic.title for demo in event.review_meeting.demos.in_order()]


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


@pytest.mark.parametrize("visitor", ["anonymous", "outsider", "attendee", "member", "organizer"])
def test_one_click_is_the_organizers(client: Client, visitor: str) -> None:
    topic = TopicFactory(event=in_review())
    enter(client, visitor, topic)

    client.post(f"/{topic.event.slug}/agenda/draw-up/")

    assert ReviewMeeting.objects.exists() is (visitor == "organizer")


def test_one_click_draws_up_the_agenda(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    Demo.objects.create(topic=TopicFactory(event=event), minutes=10)

    page = client.post(f"/{event.slug}/agenda/draw-up/", follow=True)

    assert "The agenda has been drawn up." in words(page)
    assert "10 of 60 minutes" in words(page)
    assert ReviewMeeting.objects.get().starts_at == usual_time(event)


def test_one_click_for_an_event_without_days_asks_for_the_time(client: Client) -> None:
    event = PastEventFactory()
    organizing(client, event)

    page = client.post(f"/{event.slug}/agenda/draw-up/", follow=True)

    assert "Say when its review meeting is." in words(page)


def test_agenda_is_drawn_up_at_another_time_with_a_slot_for_each_team(client: Client) -> None:
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
    ("button", "moved", "order"),
    [
        ("up", 2, ["first", "third", "second"]),
        ("down", 0, ["second", "first", "third"]),
        ("up", 0, ["first", "second", "third"]),
    ],
)
def test_button_moves_a_slot_and_saves_all_that_was_typed(
    client: Client, button: str, moved: int, order: list[str]
) -> None:
    event = in_review()
    organizing(client, event)
    demos = three_slots(event)
    typed = slot(demos[0]) | slot(demos[1]) | slot(demos[2], minutes=20)
    topic = demos[moved].topic_id

    response = edit(client, event, **typed, **{"order": [demo.topic_id for demo in demos], button: topic})

    assert response.headers["Location"] == f"/{event.slug}/agenda/edit/#slot-{topic}"
    assert titles(event) == order
    assert Demo.objects.get(pk=demos[2].pk).minutes == 20


def test_order_of_the_page_is_saved_with_it(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    first, second, third = three_slots(event)
    typed = slot(first) | slot(second) | slot(third)

    edit(client, event, **typed, order=[third.topic_id, first.topic_id, second.topic_id])

    assert titles(event) == ["third", "first", "second"]


def test_page_that_comes_back_keeps_its_order(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    first, second, third = three_slots(event)
    typed = slot(first, minutes="many") | slot(second) | slot(third)

    page = edit(client, event, **typed, order=[third.topic_id, first.topic_id, second.topic_id]).content.decode()

    places = [page.index(f'id="slot-{demo.topic_id}"') for demo in (third, first, second)]
    assert places == sorted(places)


def test_what_came_onto_the_agenda_meanwhile_stays_as_it_is(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    first, second, meanwhile = three_slots(event)

    edit(client, event, **slot(first, minutes=7), **slot(second), order=[second.topic_id, first.topic_id])

    assert titles(event) == ["second", "first", "third"]
    assert [demo.minutes for demo in Demo.objects.in_order()] == [5, 7, 5]
    assert meanwhile.topic.title == "third"


def test_button_takes_a_slot_off_whatever_was_typed_into_it(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    first, second, third = three_slots(event)
    typed = slot(first) | slot(second, minutes="many") | slot(third)

    response = edit(client, event, **typed, remove=second.topic_id)

    assert response.headers["Location"] == f"/{event.slug}/agenda/edit/#slots"
    assert titles(event) == ["first", "third"]
    assert Demo.objects.get(pk=second.pk).minutes == 5


def test_what_was_shown_is_not_taken_off(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review(), state=Demo.State.SHOWN, planned_seconds=300)
    organizing(client, demo.topic.event)

    response = edit(client, demo.topic.event, **slot(demo), remove=demo.topic_id)

    assert "It stays on the agenda." in words(response)


def test_order_is_kept_as_soon_as_a_slot_is_dropped(client: Client) -> None:
    event = in_review()
    organizing(client, event)
    first, second, third = three_slots(event)
    ada = AttendeeFactory(event=event, name="Ada")
    for demo in (first, third):
        demo.presenters.add(ada)

    response = client.post(f"/{event.slug}/agenda/order/", {"order": [second.topic_id, third.topic_id, first.topic_id]})

    assert titles(event) == ["second", "third", "first"]
    assert "Ada presents twice in a row: “third”, then “first”." in words(response)
    assert "15 of 60 minutes" in words(response)


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("member", 403), ("organizer", 200)],
)
def test_order_is_kept_for_organizers(client: Client, visitor: str, status: int) -> None:
    demo = DemoFactory()
    enter(client, visitor, demo.topic)

    assert client.post(f"/{demo.topic.event.slug}/agenda/order/").status_code == status


@pytest.mark.parametrize(("page", "back"), [("order", "agenda/edit/"), ("draw-up", "agenda/")])
def test_order_and_the_one_click_lead_back_whoever_had_to_sign_in_for_them(
    client: Client, page: str, back: str
) -> None:
    meeting = ReviewMeetingFactory()
    organizing(client, meeting.event)

    response = client.get(f"/{meeting.event.slug}/agenda/{page}/")

    assertRedirects(response, f"/{meeting.event.slug}/{back}")


def test_agenda_edit_adds_a_topic_at_the_end(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review(), position=1)
    organizing(client, demo.topic.event)
    topic = TopicFactory(event=demo.topic.event)

    response = edit(client, topic.event, **slot(demo), topic=topic.pk)

    assert response.headers["Location"] == f"/{topic.event.slug}/agenda/edit/#slots"
    assert [each.topic for each in Demo.objects.in_order()] == [demo.topic, topic]


def test_agenda_edit_keeps_what_was_typed_when_a_slot_is_wrong(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review(), topic__title="Node agent")
    organizing(client, demo.topic.event)

    response = edit(client, demo.topic.event, **slot(demo, minutes="many", note="Hooray."))

    assert "Please check the slot of Node agent ." in words(response)
    assert "Enter a whole number." in words(response)
    assert 'value="Hooray."' in response.content.decode()
    assert Demo.objects.get().note == ""


def test_agenda_edit_offers_everyone_where_the_topic_has_no_team(client: Client) -> None:
    demo = DemoFactory(meeting__event=in_review())
    organizer = organizing(client, demo.topic.event)

    assert organizer.name in words(client.get(f"/{demo.topic.event.slug}/agenda/edit/"))
