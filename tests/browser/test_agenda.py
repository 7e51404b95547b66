"""Ordering the agenda: by drag and by button, with mouse and finger, and when the connection or the script fails."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.reviews.models import Demo, ReviewMeeting
from tests.browser.conftest import PHONE, SignIn
from tests.browser.garden import signed_in_cookie
from tests.factories import DemoFactory, EventFactory, MembershipFactory, OrganizerFactory, ReviewMeetingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = ["Seeds", "Shoots", "Soil"]


@pytest.fixture
def meeting() -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory(event=EventFactory(phase=Phase.REVIEW))
    for position, title in enumerate(TITLES, start=1):
        DemoFactory(meeting=meeting, position=position, topic__title=title, topic__emoji="")
    return meeting


@pytest.fixture
def organizer(meeting: ReviewMeeting) -> Any:
    return OrganizerFactory(event=meeting.event)


def open_editor(page: Page, meeting: ReviewMeeting) -> None:
    page.goto(f"/{meeting.event.slug}/agenda/edit/")


def slot(page: Page, title: str) -> Locator:
    return page.locator(".slot").filter(has=page.get_by_role("heading", name=title))


def shown(page: Page) -> list[str]:
    return page.locator(".slot h3").all_inner_texts()


def kept(meeting: ReviewMeeting) -> list[str]:
    return [demo.topic.title for demo in meeting.demos.in_order().select_related("topic")]


def middle_of(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_slot_is_dragged_with_a_mouse(meeting: ReviewMeeting, organizer: Any, sign_in: SignIn) -> None:
    page = sign_in(organizer.user)
    open_editor(page, meeting)
    page.locator("#slots").scroll_into_view_if_needed()
    _, below = middle_of(slot(page, "Soil"))

    slot(page, "Seeds").locator(".slot-handle").hover()
    page.mouse.down()
    page.mouse.move(60, below + 30, steps=8)
    page.mouse.up()

    expect(page.get_by_text("The order has been saved.")).to_be_visible()
    assert (shown(page), kept(meeting)) == (["Shoots", "Soil", "Seeds"], ["Shoots", "Soil", "Seeds"])


def test_slot_is_dragged_with_a_finger(
    meeting: ReviewMeeting, organizer: Any, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, has_touch=True, is_mobile=True)
    context.add_cookies([signed_in_cookie(organizer, live_server.url)])
    page = context.new_page()
    open_editor(page, meeting)
    slot(page, "Shoots").scroll_into_view_if_needed()
    x, y = middle_of(slot(page, "Shoots").locator(".slot-handle"))
    _, above = middle_of(slot(page, "Seeds"))

    touch = context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        at = y + (above - 20 - y) * step / 8
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": at}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(page.get_by_text("The order has been saved.")).to_be_visible()
    assert kept(meeting) == ["Shoots", "Seeds", "Soil"]
    context.close()


def test_slot_is_moved_with_the_keyboard_and_what_was_typed_stays(
    meeting: ReviewMeeting, organizer: Any, sign_in: SignIn
) -> None:
    page = sign_in(organizer.user)
    open_editor(page, meeting)
    slot(page, "Seeds").get_by_label("minutes").fill("40")
    button = page.get_by_role("button", name="Move Soil up")

    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The order has been saved.")).to_be_visible()
    expect(button).to_be_focused()
    expect(page.locator("#agenda-standing")).to_contain_text("50 of 60 minutes")
    expect(slot(page, "Seeds").get_by_label("minutes")).to_have_value("40")
    page.wait_for_load_state("networkidle")
    assert kept(meeting) == ["Soil", "Seeds", "Shoots"]


def test_order_that_could_not_be_kept_goes_along_with_the_page(
    meeting: ReviewMeeting, organizer: Any, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    context.add_cookies([signed_in_cookie(organizer, live_server.url)])
    page = context.new_page()
    open_editor(page, meeting)
    page.route("**/agenda/order/", lambda route: route.abort())

    page.get_by_role("button", name="Move Seeds down").click()
    expect(page.get_by_text("The order couldn't be saved just now.")).to_be_visible()
    page.get_by_role("button", name="Save").last.click()

    expect(page.get_by_text("The agenda has been saved.")).to_be_visible()
    assert kept(meeting) == ["Shoots", "Seeds", "Soil"]
    context.close()


def test_slot_is_moved_without_javascript(
    meeting: ReviewMeeting, organizer: Any, sign_in: SignIn, phone: BrowserContext
) -> None:
    phone.route(re.compile(r"\.js($|\?)"), lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = sign_in(organizer.user)
    open_editor(page, meeting)

    page.get_by_role("button", name="Move Seeds down").click()

    expect(page.locator(".slot h3").first).to_have_text("Shoots")
    assert kept(meeting) == ["Shoots", "Seeds", "Soil"]


def test_enter_in_a_field_saves_and_moves_nothing(meeting: ReviewMeeting, organizer: Any, sign_in: SignIn) -> None:
    page = sign_in(organizer.user)
    open_editor(page, meeting)

    slot(page, "Shoots").get_by_label("minutes").fill("15")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The agenda has been saved.")).to_be_visible()
    assert (kept(meeting), Demo.objects.get(topic__title="Shoots").minutes) == (TITLES, 15)


def test_team_signs_up_and_the_organizer_draws_up_the_agenda_with_one_click(sign_in: SignIn) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    stay = MembershipFactory(team__topic__event=event, team__topic__title="Seeds", attendee__name="Ada")
    page = sign_in(stay.attendee.user)

    page.goto(event.get_absolute_url())
    page.get_by_role("region", name="Do this now").get_by_role("link", name="Say what you’ll show").click()
    page.get_by_label("No demo").check()
    expect(page.get_by_label("Minutes")).to_be_hidden()
    page.get_by_label("We'll show something").check()
    page.get_by_label("Minutes").fill("10")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Will show something, 10 minutes")).to_be_visible()
    page = sign_in(OrganizerFactory(event=event).user)
    page.goto(f"/{event.slug}/agenda/")
    page.get_by_role("button", name=re.compile("Draw up the agenda for Wednesday")).click()

    expect(page.get_by_text("10 of 60 minutes")).to_be_visible()
    expect(page.get_by_role("cell", name="Ada")).to_be_visible()
    assert [demo.topic for demo in ReviewMeeting.objects.get().demos.all()] == list(Topic.objects.all())
