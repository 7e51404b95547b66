import pytest
from django.test import Client

from planning.events.election import ELECTION
from planning.events.models import DEADLINES, Event, Organization
from planning.events.phases import Phase
from tests.admin_pages import act, address, confirm_import, export, preview_import, refusals, sign_in, staff
from tests.clock import DEADLINES_OF_2026_12
from tests.factories import EventFactory, OrganizationFactory, PastEventFactory

pytestmark = pytest.mark.django_db


def form_of(event: Event, **changes: str) -> dict[str, str]:
    """What the form of an event holds, with times as the two boxes of Django's admin."""
    values = {
        field: str(getattr(event, field) or "")
        for field in ("slug", "name", "entry", "votes_per_ballot", "late_topics")
    }
    values |= {field: str(getattr(event, field)) for field in ("team_size_min", "team_size_max")}
    values |= {field: str(getattr(event, field) or "") for field in ELECTION}
    for field in DEADLINES:
        deadline = getattr(event, field)
        values |= {f"{field}_0": f"{deadline:%Y-%m-%d}", f"{field}_1": f"{deadline:%H:%M}"} if deadline else {}
    return values | changes


@pytest.mark.parametrize("phase", list(Phase))
def test_an_event_shows_its_phase(phase: Phase, admin_client: Client) -> None:
    event = EventFactory(phase=phase)

    page = admin_client.get(address(Event, "change", event.pk))

    assert page.context["adminform"].model_admin.phase_now(event) == phase.label
    assert f'<div class="readonly">{phase.label}</div>' in page.content.decode()


def test_a_new_event_has_no_phase_yet(admin_client: Client) -> None:
    page = admin_client.get(address(Event, "add")).content.decode()

    assert "That depends on the deadlines below." in page


@pytest.mark.parametrize(
    ("standing", "expected"),
    [("running", {"voting"}), ("closed", {"closed", "past"}), ("", {"voting", "closed", "past"})],
)
def test_events_can_be_told_apart_by_standing(standing: str, expected: set[str], admin_client: Client) -> None:
    EventFactory(name="voting", phase=Phase.VOTING)
    EventFactory(name="closed", phase=Phase.CLOSED)
    PastEventFactory(name="past")

    page = admin_client.get(address(Event, "changelist"), {"standing": standing} if standing else {})

    assert {event.name for event in page.context["cl"].queryset} == expected


def test_a_change_of_deadlines_is_kept_with_who_and_why(admin_client: Client) -> None:
    event = EventFactory()

    response = admin_client.post(
        address(Event, "change", event.pk), form_of(event, wrap_up_due_at_0="2026-12-20", reason="A week more to write")
    )

    change = event.history.latest()
    assert response.status_code == 302
    assert (change.history_user.email, change.history_change_reason) == ("admin@example.com", "A week more to write")


def test_deadlines_out_of_order_are_refused_in_the_words_of_the_rule(admin_client: Client) -> None:
    event = EventFactory()

    response = admin_client.post(address(Event, "change", event.pk), form_of(event, ends_at_0="2026-01-01"))

    assert "The deadlines are out of order." in response.content.decode()
    assert event.history.count() == 1


def test_ending_a_phase_asks_first(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)

    page = admin_client.post(
        address(Event, "changelist"), {"action": "end_phase_now", "_selected_action": [event.pk]}
    ).content.decode()

    assert "is in Voting until" in page
    assert f'name="phase-{event.pk}" value="voting"' in page
    assert event.history.count() == 1


def test_ending_a_phase_keeps_who_and_why(admin_client: Client) -> None:
    event = EventFactory(name="Hut", phase=Phase.VOTING)

    messages = act(admin_client, "end_phase_now", [event], **{f"phase-{event.pk}": "voting", "reason": "All are in."})

    change = event.history.latest()
    assert messages == ["Hut: the phase has ended."]
    assert change.history_change_reason == "Voting ended early. All are in."
    assert change.history_user.email == "admin@example.com"


def test_ending_a_phase_twice_ends_no_other(admin_client: Client) -> None:
    event = EventFactory(name="Hut", phase=Phase.VOTING)
    answer = {f"phase-{event.pk}": "voting", "reason": ""}
    act(admin_client, "end_phase_now", [event], **answer)

    messages = act(admin_client, "end_phase_now", [event], **answer)

    assert messages == ["Hut: Voting is over already. Reload the page to see where the event is now."]
    assert event.history.count() == 2


def test_ending_a_phase_that_was_not_shown_is_refused(admin_client: Client) -> None:
    event = EventFactory(name="Hut", phase=Phase.VOTING)

    messages = act(admin_client, "end_phase_now", [event], reason="")

    assert messages == ["Hut: The page did not say which phase to end. Choose the event again."]


def test_staff_who_may_only_read_cannot_end_a_phase() -> None:
    event = EventFactory(phase=Phase.VOTING)
    client = sign_in(staff("view_event"))

    act(client, "end_phase_now", [event], **{f"phase-{event.pk}": "voting", "reason": ""})

    assert event.history.count() == 1


def test_the_history_of_an_event_shows_what_changed_and_why(admin_client: Client) -> None:
    event = EventFactory()
    event.venue, event._change_reason = "Schlosshof", "Found a hut"
    event.save()

    page = admin_client.get(address(Event, "history", event.pk)).content.decode()

    assert "Found a hut" in page
    assert "Schlosshof" in page


def test_events_come_back_from_a_table_unchanged(admin_client: Client) -> None:
    garden = OrganizationFactory(name="Garden, Inc.")
    EventFactory(introduction="Come!\r\n\r\n* and hack").hosts.set([garden, OrganizationFactory()])
    PastEventFactory().organizations.add(garden)

    preview = preview_import(admin_client, Event, export(admin_client, Event))

    assert preview.context["put"].same == 2


def test_an_event_can_be_put_in_with_its_organizations(admin_client: Client) -> None:
    OrganizationFactory(name="Garden, Inc.")
    columns = ("slug", "name", "hosts", *DEADLINES)
    cells = ("2026-12", "Winter", '"Garden, Inc."', *map(str, DEADLINES_OF_2026_12.values()))
    preview = preview_import(admin_client, Event, f"{','.join(columns)}\n{','.join(cells)}\n")

    confirm_import(admin_client, Event, preview)

    event = Event.objects.get(slug="2026-12")
    assert {field: getattr(event, field) for field in DEADLINES} == DEADLINES_OF_2026_12
    assert [host.name for host in event.hosts.all()] == ["Garden, Inc."]
    assert event.history.get().history_change_reason == "Imported from table.csv"


@pytest.mark.parametrize(
    ("table", "reasons"),
    [
        ("slug,name\n2026-13,Thirteen\n", ["Row 1: Write the month as year and number, like 2026-12."]),
        ("slug,name,hosts\n2026-12,Winter,Nobody\n", ["Row 1: There is no organization “Nobody”."]),
        (
            "slug,name,starts_at\n2026-12,Winter,soon\n",
            ["Row 1: starts_at: “soon” is not a time. Write it like 2026-12-01 09:00."],
        ),
        (
            "slug,name,seats\n2026-12,Winter,many\n",
            ["Row 1: seats: “many” is not a whole number. Write it in digits, like 1000."],
        ),
        ("name\nWinter\n", ["These columns are missing: slug."]),
        ("slug,name,place\n2026-12,Winter,Hut\n", ["These columns are unknown: place."]),
    ],
)
def test_a_bad_row_is_named_with_its_reason(table: str, reasons: list[str], admin_client: Client) -> None:
    preview = preview_import(admin_client, Event, table)

    assert refusals(preview) == reasons
    assert not Event.objects.exists()


def test_organizations_come_back_from_a_table_unchanged(admin_client: Client) -> None:
    OrganizationFactory(name="=SUM(A1)", url="https://example.org")

    table = export(admin_client, Organization)

    assert table.splitlines()[1] == "'=SUM(A1),https://example.org"
    assert preview_import(admin_client, Organization, table).context["put"].same == 1
