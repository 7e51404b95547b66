"""Without a connection: the page says so, and keeps what was typed."""

import pytest
from playwright.sync_api import expect

from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.browser.conftest import SignIn
from tests.factories import AttendeeFactory, EventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_form_is_kept_until_the_connection_is_back(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM))
    page = sign_in(attendee.user)
    page.goto(f"/{attendee.event.slug}/topics/new/")
    note, send = page.locator("#offline"), page.get_by_role("button", name="Propose")
    page.get_by_label("Title").fill("Grow seeds in winter")
    page.get_by_label("Problem").fill("They freeze.")

    page.context.set_offline(True)
    expect(note).to_have_text("You are offline. What you see may be old.", use_inner_text=True)
    send.click()
    expect(note).to_contain_text("What you typed is still here", use_inner_text=True)
    page.context.set_offline(False)
    expect(note).to_be_hidden()
    send.click()

    expect(page.get_by_role("heading", name="Grow seeds in winter")).to_be_visible()
    assert Topic.objects.get().problem == "They freeze."
