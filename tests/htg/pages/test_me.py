import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.tokens.models import ApiToken
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from tests import clock
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    EventFactory,
    MembershipFactory,
    MessageFactory,
    NextStepFactory,
    ReportFactory,
    ReviewMeetingFactory,
    StepLinkFactory,
    UserFactory,
)
from tests.pages import attending, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


def test_me_asks_visitors_to_sign_in(client: Client) -> None:
    assert client.get("/me/")["Location"] == "/accounts/login/?next=/me/"


def test_me_of_a_newcomer_says_where_to_begin(client: Client) -> None:
    client.force_login(UserFactory(email="ada@example.org"))

    page = words(client.get("/me/"))

    assert "ada@example.org" in page
    assert "You haven’t registered for an event yet." in page
    assert "You have no open next steps." in page
    assert "Nothing yet. Mails about your seat" in page


def test_me_leads_who_has_no_step_to_those_that_nobody_has(client: Client) -> None:
    NextStepFactory(text="Water the seeds.")
    NextStepFactory(text="Cut the shoots.", owner=AttendeeFactory())
    client.force_login(UserFactory())

    link = re.search(r'href="([^"]*)">See those without an owner<', client.get("/me/").content.decode())
    assert link
    page = words(client.get(link[1]))

    assert "Water the seeds." in page
    assert "Cut the shoots." not in page


def test_me_tells_what_i_have_done_at_the_nearest_event(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION, slug="2031-05")
    attendee = attending(client, event)
    AttendeeFactory(user=attendee.user, event=EventFactory(phase=Phase.BRAINSTORM, slug="2031-12"))
    BallotFactory(attendee=attendee)
    MembershipFactory(team__topic__event=event, team__topic__title="Seeds", attendee=attendee)

    page = words(client.get("/me/"))

    assert "Your ballot is in" in page
    assert "You have made no wishes yet" in page
    assert "Your team: Seeds" in page
    assert "See your team" in page


def test_me_tells_how_far_my_report_is(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    ReviewMeetingFactory(event=event)
    topic = MembershipFactory(team__topic__event=event, attendee=attending(client, event)).team.topic
    unwritten = words(client.get("/me/"))
    report = ReportFactory(topic=topic, achievements="")
    lacking = words(client.get("/me/"))
    report.achievements = "It works."
    report.save()

    assert "Your report is not written yet" in unwritten
    assert "Your report lacks what was achieved" in lacking
    assert f"The report on “{topic}” still lacks what was achieved." in lacking
    assert "Your report is in" in words(client.get("/me/"))


def test_me_lists_my_open_steps_and_marks_what_is_overdue(client: Client) -> None:
    attendee = attending(client, EventFactory())
    today = timezone.localdate()
    NextStepFactory(owner=attendee, text="Write `it` up.", due_on=today - timedelta(days=1))
    NextStepFactory(owner=attendee, text="Not due yet.", due_on=today)
    NextStepFactory(owner=attendee, text="Long done.", state=NextStep.State.DONE)
    NextStepFactory(owner=AttendeeFactory(), text="Someone else's.")

    response = client.get("/me/")

    page = words(response)
    assert "<code>it</code>" in response.content.decode()
    assert response.content.decode().count("badge-overdue") == 1
    assert "Not due yet." in page
    assert "Long done." not in page
    assert "Someone else" not in page


def test_me_asks_whether_a_step_is_done_that_evidence_speaks_for(client: Client) -> None:
    attendee = attending(client, EventFactory())
    merged, _still_open = NextStepFactory.create_batch(2, owner=attendee)
    StepLinkFactory(step=merged, state=StepLink.State.MERGED)

    assert words(client.get("/me/")).count("done?") == 1


def test_me_shows_my_mail_and_no_codes(client: Client) -> None:
    attendee = attending(client, EventFactory())
    MessageFactory(to=attendee.email, subject="Your team")
    MessageFactory(to=attendee.email, subject="A code", key="account/1")
    MessageFactory(to="other@example.org", subject="Private")

    page = words(client.get("/me/"))

    assert "Your team" in page
    assert "A code" not in page
    assert "Private" not in page


def test_me_lists_my_tokens_by_name(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    ApiToken.issue(user, "My laptop", now=timezone.now())
    ApiToken.issue(UserFactory(), "Their laptop", now=timezone.now())

    page = words(client.get("/me/"))

    assert "My laptop" in page
    assert "read only, never used" in page
    assert "Their laptop" not in page


@pytest.mark.usefixtures("in_berlin")
def test_me_tells_when_a_token_was_used_last(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    ApiToken.issue(user, "My laptop", scope="write", now=timezone.now())
    user.api_tokens.update(last_used_at=clock.HACKING)

    assert "read and write, last used 2 Dec 2026, 13:00" in words(client.get("/me/"))


def test_me_costs_as_many_queries_for_thirty_things_as_for_three(client: Client) -> None:
    user = UserFactory()
    AttendeeFactory(user=user, event=EventFactory(phase=Phase.HACKING, slug="2099-12"))
    client.force_login(user)

    def add(count: int) -> None:
        for _ in range(count):
            NextStepFactory(owner=AttendeeFactory(user=user))
            MessageFactory(to=user.email)
            ApiToken.issue(user, "Laptop", now=timezone.now())

    add(3)
    few = queries_of(client, "/me/")

    add(27)

    assert len(queries_of(client, "/me/")) == len(few)


def test_me_writes_nothing(client: Client) -> None:
    attending(client, EventFactory(phase=Phase.VOTING))

    assert writes_of(client, "/me/") == []


def test_me_leaves_out_events_i_cancelled(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, name="Hack the Hedge")
    client.force_login(AttendeeFactory(event=event, cancelled_at=timezone.now()).user)

    assert "Hack the Hedge" not in words(client.get("/me/"))
