from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone
from django.views import defaults

from htg.errors import server_error
from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.databases import busy
from tests.factories import EventFactory, UserFactory
from tests.pages import attending, organizing, words
from tests.retros.reminders.mailing import mailed_step


@pytest.fixture
def asked(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/somewhere/")
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_and_offers_to_sign_in(client: Client) -> None:
    response = client.get("/2031-05/people/nobody/")

    assert response.status_code == 404
    assert "Nothing grows here" in words(response)
    assert 'href="/accounts/login/?next=/2031-05/people/nobody/"' in response.content.decode()


@pytest.mark.django_db
def test_an_admin_is_not_told_that_a_page_is_for_others(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    said = words(client.get("/2031-05/people/nobody/"))

    assert "There is no such page You may open every page, so this one does not exist" in said
    assert "registered for the event" not in said


@pytest.mark.django_db
def test_a_forbidden_page_leads_back_to_the_event_alone(client: Client) -> None:
    event = EventFactory()
    attending(client, event)

    html = client.get(f"/{event.slug}/schedule/").content.decode()

    assert f'href="/{event.slug}/">Back to the event</a>' in html
    assert "/organize/" not in html


@pytest.mark.django_db
def test_a_forbidden_page_says_why(client: Client) -> None:
    event = EventFactory()
    attending(client, event)

    response = client.get(f"/{event.slug}/schedule/")

    assert response.status_code == 403
    assert "Only organizers of the event can do this." in words(response)


def test_a_failure_has_a_page_of_its_own(asked: HttpRequest) -> None:
    response = server_error(asked)

    assert response.status_code == 500
    assert "Something broke on our side" in words(response)


def test_a_broken_request_has_a_page_of_its_own(asked: HttpRequest) -> None:
    response = defaults.bad_request(asked, ValueError())

    assert response.status_code == 400
    assert "We couldn’t read that request" in words(response)


@pytest.mark.django_db
def test_a_form_that_lost_its_session_shows_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)

    response = client.post(
        f"/{event.slug}/topics/new/",
        {"title": "<b>Seeds</b>", "problem": "Line one\nLine two", "password": "secret", "emoji": " "},
    )

    html = response.content.decode()
    assert response.status_code == 403
    assert "&lt;b&gt;Seeds&lt;/b&gt;</textarea>" in html
    assert "Line one\nLine two</textarea>" in html
    assert "secret" not in html
    assert ">emoji<" not in html
    assert not Topic.objects.exists()


def without_its_session(client: Client, path: str, **typed: str) -> str:
    response = client.post(path, typed)
    assert response.status_code == 403
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "typed", "label"),
    [
        ("/me/reminders/", {"away_until": "2026-12-24"}, "Abwesend bis"),
        ("/me/channels/", {"address": "2026-12-24"}, "Adresse"),
        ("/me/channels/1/test/", {"unknown": "2026-12-24"}, "unknown"),
    ],
)
def test_a_form_of_ones_own_that_lost_its_session_says_so_in_ones_language(
    path: str, typed: dict[str, str], label: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(language="de"))

    html = without_its_session(client, path, **typed)

    assert '<html lang="de">' in html
    assert "Dein Formular war nicht mehr gültig" in html
    assert f'<label for="typed-1">{label}</label>' in html
    assert "2026-12-24</textarea>" in html


@pytest.mark.django_db
def test_an_answer_that_lost_its_session_says_so_in_the_language_of_whose_link_it_is() -> None:
    _, ada, token = mailed_step(due_on=timezone.localdate(), day=timezone.localdate())
    ada.language = "de"
    ada.save()

    html = without_its_session(Client(enforce_csrf_checks=True), f"/r/{token}/dropped/", note="Niemand will es.")

    assert "Dein Formular war nicht mehr gültig" in html
    assert '<label for="typed-1">Warum</label>' in html
    assert f'<a href="/r/{token}/dropped/">öffne die Seite noch einmal</a>' in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/r/nonsense/done/", "/me/channels/"])
def test_a_form_of_nobody_knows_whom_that_lost_its_session_says_so_in_the_language_of_the_browser(path: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "de"})

    assert "Dein Formular war nicht mehr gültig" in without_its_session(client, path, note="Erledigt.")


@pytest.mark.django_db
def test_other_forms_that_lost_their_session_stay_in_english_like_their_pages() -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "de"})
    client.force_login(UserFactory(language="de"))

    assert '<html lang="en">' in without_its_session(client, "/me/tokens/new/", name="Script")


@pytest.mark.django_db(transaction=True)
def test_a_form_that_met_a_busy_database_is_told_so_and_shows_what_was_typed() -> None:
    client = Client(raise_request_exception=False)
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    with connection.execute_wrapper(busy):
        response = client.post(
            f"/{event.slug}/topics/new/", {"title": "Seeds", "track": "main", "problem": "They do not grow."}
        )

    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "The database was busy for too long" in html
    assert "They do not grow.</textarea>" in html
    assert not Topic.objects.exists()


@pytest.mark.django_db
def test_what_is_no_lock_stays_a_failure() -> None:
    client = Client(raise_request_exception=False)

    with connection.execute_wrapper(missing):
        assert client.get("/").status_code == 500


def missing(*_: Any) -> Any:
    raise OperationalError("no such table: planning_topic")
