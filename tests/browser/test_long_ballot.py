"""A ballot with more topics than anyone reads through."""

import pytest
from playwright.sync_api import expect

from planning.events.phases import Phase
from planning.paging import ROWS
from planning.topics.models import Topic
from tests.browser.audit import NARROWEST, is_too_wide
from tests.browser.conftest import SignIn
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_attendee_finds_reads_and_marks_a_topic_without_leaving_a_long_ballot(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    TopicFactory.create_batch(ROWS, event=attendee.event)
    TopicFactory(event=attendee.event, title="Grow **Seeds** at night", problem="They only grow by day.")
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/ballot/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("searchbox").fill("night seeds")
    page.keyboard.press("Enter")  # finds, and casts nothing
    expect(page.get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_text(f"1 of {ROWS + 1} topics")).to_be_visible()
    page.get_by_role("link", name="Read Grow Seeds at night").click()
    expect(page.get_by_text("They only grow by day.")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Cast my ballot").click()

    expect(page.get_by_text("Your ballot is in, with 2 votes.")).to_be_visible()
    assert Topic.objects.filter(votes__ballot__attendee=attendee).count() == 2


def test_a_long_ballot_fits_a_window_that_becomes_narrower(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    TopicFactory.create_batch(2 * ROWS, event=attendee.event)
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/ballot/")
    page.set_viewport_size(NARROWEST)

    assert not is_too_wide(page)
