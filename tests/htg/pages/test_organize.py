import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from htg.pages.affairs import Affairs
from htg.pages.organizing import OrganizingRow, organizing_groups
from planning.events.models import Event
from planning.events.phases import Phase
from tests.browser.garden import plant
from tests.factories import AttendeeFactory, EventFactory, PastEventFactory, TeamFactory, UserFactory
from tests.flat import assert_flat
from tests.pages import attending, organizing, words

SOON = datetime(2027, 3, 19, 13, 0, tzinfo=UTC)


def due(affairs: Affairs) -> list[str]:
    return [row.page for group in organizing_groups(affairs) for row in group.rows if row.is_due]


def row(affairs: Affairs, title: str) -> OrganizingRow:
    return next(row for group in organizing_groups(affairs) for row in group.rows if row.title == title)


def rows_on(page: str) -> list[str]:
    return re.findall(r'<a class="row" href="([^"]+)"', page)


def test_free_seats_are_due_while_somebody_waits() -> None:
    waiting = Affairs(Phase.BRAINSTORM, people=27, waiting=4, free=3)

    assert due(waiting) == ["waiting-list"]
    assert row(waiting, "Give seats").state == "4 waiting, 3 seats are free"


def test_seats_are_due_where_there_is_no_limit_and_somebody_waits_all_the_same() -> None:
    waiting = Affairs(Phase.VOTING, people=27, waiting=4, free=None)

    assert due(waiting) == ["waiting-list"]
    assert row(waiting, "Give seats").state == "4 waiting, and there is room for all"


@pytest.mark.parametrize(("waiting", "free"), [(4, 0), (0, 3), (0, None)])
def test_no_seat_is_due_when_none_is_free_or_nobody_waits(waiting: int, free: int | None) -> None:
    assert due(Affairs(Phase.BRAINSTORM, people=27, waiting=waiting, free=free)) == []


def test_teams_are_due_until_they_are_formed_then_those_who_are_in_none() -> None:
    assert due(Affairs(Phase.TEAM_FORMATION, people=9)) == ["teams-form"]
    assert due(Affairs(Phase.TEAM_FORMATION, people=9, in_teams=7)) == ["people-without-team"]
    assert due(Affairs(Phase.TEAM_FORMATION, people=9, in_teams=9)) == []


def test_an_agenda_is_due_until_there_is_one() -> None:
    assert due(Affairs(Phase.REVIEW, in_teams=9)) == ["agenda"]
    assert due(Affairs(Phase.REVIEW, in_teams=9, review_at=SOON)) == []


def test_reports_are_due_until_all_are_ready_then_publishing_until_it_is_done() -> None:
    assert due(Affairs(Phase.WRAP_UP, reports=7, reports_ready=4)) == ["wrap-up-gate"]
    assert due(Affairs(Phase.WRAP_UP, reports=7, reports_ready=7)) == ["wrap-up-publish"]
    assert due(Affairs(Phase.WRAP_UP, reports=7, reports_ready=7, is_published=True)) == []


def test_a_wrap_up_that_is_late_stays_due_once_the_event_is_closed() -> None:
    assert due(Affairs(Phase.CLOSED, reports=7, reports_ready=7)) == ["wrap-up-publish"]
    assert due(Affairs(Phase.CLOSED, reports=7, reports_ready=4)) == ["wrap-up-gate"]
    assert due(Affairs(Phase.CLOSED, planned=False, reports=7, reports_ready=7)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("phase", list(Phase))
def test_all_rows_open_in_every_phase_before_there_is_anything(client: Client, phase: Phase) -> None:
    event = EventFactory(phase=phase)
    organizing(client, event)

    addresses = rows_on(words_of(client, event))

    assert {url: client.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.django_db
@pytest.mark.parametrize("phase", [Phase.HACKING, Phase.WRAP_UP])
def test_all_rows_open_once_there_is_a_bit_of_everything(client: Client, phase: Phase) -> None:
    event = plant(phase).event
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    addresses = rows_on(words_of(client, event))

    assert {url: client.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.django_db
def test_all_rows_open_for_a_past_event(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    addresses = rows_on(words_of(client, PastEventFactory()))

    assert {url: client.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 200)


def words_of(client: Client, event: Event) -> str:
    return client.get(f"/{event.slug}/organize/").content.decode()


@pytest.mark.django_db
def test_only_who_is_staff_is_led_to_the_admin(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    assert "/admin/" not in rows_on(words_of(client, event))


@pytest.mark.django_db
def test_organizing_is_for_organizers(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    path = f"/{event.slug}/organize/"

    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"

    attending(client, event)
    response = client.get(path)

    assert response.status_code == 403
    assert "Only organizers of the event can do this." in words(response)


@pytest.mark.django_db
def test_the_page_costs_the_same_for_many_people_and_teams(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    organizing(client, event)

    def add(number: int) -> None:
        AttendeeFactory.create_batch(number, event=event)
        TeamFactory.create_batch(number, topic__event=event)

    assert_flat(client, f"/{event.slug}/organize/", add)
