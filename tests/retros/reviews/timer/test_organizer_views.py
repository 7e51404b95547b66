import re

import pytest
from django.test import Client
from django.utils import timezone

from retros.reviews.models import ReviewMeeting
from tests.factories import DemoFactory
from tests.pages import organizing, words
from tests.retros.reviews.timer.timer_pages import begin, page, press, states
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("visitor", ["anonymous", "outsider", "attendee", "member"])
def test_only_organizers_use_the_timer(client: Client, meeting: ReviewMeeting, visitor: str) -> None:
    enter(client, visitor, meeting.demos.get(topic__title="Seeds").topic)

    press(client, meeting, "next")

    assert states(meeting) == ["waiting"] * 3
    assert "Start" not in page(client, meeting.event, "agenda/presenters/")


def test_organizers_run_the_meeting(client: Client, meeting: ReviewMeeting) -> None:
    organizing(client, meeting.event)
    seeds, shoots, soil = meeting.demos.in_order()

    for move, data in (
        ("next", {}),
        ("extend", {"minutes": 2}),
        ("pause", {}),
        ("resume", {}),
        ("skip", {"demo": shoots.pk}),
        ("start", {"demo": soil.pk}),
        ("end", {}),
    ):
        assert press(client, meeting, move, **data).status_code == 302, move

    seeds.refresh_from_db()
    assert (states(meeting), seeds.added_seconds) == (["waiting", "skipped", "waiting"], 0)
    press(client, meeting, "start-over")
    meeting.refresh_from_db()
    assert (states(meeting), meeting.began_at) == (["waiting"] * 3, None)


def test_organizers_with_htmx_get_the_page_at_once(client: Client, meeting: ReviewMeeting) -> None:
    organizing(client, meeting.event)

    response = client.post(
        f"/{meeting.event.slug}/agenda/presenters/", {"move": "next", "seen": 0}, headers={"HX-Request": "true"}
    )

    assert (response.status_code, "5:00 left" in words(response)) == (200, True)


def test_of_two_organizers_who_press_next_one_is_told(client: Client, meeting: ReviewMeeting) -> None:
    organizing(client, meeting.event)
    begin(meeting, minutes=5)
    seen = meeting.moves
    press(client, meeting, "next", seen=seen)

    response = press(client, meeting, "next", seen=seen)

    assert "Someone used the timer just before you, so nothing was changed." in words(response)
    assert states(meeting) == ["shown", "present", "waiting"]


@pytest.mark.parametrize(
    ("move", "data", "reason"),
    [
        ("fly", {}, "Select a valid choice."),
        ("skip", {}, "Say which demo."),
        ("extend", {}, "Say how many minutes."),
        ("extend", {"minutes": 1000}, "less than or equal to 60"),
        ("next", {"seen": ""}, "This field is required."),
    ],
)
def test_a_press_that_makes_no_sense_is_refused(
    client: Client, meeting: ReviewMeeting, move: str, data: dict[str, object], reason: str
) -> None:
    organizing(client, meeting.event)

    response = press(client, meeting, move, **data)

    assert (response.status_code, reason in words(response)) == (200, True)


def test_a_demo_of_another_meeting_is_refused(client: Client, meeting: ReviewMeeting) -> None:
    organizing(client, meeting.event)

    response = press(client, meeting, "start", demo=DemoFactory().pk)

    assert "Select a valid choice." in words(response)


def test_a_skipped_demo_is_offered_once_the_others_are_shown(client: Client, meeting: ReviewMeeting) -> None:
    organizing(client, meeting.event)
    meeting.demos.filter(topic__title__in=["Seeds", "Shoots"]).update(state="shown", planned_seconds=1, used_seconds=20)
    meeting.demos.filter(topic__title="Soil").update(state="skipped")
    ReviewMeeting.objects.update(began_at=timezone.now())

    shown = page(client, meeting.event, "agenda/presenters/")

    assert "All demos have been shown, except the skipped ones." in shown
    assert re.search(r"Soil 5 min · skipped Start Soil", shown)
