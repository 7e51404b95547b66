import json
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from htg.errors import server_error
from planning.events.phases import Phase
from planning.people.models import Attendee
from tests.api import below, refusal, visitor
from tests.databases import busy
from tests.factories import AttendeeFactory, EventFactory, OrganizerFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    return attendee


def send(attendee: Attendee, body: str | bytes, content_type: str = "application/json") -> Any:
    return visitor(attendee).post(below(attendee.event, "topics/"), body, content_type=content_type)


def test_problem_has_the_members_of_rfc_9457() -> None:
    response = visitor().get("/api/v1/events/1999-01/")

    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "No Event matches the given query.",
    }


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "title=Mine",
        '{"title": NaN}',
        b'{"title": "\xff"}',
        '{"title": "half \\ud83e"}',
        '{"title": "Mine", "track": "\\ud83e"}',
        "[" * 200_000,
        '{"title": ' + "9" * 5000 + "}",
    ],
)
def test_malformed_json_is_a_400(attendee: Attendee, body: str | bytes) -> None:
    status, detail = refusal(send(attendee, body))

    assert (status, detail.partition(" - ")[0]) == (400, "JSON parse error")


@pytest.mark.parametrize("body", ["[]", '"Mine"', "null", "1"])
def test_json_that_is_no_object_is_a_400(attendee: Attendee, body: str) -> None:
    response = send(attendee, body)

    assert refusal(response)[0] == 400
    assert list(response.json()["errors"]) == ["non_field_errors"]


def test_empty_body_names_the_fields_it_lacks(attendee: Attendee) -> None:
    assert send(attendee, "").json()["errors"] == {"title": ["This field is required."]}


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", "application/xml"])
def test_body_that_is_not_json_is_a_415(attendee: Attendee, content_type: str) -> None:
    assert refusal(send(attendee, "title", content_type))[0] == 415


def test_body_in_an_unknown_charset_is_a_400(attendee: Attendee) -> None:
    assert refusal(send(attendee, "{}", "application/json; charset=klingon"))[0] == 400


def test_body_that_is_too_large_is_a_413(attendee: Attendee, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = send(attendee, json.dumps({"title": "x" * 100}))

    assert refusal(response) == (413, "This is more than the server takes at once.")


def test_wrong_method_is_a_405_that_names_the_right_ones() -> None:
    response = visitor(UserFactory()).delete(below(EventFactory()))

    assert refusal(response)[0] == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_answer_that_nobody_can_give_is_a_406() -> None:
    assert refusal(visitor().get("/api/v1/events/", headers={"Accept": "application/xml"}))[0] == 406


@pytest.mark.parametrize("path", ["nothing/", "events", "events/2026-12/nothing/", "events/December/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_address_without_a_resource_is_a_404(path: str, method: str) -> None:
    response = getattr(visitor(), method)(f"/api/v1/{path}")

    assert refusal(response) == (404, "The API has nothing at this address. Its addresses end with a slash.")


def test_missing_sign_in_is_a_401_that_asks_for_a_token() -> None:
    response = visitor().get("/api/v1/reminders/")

    assert refusal(response) == (401, "Authentication credentials were not provided.")
    assert response["WWW-Authenticate"] == "Bearer"


def test_too_many_requests_are_a_429_that_says_when_to_come_back() -> None:
    for _ in range(120):
        visitor().get("/api/v1/")

    response = visitor().get("/api/v1/")

    assert refusal(response)[0] == 429
    assert 0 < int(response["Retry-After"]) <= 60


def test_refusal_of_a_rule_is_a_409_with_its_words() -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    attendee = AttendeeFactory(event=topic.event)

    response = visitor(attendee).put(below(topic.event, "ballot/"), {"topics": [topic.slug]})

    assert refusal(response) == (409, "Voting is closed. Your ballot was not changed.")


def test_refusal_of_the_columns_names_the_row() -> None:
    organizer = OrganizerFactory(event__phase=Phase.VOTING)

    response = visitor(organizer).patch(
        below(organizer.event, "schedule/"), {"ends_at": "2001-01-01T00:00:00Z", "reason": "Why not."}
    )

    assert list(response.json()["errors"]) == ["non_field_errors"]


def request_to(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def test_failure_of_the_server_is_a_problem_for_programs() -> None:
    response = server_error(request_to("/api/v1/events/"))

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == response.status_code == 500


def test_failure_of_the_server_is_a_page_for_people() -> None:
    response = server_error(request_to("/2026-12/"))

    assert (response.status_code, response["Content-Type"]) == (500, "text/html; charset=utf-8")


def test_failure_within_the_api_reaches_the_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("htg.api.reverse", fail)  # something of our own has to fail, whatever it is

    response = Client(raise_request_exception=False).get("/api/v1/")

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")


def test_busy_database_is_a_503_that_says_when_to_come_back(attendee: Attendee) -> None:
    client = visitor(attendee)

    with connection.execute_wrapper(busy):
        response = client.post(below(attendee.event, "topics/"), {"title": "Seeds"})

    assert refusal(response) == (
        503,
        "The database was busy for too long. Wait a moment, check whether it was saved, and send it again if not.",
    )
    assert response["Retry-After"] == "10"


def test_more_files_than_the_server_takes_are_refused_as_a_problem(attendee: Attendee) -> None:
    organizer = OrganizerFactory(event=attendee.event)
    files = {f"file{number}": BytesIO(b"x") for number in range(150)}

    response = visitor(organizer).post(below(organizer.event, "topics/import/"), files, format="multipart")

    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
    assert response.json()["detail"] == "This is more than the server takes at once."
