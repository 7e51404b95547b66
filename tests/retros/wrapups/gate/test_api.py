from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee
from retros.wrapups.models import ReportRequest
from tests.api import below, refusal, visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    MembershipFactory,
    OrganizationFactory,
    OrganizerFactory,
    ReportFactory,
    ReportRequestFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event


@pytest.fixture
def organizer(event: Event) -> Attendee:
    organizer: Attendee = OrganizerFactory(event=event)
    return organizer


def on_team(event: Event, slug: str = "seeds") -> Attendee:
    member: Attendee = MembershipFactory(team__topic__event=event, team__topic__slug=slug).attendee
    return member


def gate(who: Attendee) -> Any:
    return visitor(who).get(below(who.event, "wrap-up/gate/")).json()


def ask(who: Attendee, *topics: str) -> Any:
    return visitor(who).post(below(who.event, "wrap-up/gate/"), {"topics": topics} if topics else {}, format="json")


def test_gate_tells_what_each_report_lacks_who_can_fill_it_and_who_was_asked(organizer: Attendee) -> None:
    ada = on_team(organizer.event)
    request = ReportRequestFactory(topic=organizer.event.topics.get(), to=ada)
    ReportFactory(topic__event=organizer.event, topic__slug="shoots")

    answer = gate(organizer)

    person = {"id": ada.pk, "name": ada.name, "github": "", "organization": None}
    assert answer == {
        "ready": 1,
        "total": 2,
        "reports": [
            {
                "topic": "seeds",
                "is_ready": False,
                "lacks": [{"part": "report", "level": "missing", "text": "the report"}],
                "people": [person],
                "requests": [{"to": person, "asked_on": str(request.asked_on), "mail": "waiting"}],
            },
            {
                "topic": "shoots",
                "is_ready": True,
                "lacks": [{"part": "links", "level": "could be better", "text": "links to what was made"}],
                "people": [],
                "requests": [],
            },
        ],
    }


def test_team_sees_what_its_own_report_lacks_and_no_other(event: Event) -> None:
    ada, _ = on_team(event, "seeds"), on_team(event, "shoots")

    assert [report["topic"] for report in gate(ada)["reports"]] == ["seeds"]
    assert gate(AttendeeFactory(event=event)) == {"ready": 0, "total": 0, "reports": []}


def test_gate_is_closed_to_outsiders(event: Event) -> None:
    address = below(event, "wrap-up/gate/")

    assert [refusal(visitor(who).get(address))[0] for who in (None, UserFactory())] == [401, 404]


def test_asking_is_the_organizers(event: Event) -> None:
    ada, address = on_team(event), below(event, "wrap-up/gate/")

    assert [refusal(visitor(who).post(address))[0] for who in (None, UserFactory(), ada)] == [401, 404, 403]
    assert not ReportRequest.objects.exists()


def test_all_that_is_not_ready_is_asked_for(organizer: Attendee) -> None:
    on_team(organizer.event, "seeds")
    on_team(organizer.event, "shoots")

    response = ask(organizer)

    assert response.status_code == 200
    assert [len(report["requests"]) for report in response.json()["reports"]] == [1, 1]
    assert Message.objects.count() == 2


def test_chosen_topics_are_asked_for(organizer: Attendee) -> None:
    ada, _ = on_team(organizer.event, "seeds"), on_team(organizer.event, "shoots")

    ask(organizer, "seeds")

    assert [request.to for request in ReportRequest.objects.all()] == [ada]


def test_asking_twice_on_one_day_is_a_409(organizer: Attendee) -> None:
    on_team(organizer.event)
    ask(organizer)

    assert refusal(ask(organizer)) == (
        409,
        "Everyone who can fill it in has already been asked today. Ask again tomorrow.",
    )


def test_asking_before_the_last_day_is_a_409() -> None:
    organizer = OrganizerFactory(event__phase=Phase.HACKING)
    on_team(organizer.event)

    assert refusal(ask(organizer))[0] == 409


@pytest.mark.parametrize("topics", [["elsewhere"], [], "seeds", ["no slug!"]])
def test_topics_that_are_none_are_named(organizer: Attendee, topics: object) -> None:
    on_team(organizer.event)
    TopicFactory(slug="elsewhere")

    response = visitor(organizer).post(below(organizer.event, "wrap-up/gate/"), {"topics": topics}, format="json")

    assert wrong_fields(response) == {"topics"}
    assert not ReportRequest.objects.exists()


def test_gate_costs_the_same_queries_however_many_reports(organizer: Attendee) -> None:
    def queries(added: int) -> int:
        for number in range(added):
            member = AttendeeFactory(event=organizer.event, organization=OrganizationFactory())
            slug = f"topic-{number}-of-{added}"
            MembershipFactory(team__topic__event=organizer.event, team__topic__slug=slug, attendee=member)
            ReportRequestFactory(topic=organizer.event.topics.get(slug=slug), to=member)
        with CaptureQueriesContext(connection) as taken:
            gate(organizer)
        return len(taken)

    assert queries(3) == queries(27)
