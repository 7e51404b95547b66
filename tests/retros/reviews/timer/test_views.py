import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.running import end_meeting, pause
from tests.factories import AttendeeFactory, DemoFactory, EventFactory
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.reviews.timer.timer_pages import begin, page, press
from tests.retros.visitors import VISITORS, enter

pytestmark = pytest.mark.django_db

PAGES = ["agenda/room/", "agenda/presenters/"]


@pytest.mark.parametrize("visitor", VISITORS)
def test_room_is_for_everyone_to_see(client: Client, meeting: ReviewMeeting, visitor: str) -> None:
    begin(meeting)
    enter(client, visitor, meeting.demos.get(topic__title="Seeds").topic)

    assert "Seeds" in page(client, meeting.event, "agenda/room/")


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 200), ("member", 200), ("organizer", 200)],
)
def test_presenters_see_the_timer(client: Client, meeting: ReviewMeeting, visitor: str, status: int) -> None:
    enter(client, visitor, meeting.demos.get(topic__title="Seeds").topic)

    assert client.get(f"/{meeting.event.slug}/agenda/presenters/").status_code == status


@pytest.mark.parametrize("path", PAGES)
def test_an_event_without_a_meeting_has_no_timer(client: Client, path: str) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    assert client.get(f"/{event.slug}/{path}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_presenters_are_named_to_the_community(client: Client, meeting: ReviewMeeting, path: str) -> None:
    meeting.demos.get(topic__title="Seeds").presenters.add(AttendeeFactory(event=meeting.event, name="Ada Sprout"))
    begin(meeting)
    before = page(client, meeting.event, path)

    attending(client, meeting.event)

    assert ("Ada Sprout" in before, "Ada Sprout" in page(client, meeting.event, path)) == (False, True)


@pytest.mark.parametrize("path", PAGES)
def test_pages_tell_the_time_left_at_each_load(client: Client, meeting: ReviewMeeting, path: str) -> None:
    attending(client, meeting.event)
    begin(meeting, minutes=1, seconds=20)

    shown = page(client, meeting.event, path)

    assert re.search(r"3:(40|39|38) left", shown)
    assert "5:00 planned" in shown
    assert "9 min to come" not in shown
    assert re.search(r"1:2[012] of 60 min · 14 min to come · 45 min to spare", shown)


@pytest.mark.parametrize("path", PAGES)
def test_pages_tell_what_is_over_time_in_words(client: Client, meeting: ReviewMeeting, path: str) -> None:
    attending(client, meeting.event)
    begin(meeting, minutes=6, seconds=5)

    response = client.get(f"/{meeting.event.slug}/{path}")

    assert re.search(r"−1:0[567] over time", words(response))
    assert "is-over" in response.content.decode()


def test_pages_warn_when_the_slot_will_not_do(client: Client, meeting: ReviewMeeting) -> None:
    ReviewMeeting.objects.update(minutes=12)

    assert "12 min · 15 min to come · 3 min too long" in page(client, meeting.event, "agenda/room/")


def test_room_shows_what_comes_next(client: Client, meeting: ReviewMeeting) -> None:
    DemoFactory.create_batch(4, meeting=meeting, position=9)
    begin(meeting)

    shown = page(client, meeting.event, "agenda/room/")

    assert re.search(r"Next \S+ Shoots 5 min", shown)
    assert "and 2 more" in shown


def test_room_celebrates_what_has_no_demo_when_all_is_shown(client: Client, meeting: ReviewMeeting) -> None:
    DemoFactory(meeting=meeting, minutes=0, topic__title="Compost")
    before = page(client, meeting.event, "agenda/room/")
    meeting.demos.filter(minutes__gt=0).update(state="shown", planned_seconds=300, used_seconds=310)
    ReviewMeeting.objects.update(began_at=timezone.now())

    after = page(client, meeting.event, "agenda/room/")

    assert ("Compost" in before, "Compost" in after) == (False, True)
    assert "That was the last demo." in after


def test_room_celebrates_when_the_meeting_ends_before_all_is_shown(client: Client, meeting: ReviewMeeting) -> None:
    DemoFactory(meeting=meeting, minutes=0, topic__title="Compost")
    begin(meeting, minutes=5)
    end_meeting(meeting, seen=meeting.moves, now=timezone.now())

    assert "Compost" in page(client, meeting.event, "agenda/room/")


def test_room_has_a_break_where_nothing_is_shown_and_something_comes(client: Client, meeting: ReviewMeeting) -> None:
    ReviewMeeting.objects.update(began_at=timezone.now())

    assert "A break." in page(client, meeting.event, "agenda/room/")


@pytest.mark.parametrize("path", PAGES)
def test_pages_show_planned_and_used_time_after_the_meeting(client: Client, meeting: ReviewMeeting, path: str) -> None:
    organizing(client, meeting.event)
    begin(meeting, minutes=7, seconds=40)
    press(client, meeting, "end")

    response = client.get(f"/{meeting.event.slug}/{path}")

    assert re.search(r"Seeds 7:4\d of 5:00", words(response))
    assert 'class="is-open"' in response.content.decode()


def test_pages_without_javascript_load_again_by_themselves(client: Client, meeting: ReviewMeeting) -> None:
    response = client.get(f"/{meeting.event.slug}/agenda/room/")

    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_sent_again_only_when_they_changed(client: Client, meeting: ReviewMeeting, path: str) -> None:
    attending(client, meeting.event)
    begin(meeting)
    address = f"/{meeting.event.slug}/{path}"
    known = re.search(r"known=(\w+)", client.get(address).content.decode())
    assert known

    same = client.get(address, {"known": known[1]}, headers={"HX-Request": "true"})
    pause(meeting, seen=meeting.moves, now=timezone.now())
    other = client.get(address, {"known": known[1]}, headers={"HX-Request": "true"})

    assert (same.status_code, same.content, other.status_code) == (204, b"", 200)
    assert [list(json.loads(answer["HX-Trigger"])) for answer in (same, other)] == [["servertime"]] * 2


@pytest.mark.parametrize(
    "change",
    [{"minutes": 7}, {"position": 9}, {"note": "Hooray."}],
    ids=lambda change: str(*change),
)
def test_a_change_of_the_agenda_is_shown(client: Client, meeting: ReviewMeeting, change: dict[str, object]) -> None:
    address = f"/{meeting.event.slug}/agenda/room/"
    known = re.search(r"known=(\w+)", client.get(address).content.decode())
    assert known
    Demo.objects.filter(topic__title="Shoots").update(**change)

    response = client.get(address, {"known": known[1]}, headers={"HX-Request": "true"})

    assert response.status_code == 200


def test_a_page_opened_by_its_whole_address_is_never_empty(client: Client, meeting: ReviewMeeting) -> None:
    address = f"/{meeting.event.slug}/agenda/room/"
    known = re.search(r"known=(\w+)", client.get(address).content.decode())
    assert known

    assert client.get(address, {"known": known[1]}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_looking_at_the_timer_writes_nothing(client: Client, meeting: ReviewMeeting, path: str) -> None:
    organizing(client, meeting.event)
    begin(meeting)

    assert writes_of(client, f"/{meeting.event.slug}/{path}") == []


@pytest.mark.parametrize("path", PAGES)
def test_the_timer_takes_the_same_queries_for_three_and_for_thirty(
    client: Client, meeting: ReviewMeeting, path: str
) -> None:
    organizing(client, meeting.event)
    begin(meeting)
    few = queries_of(client, f"/{meeting.event.slug}/{path}")
    for demo in DemoFactory.create_batch(27, meeting=meeting):
        demo.presenters.add(AttendeeFactory(event=meeting.event))

    assert len(queries_of(client, f"/{meeting.event.slug}/{path}")) == len(few)


def test_whoever_presents_finds_their_demo(client: Client, meeting: ReviewMeeting) -> None:
    attendee = attending(client, meeting.event)
    meeting.demos.get(topic__title="Soil").presenters.add(attendee)

    assert "Soil you" in page(client, meeting.event, "agenda/presenters/")


@pytest.mark.parametrize(
    ("visitor", "links"),
    [
        ("anonymous", ["For the projector"]),
        ("attendee", ["Timer", "For the projector"]),
        ("organizer", ["Run the meeting", "For the projector"]),
    ],
)
def test_the_agenda_leads_to_the_timer(client: Client, meeting: ReviewMeeting, visitor: str, links: list[str]) -> None:
    enter(client, visitor, meeting.demos.get(topic__title="Seeds").topic)

    shown = client.get(f"/{meeting.event.slug}/agenda/").content.decode()

    assert re.findall(r'agenda/(?:presenters|room)/">([^<]+)<', shown) == links


def test_the_agenda_leads_to_the_time_used_after_the_meeting(client: Client, meeting: ReviewMeeting) -> None:
    ReviewMeeting.objects.update(began_at=meeting.starts_at, ended_at=meeting.ends_at)

    assert "Time used" in page(client, meeting.event, "agenda/")


def test_a_demo_whose_minutes_are_taken_away_while_it_is_shown_stays_on(client: Client, meeting: ReviewMeeting) -> None:
    begin(meeting)
    meeting.demos.filter(topic__title="Seeds").update(minutes=0)

    assert re.search(r"Seeds [45]:[05]\d left", page(client, meeting.event, "agenda/room/"))
