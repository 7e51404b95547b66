"""What people come for, on a phone, in a real browser."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.teams.models import Membership
from planning.topics.models import Topic
from planning.voting.models import Vote
from retros.board.models import Note
from retros.nextsteps.models import NextStep
from tests.browser.conftest import SignIn
from tests.factories import AttendeeFactory, EventFactory, MembershipFactory, NextStepFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_newcomer_signs_up_with_a_mailed_code_and_registers(phone: BrowserContext) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    page = phone.new_page()

    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Register").first.click()
    page.get_by_role("textbox", name="E-mail address").fill("ada@example.org")
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code").fill(mailed_code("ada@example.org"))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Name", exact=True).fill("Ada")
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_text("You have a seat").first).to_be_visible()
    assert [attendee.name for attendee in Attendee.objects.filter(event=event)] == ["Ada"]


def test_attendee_proposes_a_topic(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM))
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/topics/")
    page.get_by_role("link", name="Propose a topic").first.click()
    page.get_by_label("Title").fill("Grow `seeds` at night")
    page.get_by_label("Problem").fill("They only grow by day.")
    page.get_by_role("button", name="Propose").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Grow seeds at night"))
    assert [topic.proposed_by for topic in Topic.objects.all()] == [attendee]


def test_attendee_votes_and_changes_the_ballot(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    TopicFactory(event=attendee.event, title="Seeds")
    TopicFactory(event=attendee.event, title="Shoots")
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/ballot/")
    vote_for(page, "Seeds")
    page.goto(f"/{attendee.event.slug}/ballot/")
    page.get_by_role("button", name="Voted for Seeds").click()
    expect(page.get_by_text("taken back")).to_be_visible()
    vote_for(page, "Shoots")

    assert [vote.topic.title for vote in Vote.objects.all()] == ["Shoots"]


def test_attendee_votes_without_javascript(sign_in: SignIn, phone: BrowserContext) -> None:
    phone.route(re.compile(r"\.js($|\?)"), lambda route: route.fulfill(body="", content_type="text/javascript"))
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.VOTING))
    TopicFactory(event=attendee.event, title="Seeds")
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/ballot/")
    vote_for(page, "Seeds")

    assert [vote.topic.title for vote in Vote.objects.all()] == ["Seeds"]


def test_attendee_sees_their_team_and_switches(sign_in: SignIn) -> None:
    event = EventFactory(phase=Phase.HACKING)
    stay = MembershipFactory(team__topic__event=event, team__topic__title="Seeds")
    other = MembershipFactory(team__topic__event=event, team__topic__title="Shoots", attendee__name="Grace")
    page = sign_in(stay.attendee.user)

    page.goto(f"/{event.slug}/teams/")
    expect(page.get_by_text("Your team").first).to_be_visible()
    page.goto(other.team.get_absolute_url())
    page.get_by_role("button", name=re.compile("(Join|Switch)")).click()

    expect(page.get_by_text(stay.attendee.name).first).to_be_visible()
    assert Membership.objects.present().get(attendee=stay.attendee).team == other.team


def test_owner_closes_a_next_step_in_place(sign_in: SignIn) -> None:
    owner = AttendeeFactory(event=EventFactory(phase=Phase.CLOSED))
    step = NextStepFactory(topic__event=owner.event, owner=owner, text="Water them.")
    page = sign_in(owner.user)

    page.goto("/next-steps/")
    page.locator(f"#step-{step.pk} summary").click()
    page.locator(f"#step-{step.pk}").get_by_label(re.compile("Where it went")).fill("Watered.")
    page.locator(f"#step-{step.pk}").get_by_role("button", name="Done").click()

    expect(page.locator(f"#step-{step.pk}").get_by_role("button", name=re.compile("Reopen"))).to_be_visible()
    step.refresh_from_db()
    assert (step.state, step.closed_by, step.closing_note) == (NextStep.State.DONE, owner.user, "Watered.")


def test_attendee_pins_a_note_and_marks_it_in_place(sign_in: SignIn) -> None:
    attendee = AttendeeFactory(event=EventFactory(phase=Phase.REVIEW))
    page = sign_in(attendee.user)

    page.goto(f"/{attendee.event.slug}/board/")
    page.get_by_role("radio", name="thanks").check()
    page.get_by_role("textbox", name="Your note").fill("To the cook!")
    page.get_by_label("Leave my name out").check()
    page.get_by_role("button", name="Put it on the board").click()
    page.get_by_role("button", name="Mark “To the cook!”").click()

    expect(page.get_by_text("2 of 3 marks left")).to_be_visible()
    expect(page.get_by_role("button", name="Take back your mark")).to_be_focused()
    assert [(note.author, note.marks.get().attendee) for note in Note.objects.all()] == [(None, attendee)]


def vote_for(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"Vote for {title}").click()
    expect(page.get_by_role("button", name=f"Voted for {title}")).to_be_visible()


def mailed_code(address: str) -> str:
    """The code as it is in the mail, alone on a line."""
    message = Message.objects.get(to=address)
    codes = [line.strip() for line in message.text.splitlines() if re.fullmatch(r"\s*[A-Z0-9-]{6,9}\s*", line)]
    return codes[0]
