from typing import Any

import pytest

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.paging import ROWS
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
from tests.flat import assert_flat

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
        "next": None,
        "previous": None,
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
    assert gate(AttendeeFactory(event=event)) == {
        "ready": 0,
        "total": 0,
        "next": None,
        "previous": None,
        "reports": [],
    }


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


def add_silent_teams(event: Event, number: int) -> None:
    before = event.topics.count()
    for place in range(before, before + number):
        member = AttendeeFactory(event=event, organization=OrganizationFactory())
        stay = MembershipFactory(team__topic__event=event, team__topic__slug=f"topic-{place:03}", attendee=member)
        ReportRequestFactory(topic=stay.team.topic, to=member)


def test_gate_costs_the_same_for_one_page_and_for_three(organizer: Attendee) -> None:
    address = below(organizer.event, "wrap-up/gate/")

    assert_flat(visitor(organizer), address, lambda number: add_silent_teams(organizer.event, number))


def test_gate_counts_all_and_leads_through_the_pages(organizer: Attendee) -> None:
    ReportFactory(topic__event=organizer.event, topic__slug="first", topic__position=0)
    add_silent_teams(organizer.event, ROWS)

    first = gate(organizer)
    second = visitor(organizer).get(first["next"]).json()

    assert [(page["ready"], page["total"], len(page["reports"])) for page in (first, second)] == [
        (1, ROWS + 1, ROWS),
        (1, ROWS + 1, 1),
    ]
    assert (first["reports"][0]["topic"], second["reports"][0]["topic"]) == ("first", f"topic-{ROWS:03}")
    assert (first["previous"], second["next"]) == (None, None)


@pytest.mark.parametrize("page", ["0", "2", "last", "x", "9" * 5000])
def test_page_of_the_gate_that_is_none_is_a_404(organizer: Attendee, page: str) -> None:
    answer = visitor(organizer).get(below(organizer.event, "wrap-up/gate/"), {"page": page})

    assert refusal(answer) == (404, "There is no such page. Leave out `page` to begin with the first one.")
