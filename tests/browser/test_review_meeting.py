"""The running review meeting, on a phone and a projector, over a connection that breaks."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from planning.events.phases import Phase
from retros.reviews.models import ReviewMeeting
from retros.reviews.timer.running import go_on
from tests.browser.conftest import SignIn
from tests.browser.garden import signed_in_cookie
from tests.factories import DemoFactory, EventFactory, OrganizerFactory, ReviewMeetingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROJECTOR: ViewportSize = {"width": 1280, "height": 720}


@pytest.fixture
def meeting() -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory(event=EventFactory(phase=Phase.REVIEW))
    for position, title in enumerate(("Seeds", "Shoots", "Soil")):
        DemoFactory(meeting=meeting, position=position, topic__title=title, topic__emoji="")
    return meeting


@pytest.fixture
def projector(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A computer of its own, with no one signed in."""
    context = browser.new_context(viewport=PROJECTOR, base_url=live_server.url)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def open_room(projector: BrowserContext, meeting: ReviewMeeting) -> Page:
    page = projector.new_page()
    page.goto(f"/{meeting.event.slug}/agenda/room/")
    return page


def open_controls(page: Page, meeting: ReviewMeeting) -> None:
    page.goto(f"/{meeting.event.slug}/agenda/presenters/")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def begin(meeting: ReviewMeeting, **ago: float) -> None:
    go_on(meeting, seen=meeting.moves, now=timezone.now() - timedelta(**ago))
    meeting.refresh_from_db()


def seconds_left(page: Page) -> int:
    minutes, seconds = page.locator("[data-digits]").inner_text().replace("−", "-").split(":")
    return int(minutes) * 60 + int(seconds)


def test_what_is_pressed_on_the_phone_is_shown_on_the_projector(
    sign_in: SignIn, projector: BrowserContext, meeting: ReviewMeeting
) -> None:
    phone, room = sign_in(OrganizerFactory(event=meeting.event).user), open_room(projector, meeting)
    open_controls(phone, meeting)

    press(phone, "Start: Seeds")
    expect(room.locator("[data-title]")).to_have_text("Seeds")
    expect(room.locator("[data-digits]")).to_have_text(re.compile("4:5"))
    phone.reload()
    assert abs(seconds_left(phone) - seconds_left(room)) <= 1
    press(phone, "+2 min")
    expect(room.get_by_text("5:00 planned, 2:00 added")).to_be_visible()
    assert abs(seconds_left(phone) - seconds_left(room)) <= 1
    press(phone, "Pause")
    expect(room.get_by_text("paused")).to_be_visible()
    press(phone, "Next: Shoots")
    expect(room.locator("[data-title]")).to_have_text("Shoots")
    press(phone, "End the meeting")
    expect(room.get_by_role("heading", name="Time used")).to_be_visible()


def test_the_time_counts_on_without_a_connection_and_what_others_did_is_shown_after(
    projector: BrowserContext, meeting: ReviewMeeting
) -> None:
    begin(meeting, minutes=2)
    room = open_room(projector, meeting)
    expect(room.locator("#lost")).to_be_hidden()

    projector.set_offline(offline=True)
    expect(room.get_by_text("Not connected since")).to_be_visible()
    before = seconds_left(room)
    begin(meeting)
    expect(room.locator("[data-digits]")).to_have_text(f"2:{before - 122:02}")
    expect(room.locator("[data-title]")).to_have_text("Seeds")
    projector.set_offline(offline=False)

    expect(room.locator("[data-title]")).to_have_text("Shoots")
    expect(room.locator("#lost")).to_be_hidden()


def test_the_time_left_is_announced_at_the_start_a_minute_before_the_end_and_at_the_end(
    projector: BrowserContext, meeting: ReviewMeeting
) -> None:
    room = open_room(projector, meeting)
    said = room.locator("#said")
    expect(said).to_be_empty()

    begin(meeting)
    expect(said).to_have_text(re.compile(r"^Seeds: [45]:[05]\d left$"))
    ReviewMeeting.objects.get().demos.update(minutes=1)
    begin(meeting, seconds=-6)
    expect(said).to_have_text("Shoots: One minute left", timeout=15_000)
    begin(meeting, seconds=57)

    expect(said).to_have_text("Soil: Time is up")
    expect(room.get_by_text("over time")).to_be_visible()
    expect(room.get_by_role("timer")).to_have_attribute("aria-live", "off")


def test_the_keyboard_stays_on_the_button_that_was_pressed(sign_in: SignIn, meeting: ReviewMeeting) -> None:
    begin(meeting)
    phone = sign_in(OrganizerFactory(event=meeting.event).user)
    open_controls(phone, meeting)

    phone.get_by_role("button", name="+1 min").focus()
    phone.keyboard.press("Enter")

    expect(phone.get_by_text("5:00 planned, 1:00 added")).to_be_visible()
    expect(phone.get_by_role("button", name="+1 min")).to_be_focused()


def test_the_meeting_is_run_without_javascript(
    browser: Browser, live_server: LiveServer, meeting: ReviewMeeting
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([signed_in_cookie(OrganizerFactory(event=meeting.event), live_server.url)])
    page = context.new_page()
    open_controls(page, meeting)

    press(page, "Start: Seeds")
    press(page, "+5 min")

    expect(page.get_by_text("5:00 planned, 5:00 added")).to_be_visible()
    expect(page.get_by_role("link", name="Refresh the time")).to_be_visible()
    context.close()


def test_a_dozen_lines_fit_the_projector(projector: BrowserContext, meeting: ReviewMeeting) -> None:
    meeting.demos.all().delete()
    DemoFactory.create_batch(20, meeting=meeting, topic__title="A topic with a title that is far too long " * 4)
    begin(meeting, minutes=18)

    room = open_room(projector, meeting)

    lines = room.locator(".coming li").count()
    height = room.locator(".coming li").last.bounding_box()
    assert lines == 5
    assert height
    assert height["y"] + height["height"] <= PROJECTOR["height"]
    assert PROJECTOR["height"] / 17 <= height["height"]
    assert room.evaluate("document.documentElement.scrollWidth") == PROJECTOR["width"]
