import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views import defaults

from htg.problems import server_error
from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.factories import EventFactory
from tests.pages import attending, organizing, words


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
    assert "We could not read that request" in words(response)


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
