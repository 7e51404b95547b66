import re
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from planning.events.models import DEADLINES, Event
from planning.events.phases import Phase
from planning.people.models import User
from tests.factories import AttendeeFactory, EventFactory, UserFactory
from tests.pages import Page, attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db

NEW = {
    "slug": "2999-05",
    "name": "Hack the Garden 05/2999",
    "starts_at": "2999-05-12T09:00",
    "ends_at": "2999-05-16T18:00",
}


def planner() -> User:
    user: User = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    return user


def typed(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def deadlines_of(event: Event) -> dict[str, str]:
    return {field: typed(getattr(event, field)) for field in DEADLINES}


def test_event_new_plans_an_event_with_the_usual_deadlines(client: Client) -> None:
    user = planner()
    client.force_login(user)

    response = client.post("/new/", NEW)

    event = Event.objects.get(slug="2999-05")
    assert response["Location"] == "/2999-05/schedule/"
    assert event.starts_at is not None
    assert event.voting_opens_at is not None
    assert typed(event.voting_opens_at) == typed(timezone.localtime(event.starts_at) - timedelta(weeks=6))
    assert event.attendees.organizers().get().user == user


def test_event_new_keeps_deadlines_that_were_chosen(client: Client) -> None:
    client.force_login(planner())

    client.post("/new/", NEW | {"voting_opens_at": "2999-05-01T08:00", "voting_closes_at": "2999-05-05T08:00"})

    opens_at = Event.objects.get(slug="2999-05").voting_opens_at
    assert opens_at is not None
    assert typed(opens_at) == "2999-05-01T08:00"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ends_at": "2999-05-11T09:00"}, "The deadlines are out of order."),
        ({"voting_opens_at": "2999-05-13T09:00"}, "The deadlines are out of order."),
        ({"slug": "May"}, "like 2026-12"),
        ({"slug": "0000-01"}, "like 2026-12"),
        ({"starts_at": "0001-01-01T09:00"}, "Choose a year from 2000 to 2999."),
        ({"ends_at": "9999-12-31T09:00"}, "Choose a year from 2000 to 2999."),
        ({"starts_at": ""}, "This field is required."),
    ],
)
def test_event_new_says_what_is_wrong_and_keeps_the_rest(client: Client, change: dict[str, str], says: str) -> None:
    client.force_login(planner())

    response = client.post("/new/", NEW | change)

    assert says in words(response)
    assert 'value="Hack the Garden 05/2999"' in response.content.decode()
    assert not Event.objects.exists()


def test_event_new_refuses_a_month_that_has_an_event(client: Client) -> None:
    EventFactory(slug="2999-05")
    client.force_login(planner())

    assert "already exists" in words(client.post("/new/", NEW))


def test_event_new_takes_a_permission(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/new/").status_code == 403


def test_event_new_asks_visitors_to_sign_in(client: Client) -> None:
    assert client.get("/new/")["Location"] == "/accounts/login/?next=/new/"


def test_schedule_is_for_organizers(client: Client) -> None:
    event = EventFactory()
    path = f"/{event.slug}/schedule/"
    anonymous = client.get(path)
    client.force_login(UserFactory())
    outsider = client.get(path)
    attending(client, event)
    attendee = client.get(path)
    organizing(client, event)
    organizer = client.get(path)

    assert [r.status_code for r in (anonymous, outsider, attendee, organizer)] == [302, 404, 403, 200]


def test_schedule_moves_a_deadline_and_logs_who_and_why(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizer = organizing(client, event)
    later = event.voting_closes_at + timedelta(days=1)

    response = client.post(
        f"/{event.slug}/schedule/",
        deadlines_of(event) | {"voting_closes_at": typed(later), "reason": "Two are on a train."},
        follow=True,
    )

    event.refresh_from_db()
    assert typed(event.voting_closes_at) == typed(later)
    assert "Two are on a train." in words(response)
    assert f"{organizer.name}, " in words(response)
    assert organizer.email not in words(response)


def test_schedule_refuses_deadlines_out_of_order_and_keeps_them_on_the_form(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    response = client.post(
        f"/{event.slug}/schedule/", deadlines_of(event) | {"ends_at": "2001-01-01T00:00", "reason": "A slip."}
    )

    event.refresh_from_db()
    assert "The deadlines are out of order." in words(response)
    assert 'value="2001-01-01T00:00"' in response.content.decode()
    assert 'value="A slip."' in response.content.decode()
    assert event.ends_at.year != 2001


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_schedule_refuses_a_year_beyond_the_calendar(client: Client, year: str) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    response = client.post(
        f"/{event.slug}/schedule/", deadlines_of(event) | {"wrap_up_due_at": f"{year}-12-31T23:59", "reason": "A slip."}
    )

    assert "Choose a year from 2000 to 2999." in words(response)


def seen(response: Page) -> dict[str, str]:
    """What the form sends back if no one types anything."""
    fields = re.findall(r'<input [^>]*name="((?:initial-)?\w+_at|reason)" value="([^"]+)"', response.content.decode())
    assert len(fields) >= 2 * len(DEADLINES)
    return dict(fields)


def test_schedule_leaves_what_another_organizer_changed_meanwhile(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    page = seen(client.get(f"/{event.slug}/schedule/"))
    meanwhile = event.voting_closes_at + timedelta(hours=1)
    Event.objects.update(voting_closes_at=meanwhile)
    later = typed(event.wrap_up_due_at + timedelta(days=1))

    client.post(f"/{event.slug}/schedule/", page | {"wrap_up_due_at": later, "reason": "Holidays."})

    event.refresh_from_db()
    assert event.voting_closes_at == meanwhile
    assert typed(event.wrap_up_due_at) == later


def test_schedule_does_not_cut_the_seconds_off_deadlines_that_nobody_changed(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, voting_closes_at=timezone.now() + timedelta(hours=1, seconds=1.5))
    organizing(client, event)
    page = seen(client.get(f"/{event.slug}/schedule/"))
    before = {field: getattr(event, field) for field in DEADLINES}

    response = client.post(f"/{event.slug}/schedule/", page | {"reason": "Nothing."}, follow=True)

    event.refresh_from_db()
    assert {field: getattr(event, field) for field in DEADLINES} == before
    assert "No deadline has been moved yet." in words(response)


def test_schedule_of_someone_whose_session_ended_still_changes_what_they_typed(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizer = organizing(client, event)
    page = seen(client.get(f"/{event.slug}/schedule/"))
    later = typed(event.wrap_up_due_at + timedelta(days=1))
    client.logout()
    client.post(f"/{event.slug}/schedule/", page | {"wrap_up_due_at": later, "reason": "Holidays."})
    client.force_login(User.objects.get(attendances=organizer))

    kept = seen(client.get(f"/{event.slug}/schedule/"))
    event.refresh_from_db()
    unchanged = typed(event.wrap_up_due_at)
    client.post(f"/{event.slug}/schedule/", kept)

    event.refresh_from_db()
    assert unchanged != later
    assert typed(event.wrap_up_due_at) == later


def test_schedule_asks_for_a_reason(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    assert "This field is required." in words(client.post(f"/{event.slug}/schedule/", deadlines_of(event)))


def test_phase_end_moves_on(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    response = client.post(f"/{event.slug}/end-phase/", {"phase": "voting", "reason": "All are in."}, follow=True)

    event.refresh_from_db()
    assert event.phase_at(timezone.now()) is Phase.TEAM_FORMATION
    assert "Voting is over." in words(response)
    assert "Voting ended early. All are in." in words(response)


def test_phase_end_on_an_old_page_says_so_and_keeps_the_reason(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    organizing(client, event)

    response = client.post(f"/{event.slug}/end-phase/", {"phase": "voting", "reason": "All are in."})

    event.refresh_from_db()
    assert "Voting is over already." in words(response)
    assert 'value="All are in."' in response.content.decode()
    assert event.phase_at(timezone.now()) is Phase.TEAM_FORMATION


def test_phase_end_is_for_organizers(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    assert client.post(f"/{event.slug}/end-phase/", {"phase": "voting"}).status_code == 403


def test_phase_end_by_a_look_changes_nothing(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    response = client.get(f"/{event.slug}/end-phase/")

    assert response["Location"] == f"/{event.slug}/schedule/"


def test_schedule_of_a_closed_event_offers_no_phase_to_end(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    organizing(client, event)

    assert "Move on now" not in words(client.get(f"/{event.slug}/schedule/"))


@pytest.mark.parametrize("page", ["schedule", "end-phase"])
def test_looking_writes_nothing(client: Client, page: str) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    AttendeeFactory(event=event)

    assert writes_of(client, f"/{event.slug}/{page}/") == []
