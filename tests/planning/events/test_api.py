from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import User
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def planner() -> User:
    user: User = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    return user


def test_events_are_listed_for_anyone_the_newest_first() -> None:
    past, coming = PastEventFactory(), EventFactory()

    listed = visitor().get("/api/v1/events/").json()["results"]

    assert [event["slug"] for event in listed] == [coming.slug, past.slug]


def test_event_tells_its_phase_and_when_it_ends() -> None:
    event = EventFactory(phase=Phase.VOTING)

    answer = visitor().get(below(event)).json()

    assert answer["phase"] == "voting"
    assert answer["phase_ends_at"] == timezone.localtime(event.voting_closes_at).isoformat()


def test_event_from_before_the_product_is_closed() -> None:
    answer = visitor().get(below(PastEventFactory())).json()

    assert (answer["phase"], answer["phase_ends_at"]) == ("closed", None)


def test_unknown_event_is_a_404() -> None:
    assert refusal(visitor().get("/api/v1/events/1999-01/"))[0] == 404


@pytest.mark.parametrize("phase", list(Phase))
def test_events_filter_by_phase(phase: Phase) -> None:
    for other in Phase:
        EventFactory(phase=other)

    listed = visitor().get("/api/v1/events/", {"phase": phase}).json()["results"]

    assert [event["phase"] for event in listed] == [phase]


def test_events_without_all_deadlines_filter_by_phase_too() -> None:
    before, days = PastEventFactory(), PastEventFactory()
    now = timezone.now()
    Event.objects.filter(pk=days.pk).update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))

    hacking = visitor().get("/api/v1/events/?phase=hacking").json()["results"]
    closed = visitor().get("/api/v1/events/?phase=closed").json()["results"]

    assert [event["slug"] for event in hacking] == [days.slug]
    assert [event["slug"] for event in closed] == [before.slug]


def test_events_refuse_a_phase_that_there_is_not() -> None:
    assert wrong_fields(visitor().get("/api/v1/events/?phase=lunch")) == {"phase"}


def test_events_filter_by_organization() -> None:
    event, _ = EventFactory.create_batch(2)
    event.organizations.add(OrganizationFactory(name="x-cellent"))

    listed = visitor().get("/api/v1/events/?organization=x-cellent").json()["results"]

    assert [event["slug"] for event in listed] == [event.slug]


def test_events_cost_the_same_queries_however_many() -> None:
    def add(number: int) -> None:
        for event in EventFactory.create_batch(number):
            event.hosts.add(OrganizationFactory())
            event.organizations.add(OrganizationFactory())

    same_queries_for_3_and_30(visitor(), "/api/v1/events/", add)


def test_organizations_are_listed_by_name() -> None:
    for name in ["x-cellent", "SAP"]:
        OrganizationFactory(name=name)

    listed = visitor().get("/api/v1/organizations/").json()["results"]

    assert [organization["name"] for organization in listed] == ["SAP", "x-cellent"]


def test_organization_is_read_by_its_id() -> None:
    organization = OrganizationFactory(name="SAP", url="https://www.sap.com")

    answer = visitor().get(f"/api/v1/organizations/{organization.pk}/").json()

    assert answer == {"id": organization.pk, "name": "SAP", "url": "https://www.sap.com"}


def plan(**changes: object) -> dict[str, object]:
    return {
        "slug": "2999-05",
        "name": "Hack the Garden 05/2999",
        "starts_at": "2999-05-24T09:00:00Z",
        "ends_at": "2999-05-28T16:00:00Z",
        **changes,
    }


def test_plan_event_makes_its_host_the_organizer() -> None:
    host = planner()

    response = visitor(host).post("/api/v1/events/", plan())

    event = Event.objects.get(slug="2999-05")
    assert response.status_code == 201
    assert response.json()["phase"] == "brainstorm"
    assert [organizer.user for organizer in event.attendees.organizers()] == [host]


def test_plan_event_takes_a_permission() -> None:
    statuses = [refusal(visitor(who).post("/api/v1/events/", plan()))[0] for who in (None, UserFactory())]

    assert statuses == [401, 403]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "2999-13"}, "non_field_errors"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"ends_at": None}, "ends_at"),
        ({"ends_at": "2999-05-01T16:00:00Z"}, "non_field_errors"),
        ({"starts_at": "0001-01-02T00:00:00Z"}, "starts_at"),
        ({"venue_url": "the hut"}, "venue_url"),
    ],
)
def test_plan_event_names_the_field_that_is_wrong(changes: dict[str, object], field: str) -> None:
    assert wrong_fields(visitor(planner()).post("/api/v1/events/", plan(**changes))) == {field}


def test_plan_event_of_a_known_month_is_a_400() -> None:
    EventFactory(slug="2999-05")

    assert wrong_fields(visitor(planner()).post("/api/v1/events/", plan())) == {"slug"}


def test_end_phase_moves_the_event_on() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)

    response = visitor(organizer).post(
        below(organizer.event, "end-phase/"), {"phase": "voting", "reason": "All have voted."}
    )

    organizer.event.refresh_from_db()
    assert response.json()["phase"] == "team-formation"
    assert organizer.event.phase_at(timezone.now()) is Phase.TEAM_FORMATION


def test_end_phase_that_is_over_is_a_409() -> None:
    organizer = OrganizerFactory(event__phase=Phase.HACKING)

    response = visitor(organizer).post(below(organizer.event, "end-phase/"), {"phase": "voting"})

    assert refusal(response) == (409, "Voting is over already. Reload the page to see where the event is now.")


def test_schedule_changes_the_deadlines_that_are_sent() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)
    later = organizer.event.voting_closes_at + timedelta(hours=5)

    response = visitor(organizer).patch(
        below(organizer.event, "schedule/"), {"voting_closes_at": later.isoformat(), "reason": "The uplink was down."}
    )

    event, change = Event.objects.get(pk=organizer.event.pk), organizer.event.log.first()
    assert response.status_code == 200
    assert (event.voting_closes_at, event.starts_at) == (later, organizer.event.starts_at)
    assert (change.history_change_reason, change.history_user) == ("The uplink was down.", organizer.user)


def test_schedule_out_of_order_is_a_400_and_changes_nothing() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)
    before = organizer.event.voting_closes_at

    response = visitor(organizer).patch(
        below(organizer.event, "schedule/"), {"voting_closes_at": "2200-01-01T00:00:00Z", "reason": "Why not."}
    )

    organizer.event.refresh_from_db()
    assert wrong_fields(response) == {"non_field_errors"}
    assert organizer.event.voting_closes_at == before


@pytest.mark.parametrize("change", [{"reason": ""}, {}])
def test_schedule_takes_a_reason(change: dict[str, str]) -> None:
    organizer = OrganizerFactory()

    assert wrong_fields(visitor(organizer).patch(below(organizer.event, "schedule/"), change)) == {"reason"}


@pytest.mark.parametrize(("method", "path"), [("post", "end-phase/"), ("patch", "schedule/")])
def test_deadlines_are_the_organizers(method: str, path: str) -> None:
    attendee = AttendeeFactory(event__phase=Phase.VOTING)
    address = below(attendee.event, path)

    statuses = [refusal(getattr(visitor(who), method)(address))[0] for who in (None, UserFactory(), attendee)]

    assert statuses == [401, 404, 403]
