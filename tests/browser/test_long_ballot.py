"""A ballot with more topics than anyone reads through."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from planning.events.phases import Phase
from planning.paging import ROWS
from planning.topics.models import Topic
from planning.voting.casting.taps import give_vote
from tests.browser.audit import NARROWEST, is_too_wide
from tests.browser.conftest import SignIn
from tests.factories import AttendeeFactory, EventFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_attendee_finds_reads_and_marks_a_topic_without_leaving_a_long_ballot(sign_in: SignIn) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attendee = AttendeeFactory(event=event)
    TopicFactory.create_batch(ROWS, event=event)
    TopicFactory(event=event, title="Grow **Seeds** at night", problem="They only grow by day.")
    page = sign_in(attendee.user)

    page.goto(f"/{event.slug}/ballot/")
    votes = page.locator("button.vote")
    votes.first.click()
    expect(page.get_by_text(f"{event.votes_per_ballot - 1} of {event.votes_per_ballot} votes left")).to_be_visible()
    page.get_by_role("searchbox", name="Find a topic").fill("night seeds")
    page.keyboard.press("Enter")  # finds, and casts nothing
    expect(votes.locator("visible=true")).to_have_count(1)
    expect(page.get_by_text(f"1 of {ROWS + 1} topics")).to_be_visible()
    page.get_by_text("Grow Seeds at night").first.click()
    expect(page.get_by_text("They only grow by day.")).to_be_visible()
    page.get_by_role("button", name="Vote for Grow Seeds at night").click()

    expect(page.get_by_role("button", name="Voted for Grow Seeds at night")).to_be_visible()
    expect(page.get_by_text("Saved: vote for")).to_be_visible()
    assert Topic.objects.filter(votes__ballot__attendee=attendee).count() == 2


def test_a_long_ballot_fits_a_window_that_becomes_narrower(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    TopicFactory.create_batch(2 * ROWS, event=attendee.event)
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/ballot/")
    page.set_viewport_size(NARROWEST)

    assert not is_too_wide(page)


def test_taps_without_a_connection_are_kept_and_sent_when_it_is_back(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)
    page = sign_in(attendee.user)
    page.goto(f"/{attendee.event.slug}/ballot/")

    page.context.set_offline(True)
    for slug in (seeds.slug, shoots.slug):
        page.locator(f"#v-{slug}").click()
    expect(page.get_by_text("No connection: 2 taps are kept on this device")).to_be_visible()
    assert not Topic.objects.filter(votes__ballot__attendee=attendee).exists()
    page.context.set_offline(False)

    expect(page.locator("button.vote[aria-pressed=true]")).to_have_count(2)
    assert set(Topic.objects.filter(votes__ballot__attendee=attendee)) == {seeds, shoots}


def test_rows_follow_what_another_tab_saved(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)
    page = sign_in(attendee.user)
    page.goto(f"/{attendee.event.slug}/ballot/")
    give_vote(attendee, seeds, clock=timezone.now)

    page.locator(f"#v-{shoots.slug}").click()

    expect(page.locator("button.vote[aria-pressed=true]")).to_have_count(2)
