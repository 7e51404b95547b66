"""Admins organize every event, without a seat of their own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.people.models import Attendee, User
from planning.teams.models import CheckIn
from retros.board.models import Note
from retros.wrapups.models import Report, ReportRequest
from tests.api import below, visitor
from tests.browser.garden import Garden, pages_of, plant
from tests.factories import AttendeeFactory, TeamFactory, UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

TAKES_A_SEAT = ("topics/new/", "unfinished/", "ballot/", "ballot/receipt/", "wishes/", "check-in/")


def admin() -> User:
    user: User = UserFactory(is_staff=True, is_superuser=True, first_name="Grace")
    return user


def user_of(garden: Garden) -> User:
    assert garden.organizer.user
    return garden.organizer.user


def pages(garden: Garden, user: User) -> dict[str, int]:
    client = Client()
    client.force_login(user)
    return {page: client.get(page).status_code for page in pages_of(garden)}


@pytest.mark.parametrize("phase", [Phase.BRAINSTORM, Phase.TEAM_FORMATION, Phase.HACKING, Phase.CLOSED])
def test_admin_opens_every_page_that_organizers_open_but_those_that_take_a_seat(phase: Phase) -> None:
    garden = plant(phase)

    opened = pages(garden, admin())

    as_organizer = pages(garden, user_of(garden))
    note = f"/{garden.event.slug}/board/notes/{garden.organizer.notes.get().pk}/"  # the organizer's own
    register = f"/{garden.event.slug}/register/"
    out = {page: 404 for page in opened if page.endswith(TAKES_A_SEAT)}
    assert opened == as_organizer | out | {note: 404, register: 200}


def test_admin_with_an_attendees_seat_organizes_and_votes() -> None:
    garden, user = plant(Phase.VOTING), admin()
    AttendeeFactory(event=garden.event, user=user)

    opened = pages(garden, user)

    note = f"/{garden.event.slug}/board/notes/{garden.organizer.notes.get().pk}/"
    assert opened == pages(garden, user_of(garden)) | {note: 403}
    assert Attendee.objects.get(user=user).role == Attendee.Role.ATTENDEE


def test_admin_finds_the_organizers_pages_from_the_event(admin_client: Client) -> None:
    at = plant(Phase.WRAP_UP).event.get_absolute_url()

    overview = admin_client.get(at).content.decode()
    organize = admin_client.get(f"{at}organize/").content.decode()

    assert [f'href="{at}{place}"' in overview for place in ("organize/", "people/", "board/")] == [True] * 3
    assert [f'href="{at}{page}"' in organize for page in ("schedule/", "follow-up/")] == [True] * 2
    assert [f'href="{at}{page}"' in overview + organize for page in ("wishes/", "ballot/")] == [False] * 2


def test_admin_acts_as_organizer_and_the_history_says_who() -> None:
    garden, user = plant(Phase.WRAP_UP), admin()
    event, topic = garden.event, garden.topic.slug
    client = visitor(user)

    moved = client.post(below(event, "end-phase/"), {"phase": "wrap-up", "reason": "All is said."})
    reported = client.put(below(event, f"topics/{topic}/report/"), {"outcome": "achieved", "achievements": "Seeds."})

    assert (moved.status_code, reported.status_code) == (200, 200)
    assert event.history.latest().history_user == user
    report = Report.objects.get(topic=garden.topic)
    assert (report.written_by, report.history.latest().history_user) == (None, user)


def test_admin_asks_for_reports(admin_client: Client) -> None:
    event = plant(Phase.WRAP_UP).event
    TeamFactory(topic__event=event).memberships.create(attendee=AttendeeFactory(event=event), since=timezone.now())

    page = words(admin_client.post(f"/{event.slug}/wrap-up/gate/", follow=True))

    assert ReportRequest.objects.filter(asked_by=None).exists(), page


def test_what_is_signed_with_a_seat_takes_one() -> None:
    garden = plant(Phase.HACKING)
    event, topic = garden.event, garden.topic.slug
    client = visitor(admin())
    before = (CheckIn.objects.count(), Note.objects.count())

    refused = [
        client.post(below(event, "notes/"), {"column": "went-well", "text": "The hut."}),
        client.post(below(event, f"teams/{topic}/check-in/"), {"progress": "It grows."}),
        client.post(below(event, f"teams/{topic}/join/")),
        client.post(below(event, f"teams/{topic}/leave/")),
        client.post(below(event, f"topics/{topic}/comments/"), {"text": "Mine."}),
        client.put(below(event, "ballot/"), {"topics": [topic]}),
        client.put(below(event, "wishes/"), {"topics": [topic]}),
        client.get(below(event, "marks/")),
        client.post(below(event, "survey/"), {}),
    ]

    assert [answer.status_code for answer in refused] == [404] * 9
    assert (CheckIn.objects.count(), Note.objects.count()) == before


def test_step_of_a_note_goes_to_somebody_who_was_there() -> None:
    garden = plant(Phase.WRAP_UP)
    note = Note.objects.filter(event=garden.event, author=garden.organizer).get()
    path = below(garden.event, f"notes/{note.pk}/step/")
    due_on = (timezone.localdate() + timedelta(days=9)).isoformat()

    nobody = visitor(admin()).post(path, {"text": "Sow.", "due_on": due_on})
    somebody = visitor(admin()).post(path, {"text": "Sow.", "due_on": due_on, "owner": garden.organizer.pk})

    assert (nobody.status_code, somebody.status_code) == (409, 201)
    assert "Choose someone who was there." in nobody.json()["detail"]


def test_staff_without_a_seat_stay_outside() -> None:
    garden = plant(Phase.WRAP_UP)
    staff = UserFactory(is_staff=True)

    assert visitor(staff).get(below(garden.event, "attendees/")).status_code == 404
    assert pages(garden, staff)[f"/{garden.event.slug}/schedule/"] == 404
