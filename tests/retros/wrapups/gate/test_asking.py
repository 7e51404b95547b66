from datetime import date, datetime, timedelta
from textwrap import dedent

import pytest
from django.db import IntegrityError

from planning.outbox.models import Message
from planning.people.models import Attendee
from retros.wrapups.beginning import WrapUpRejected
from retros.wrapups.gate.asking import ReportsNotAsked, ask_for_reports
from retros.wrapups.models import Report, ReportRequest
from tests.clock import HACKING, REVIEW, VOTING, WRAP_UP, at
from tests.constraints import breaks
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    OrganizerFactory,
    ReportFactory,
    ReportRequestFactory,
    TeamFactory,
    TopicFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]


@pytest.fixture
def organizer() -> Attendee:
    organizer: Attendee = OrganizerFactory(event=EventFactory(slug="2026-12"), name="Olga")
    return organizer


def on_team(organizer: Attendee, slug: str = "seeds", **person: object) -> Attendee:
    """Someone who worked on a topic that has no report."""
    attendee = AttendeeFactory(event=organizer.event, **person)
    topic = TopicFactory(event=organizer.event, slug=slug, title=f"Grow `{slug}`")
    MembershipFactory(team=TeamFactory(topic=topic), attendee=attendee)
    return attendee


def letter() -> str:
    return Message.objects.get().text


def test_team_is_asked_with_what_is_missing_where_and_by_when(organizer: Attendee) -> None:
    ada = on_team(organizer, name="Ada", user__email="ada@example.org")

    asked = ask_for_reports(organizer, now=REVIEW)

    message = Message.objects.get()
    assert asked == [ada]
    assert (message.to, message.subject) == (
        "ada@example.org",
        f"The wrap-up of {organizer.event} is waiting for “🌱 Grow seeds”",
    )
    assert message.text == dedent(
        """\
        Hello Ada,

        Olga is putting together the wrap-up of Hack the Garden 2026-12 and needs this from you:

        * “🌱 Grow seeds”
          Missing: the report.
          http://testserver/2026-12/topics/seeds/report/edit/

        Please fill it in by Friday 18 December 2026, 13:00.

        Anyone who worked on it can fill it in, and a few sentences are enough.
        """
    )


def test_letter_names_each_thing_that_is_missing_or_could_be_better(organizer: Attendee) -> None:
    ada = on_team(organizer)
    topic = organizer.event.topics.get()
    ReportFactory(topic=topic, outcome=Report.Outcome.PARTLY, achievements="")

    ask_for_reports(organizer, now=REVIEW)

    assert ada.report_requests.get().topic == topic
    assert (
        "  Missing: what was achieved; the next steps, as the outcome is “partly”.\n"
        "  Even better with: links to what was made.\n"
    ) in letter()


def test_report_that_could_be_better_is_asked_for_on_its_own_only(organizer: Attendee) -> None:
    on_team(organizer)
    topic = organizer.event.topics.get()
    ReportFactory(topic=topic)
    with pytest.raises(ReportsNotAsked, match="Nothing is missing any more"):
        ask_for_reports(organizer, now=REVIEW)

    ask_for_reports(organizer, [topic.pk], now=REVIEW)

    assert "Missing:" not in letter()
    assert "  Even better with: links to what was made.\n" in letter()


def test_only_the_team_of_the_chosen_report_is_asked(organizer: Attendee) -> None:
    ada, _ = on_team(organizer, "seeds"), on_team(organizer, "shoots")

    asked = ask_for_reports(organizer, [organizer.event.topics.get(slug="seeds").pk], now=REVIEW)

    assert asked == [ada]
    assert Message.objects.count() == 1


def test_one_mail_a_person_however_many_reports(organizer: Attendee) -> None:
    ada = on_team(organizer, "seeds")
    other = TeamFactory(topic__event=organizer.event, topic__slug="shoots")
    ada.memberships.update(until=HACKING)
    MembershipFactory(team=other, attendee=ada)

    ask_for_reports(organizer, now=REVIEW)

    message = Message.objects.get()
    assert message.subject == f"The wrap-up of {organizer.event} is waiting for 2 of your reports"
    assert message.text.count("Missing: the report.") == 2
    assert {request.topic.slug for request in message.report_requests.all()} == {"seeds", "shoots"}


def test_request_tells_who_asked_and_when(organizer: Attendee) -> None:
    on_team(organizer)

    ask_for_reports(organizer, now=REVIEW)

    request = ReportRequest.objects.get()
    assert (request.asked_by, request.asked_on) == (organizer, date(2026, 12, 9))


def test_nobody_is_asked_twice_on_one_day(organizer: Attendee) -> None:
    on_team(organizer)
    ask_for_reports(organizer, now=REVIEW)

    with pytest.raises(ReportsNotAsked, match="already been asked today"):
        ask_for_reports(organizer, now=REVIEW + timedelta(hours=3))

    ask_for_reports(organizer, now=REVIEW + timedelta(days=1))
    assert Message.objects.count() == 2


def test_who_joined_the_asking_late_is_still_asked_today(organizer: Attendee) -> None:
    on_team(organizer, "seeds")
    ask_for_reports(organizer, now=REVIEW)
    grace = on_team(organizer, "shoots")

    assert ask_for_reports(organizer, now=REVIEW) == [grace]


def test_report_request_once_a_day() -> None:
    request = ReportRequestFactory()

    with breaks("report_request_once_a_day"):
        ReportRequestFactory(topic=request.topic, to=request.to, asked_on=request.asked_on)


def test_message_of_a_request_that_fails_is_not_sent(organizer: Attendee) -> None:
    ada = on_team(organizer)
    topic = organizer.event.topics.get()
    Message.objects.all().delete()
    ask_for_reports(organizer, now=REVIEW)
    ReportRequest.objects.all().delete()

    with pytest.raises(IntegrityError):
        ask_for_reports(organizer, now=REVIEW)

    assert Message.objects.get().key == f"report-request/{topic.pk}/{ada.pk}/2026-12-09"
    assert not ReportRequest.objects.exists()


def test_nobody_with_an_account_cannot_be_asked(organizer: Attendee) -> None:
    on_team(organizer, user=None)

    with pytest.raises(ReportsNotAsked, match="No one who worked on it has an account here"):
        ask_for_reports(organizer, now=REVIEW)


def test_nobody_is_asked_of_another_event(organizer: Attendee) -> None:
    elsewhere = on_team(OrganizerFactory()).memberships.get().team.topic

    with pytest.raises(ReportsNotAsked, match="Nothing is missing"):
        ask_for_reports(organizer, [elsewhere.pk], now=REVIEW)


@pytest.mark.parametrize("now", [VOTING, HACKING, at(12, 3, 22)])
def test_teams_are_left_to_hack_until_the_last_day(organizer: Attendee, now: datetime) -> None:
    on_team(organizer)

    with pytest.raises(WrapUpRejected, match="begins on the last day of the week, Friday 4 December 2026"):
        ask_for_reports(organizer, now=now)

    ask_for_reports(organizer, now=at(12, 4, 0))


@pytest.mark.parametrize(
    ("now", "when"),
    [
        (WRAP_UP, "Please fill it in by Friday 18 December 2026, 13:00."),
        (at(12, 18, 12), "It was due on Friday 18 December 2026: please fill it in as soon as you can."),
    ],
)
def test_letter_says_by_when(organizer: Attendee, now: datetime, when: str) -> None:
    on_team(organizer)

    ask_for_reports(organizer, now=now)

    assert f"\n\n{when}\n\n" in letter()


def test_letter_about_an_event_from_before_the_product_knows_no_due_date(organizer: Attendee) -> None:
    on_team(organizer)
    event = organizer.event
    event.voting_opens_at = event.voting_closes_at = event.review_ends_at = event.wrap_up_due_at = None
    event.save()

    ask_for_reports(organizer, now=REVIEW)

    assert "It's not too late: please fill it in when you find the time.\n" in letter()
