"""What is kept of an event's days, limits and early ends at each door: page, API, admin and CSV."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.log import ChangeLog
from planning.events.models import Event
from planning.events.phases import Phase
from planning.voting.models import ClosedTally
from tests.admin_pages import act, address, confirm_import, export, preview_import, refusals
from tests.api import below, refusal, visitor
from tests.clock import DEADLINES_OF_2026_12
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, OrganizerFactory, TopicFactory
from tests.pages import organizing, words
from tests.planning.events.test_admin import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]


def test_api_tells_and_moves_the_days() -> None:
    organizer = OrganizerFactory()

    answer = visitor(organizer).get(f"/api/v1/events/{organizer.event.slug}/").json()
    moved = visitor(organizer).patch(
        below(organizer.event, "schedule/"), {"ends_on": "2026-12-05", "reason": "A day more."}
    )

    assert (answer["starts_on"], answer["ends_on"]) == ("2026-11-30", "2026-12-04")
    assert (moved.json()["ends_on"], moved.json()["ends_at"][:10]) == ("2026-12-05", "2026-12-04")


def test_page_moves_the_days(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    first, last = event.starts_on - timedelta(days=1), event.ends_on + timedelta(days=1)
    seen = {f"initial-{name}": str(getattr(event, name)) for name in ("starts_on", "ends_on")}
    deadlines: dict[str, str] = {}
    for name in DEADLINES_OF_2026_12:
        shown = f"{timezone.localtime(getattr(event, name)):%Y-%m-%dT%H:%M}"
        deadlines |= {name: shown, f"initial-{name}": shown}

    typed = {"starts_on": str(first), "ends_on": str(last), "reason": "We come earlier."}
    page = client.post(f"/{event.slug}/schedule/", deadlines | seen | typed, follow=True)

    event.refresh_from_db()
    assert (event.starts_on, event.ends_on) == (first, last)
    assert "We come earlier." in words(page)


def test_new_event_has_the_days_of_its_week(client: Client) -> None:
    planner = OrganizerFactory().user
    planner.is_superuser = True
    planner.save()
    client.force_login(planner)
    week = {"starts_at": "2031-05-12T09:00", "ends_at": "2031-05-16T18:00"}

    client.post("/new/", {"slug": "2031-05", "name": "May"} | week)
    client.post("/new/", {"slug": "2031-06", "name": "June", "ends_on": "2031-05-17"} | week)

    may, june = Event.objects.get(slug="2031-05"), Event.objects.get(slug="2031-06")
    assert (may.starts_on, may.ends_on) == (date(2031, 5, 12), date(2031, 5, 16))
    assert (june.starts_on, june.ends_on) == (date(2031, 5, 12), date(2031, 5, 17))


def test_days_go_out_and_in_as_a_table(admin_client: Client) -> None:
    EventFactory(slug="2026-12")
    table = export(admin_client, Event)
    Event.objects.all().delete()

    preview = preview_import(admin_client, Event, table.replace("2026-12-04,", "2026-12-05,"))

    confirm_import(admin_client, Event, preview)
    event = Event.objects.get()
    assert (event.starts_on, event.ends_on) == (date(2026, 11, 30), date(2026, 12, 5))


def three_votes() -> Event:
    event: Event = EventFactory(votes_per_ballot=3)
    ballot = BallotFactory(attendee__event=event)
    for topic in TopicFactory.create_batch(3, event=event):
        ballot.votes.create(topic=topic)
    return event


SAYS = "1 ballot has more than 2 votes already. Allow at least 3."


def test_admin_refuses_fewer_votes_than_were_given(admin_client: Client) -> None:
    event = three_votes()

    page = admin_client.post(address(Event, "change", event.pk), form_of(event, votes_per_ballot="2"))

    assert SAYS in page.content.decode()
    assert Event.objects.get().votes_per_ballot == 3


def test_table_refuses_fewer_votes_than_were_given(admin_client: Client) -> None:
    event = three_votes()

    preview = preview_import(admin_client, Event, f"slug,name,votes_per_ballot\n{event.slug},{event.name},2\n")

    assert SAYS in refusals(preview)[0]


def test_admin_that_opens_voting_again_sets_the_tally_aside(admin_client: Client) -> None:
    now = timezone.now()
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    AttendeeFactory(event=event)
    later = f"{event.starts_at - timedelta(hours=1):%Y-%m-%d}"

    form = form_of(event, voting_closes_at_0=later, voting_closes_at_1="00:00")
    answer = admin_client.post(address(Event, "change", event.pk), form)

    event.refresh_from_db()
    assert answer.status_code == 302
    assert event.phase_at(now) is Phase.VOTING
    assert ClosedTally.objects.get().set_aside_at is not None


def test_phase_that_was_ended_early_is_opened_again_with_one_click(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    client.post(f"/{event.slug}/end-phase/", {"phase": "voting", "reason": "All are in."})
    number = next(change.number for change in ChangeLog(Event.objects.get()) if change.can_be_undone)

    page = client.post(f"/{event.slug}/schedule/undo/{number}/", follow=True)

    assert Event.objects.get().voting_closes_at == event.voting_closes_at
    assert "That has been undone." in words(page)
    assert "Undone: Voting ended early. All are in." in words(page)


def test_undo_is_for_organizers_and_takes_a_post(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    client.post(f"/{event.slug}/end-phase/", {"phase": "voting"})
    number = next(change.number for change in ChangeLog(Event.objects.get()) if change.can_be_undone)
    path = f"/{event.slug}/schedule/undo/{number}/"

    client.get(path)
    attendee = visitor(AttendeeFactory(event=event)).post(below(event, "undo/"), {"change": number})

    assert attendee.status_code == 403
    assert Event.objects.get().voting_closes_at != event.voting_closes_at


def test_api_tells_changes_and_undoes_them() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)
    api, event = visitor(organizer), organizer.event
    api.post(below(event, "end-phase/"), {"phase": "voting", "reason": "All are in."})

    changes = api.get(below(event, "changes/")).json()["results"]
    last = next(change for change in changes if change["can_be_undone"])
    undone = api.post(below(event, "undo/"), {"change": last["number"]})
    again = api.post(below(event, "undo/"), {"change": last["number"]})

    assert (last["why"], last["who"], last["moves"][0]["what"]) == (
        "Voting ended early. All are in.",
        organizer.name,
        "voting_closes_at",
    )
    assert undone.json()["phase"] == "voting"
    assert refusal(again) == (409, "This has been changed again since. Reload the page to see what can be undone.")


def test_api_leaves_no_trace_of_a_change_that_is_none() -> None:
    organizer = OrganizerFactory()
    before = organizer.event.log.count()
    same = {"voting_closes_at": organizer.event.voting_closes_at.isoformat(), "reason": "One more day."}

    answer = visitor(organizer).patch(below(organizer.event, "schedule/"), same)

    assert answer.status_code == 200
    assert organizer.event.log.count() == before


def test_page_says_that_nothing_was_changed(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)
    shown = {name: f"{timezone.localtime(getattr(event, name)):%Y-%m-%dT%H:%M}" for name in DEADLINES_OF_2026_12}
    seen = {f"initial-{name}": value for name, value in shown.items()}

    page = client.post(f"/{event.slug}/schedule/", shown | seen | {"reason": "Why ever."})

    assert "Nothing to change" in words(page)


def test_a_reason_given_in_the_admin_is_one_line_of_what_is_seen(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)

    act(admin_client, "end_phase_now", [event], reason="All\r\nare\u202e in.\0", **{f"phase-{event.pk}": Phase.VOTING})

    assert event.history.latest().history_change_reason == "Voting ended early. All are in."
