from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.paging import TOPICS
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.wrapups.models import Report, ReportRequest
from tests.factories import (
    EventFactory,
    LinkFactory,
    MembershipFactory,
    MessageFactory,
    NextStepFactory,
    ReportFactory,
    ReportRequestFactory,
    TeamFactory,
    TopicFactory,
)
from tests.flat import assert_flat
from tests.pages import organizing, words, writes_of
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event


@pytest.fixture
def organizer(client: Client, event: Event) -> Attendee:
    return organizing(client, event)


def gate(client: Client, event: Event) -> str:
    return words(client.get(f"/{event.slug}/wrap-up/gate/"))


def ask(client: Client, event: Event, topic: Topic | None = None) -> str:
    """What the page says once it was asked."""
    data = {"topic": topic.slug} if topic else {}
    return words(client.post(f"/{event.slug}/wrap-up/gate/", data, follow=True))


def unreported(event: Event, *names: str, **topic: Any) -> Topic:
    silent: Topic = TopicFactory(event=event, **topic)
    team = TeamFactory(topic=silent)
    for name in names:
        MembershipFactory(team=team, attendee__name=name)
    return silent


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("member", 403), ("organizer", 200)],
)
def test_gate_is_for_organizers(client: Client, event: Event, visitor: str, status: int) -> None:
    topic = TopicFactory(event=event)
    enter(client, visitor, topic)
    unreported(event, "Ada")

    assert client.get(f"/{event.slug}/wrap-up/gate/").status_code == status
    asked = client.post(f"/{event.slug}/wrap-up/gate/").status_code
    assert (asked, ReportRequest.objects.exists()) == (
        302 if visitor in {"anonymous", "organizer"} else status,
        visitor == "organizer",
    )


def test_gate_tells_how_many_are_ready_and_what_each_lacks(client: Client, event: Event, organizer: Attendee) -> None:
    LinkFactory(report=ReportFactory(topic__event=event, topic__title="Ready agent"))
    unreported(event, "Ada", title="Silent agent")
    ReportFactory(topic__event=event, topic__title="Bare agent", outcome="partly", achievements="")

    page = gate(client, event)

    texts = [
        "1 of 3 reports ready",
        "Not ready 🌱 Silent agent missing the report Can fill it in: Ada",
        "Bare agent missing what was achieved; the next steps, as the outcome is “partly”",
        "Even better with: links to what was made",
        "No one from the team is here: an organizer can fill it in",
        "Ready 🌱 Ready agent",
    ]
    assert [text for text in texts if text not in page] == []


def test_gate_tells_who_can_fill_a_report_and_who_was_asked_when(
    client: Client, event: Event, organizer: Attendee
) -> None:
    topic = unreported(event, "Ada", "Bob")
    MembershipFactory(team=topic.team, attendee__name="Cleo", until=topic.team.formed_at + timedelta(days=1))
    MembershipFactory(team=topic.team, attendee__name="Dora", attendee__user=None)
    ada = event.attendees.get(name="Ada")
    yesterday = timezone.localdate() - timedelta(days=1)
    ReportRequestFactory(topic=topic, to=ada, asked_on=yesterday, message=MessageFactory(state=Message.State.DEAD))
    ReportRequestFactory(topic=topic, to=event.attendees.get(name="Bob"), asked_on=timezone.localdate())

    page = gate(client, event)

    assert "Can fill it in: Ada, Bob, Dora (no account), Cleo (left the team)" in page
    assert (
        f"Asked {timezone.localdate():%-d %B} : Bob Asked {yesterday:%-d %B} : Ada (the mail didn't get through)"
        in page
    )
    assert "Ask Ada for the report on" in page


def test_one_click_asks_the_team_of_a_report(client: Client, event: Event, organizer: Attendee) -> None:
    topic = unreported(event, "Ada")
    unreported(event, "Bob")

    page = ask(client, event, topic)

    assert "Asked Ada." in page
    assert f"Asked {timezone.localdate():%-d %B} : Ada" in page
    assert [request.topic for request in ReportRequest.objects.all()] == [topic]


def test_one_click_asks_for_all_that_are_not_ready(client: Client, event: Event, organizer: Attendee) -> None:
    unreported(event, "Ada")
    unreported(event, "Bob")

    page = ask(client, event)

    assert "Asked Ada, Bob." in page
    assert "Ask everyone" not in page
    assert Message.objects.count() == 2


def test_asking_again_on_the_same_day_is_refused_on_the_page(client: Client, event: Event, organizer: Attendee) -> None:
    topic = unreported(event, "Ada")
    ask(client, event)

    assert "has already been asked today. Ask again tomorrow." in ask(client, event, topic)
    assert Message.objects.count() == 1


def test_asking_for_a_topic_that_is_not_there_is_refused(client: Client, event: Event, organizer: Attendee) -> None:
    assert "There's no such topic at this event." in ask(client, event, unreported(EventFactory(), "Ada"))


def test_gate_of_a_week_that_goes_on_says_when_it_opens(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    organizing(client, event)
    unreported(event, "Ada")

    page = gate(client, event)

    assert f"From its last day, {event.ends_on:%A %-d %B} , you can ask the teams and publish." in page
    assert "Ask " not in page
    assert "It's too early" in ask(client, event)


def test_gate_of_an_event_without_teams_says_so(client: Client, event: Event, organizer: Attendee) -> None:
    assert "No topics have been worked on yet." in gate(client, event)


def test_gate_costs_the_same_for_one_page_and_for_three(client: Client, event: Event, organizer: Attendee) -> None:
    assert_flat(client, f"/{event.slug}/wrap-up/gate/", lambda number: many_reports(event, number // 2), rows=TOPICS)


def test_gate_leads_to_what_is_not_on_its_first_page(client: Client, event: Event, organizer: Attendee) -> None:
    for name in ("Ready", "Also ready"):
        LinkFactory(report=ReportFactory(topic__event=event, topic__title=name))
    many_reports(event, TOPICS // 2)

    first, second = (words(client.get(f"/{event.slug}/wrap-up/gate/?page={number}")) for number in (1, 2))

    assert "Not ready" in first
    assert "1 to 20 of 22" in first
    assert "Also ready" not in first
    assert "Not ready" not in second
    assert "Ask everyone who can fill them in" in second
    assert "Ready 🌱 Ready 🌱 Also ready" in second


def test_looking_at_the_gate_writes_nothing(client: Client, event: Event, organizer: Attendee) -> None:
    unreported(event, "Ada")

    assert writes_of(client, f"/{event.slug}/wrap-up/gate/") == []


def many_reports(event: Event, number: int) -> None:
    """Twice as many topics: written ones that lack something, and others."""
    for _ in range(number):
        NextStepFactory(topic=ReportFactory(topic__event=event, achievements="").topic)
        topic = unreported(event, "Ada", "Bob")
        ReportRequestFactory(topic=topic, to=topic.team.memberships.all()[0].attendee)


def test_many_who_are_asked_are_not_all_named(client: Client, event: Event, organizer: Attendee) -> None:
    unreported(event, *(f"Person {number:02}" for number in range(23)))

    assert "Person 19, 3 more." in ask(client, event)


@pytest.mark.parametrize(
    ("visitor", "is_shown"), [("anonymous", False), ("attendee", False), ("member", True), ("organizer", True)]
)
def test_report_tells_its_team_what_it_lacks(client: Client, visitor: str, *, is_shown: bool) -> None:
    report = ReportFactory(topic__event=EventFactory(phase=Phase.REVIEW), outcome=Report.Outcome.PARTLY)
    enter(client, visitor, report.topic)

    page = words(client.get(f"{report.topic.get_absolute_url()}report/"))

    texts = [
        "For the wrap-up missing the next steps, as the outcome is “partly”",
        "Even better with: links to what was made",
    ]
    assert [text in page for text in texts] == [is_shown, is_shown]
