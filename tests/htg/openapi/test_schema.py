import re
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from jsonschema_rs import Draft202012Validator

from tests.api import views_of_rooms

pytestmark = pytest.mark.django_db

RESOURCES = [
    "organizations/",
    "events/",
    "events/{event}/attendees/",
    "events/{event}/topics/",
    "events/{event}/topics/{topic}/comments/",
    "events/{event}/ballot/",
    "events/{event}/tally/",
    "events/{event}/wishes/",
    "events/{event}/teams/",
    "events/{event}/memberships/",
    "events/{event}/check-ins/",
    "messages/",
    "review-meetings/",
    "events/{event}/demos/",
    "events/{event}/topics/{topic}/report/",
    "links/",
    "next-steps/",
    "wrap-ups/",
    "reminders/",
    "events/{event}/notes/",
    "tokens/",
]


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    written = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)
    read: dict[str, object] = yaml.safe_load(written.getvalue())
    return read


def operations(schema: dict[str, object]) -> list[tuple[str, str, dict[str, object]]]:
    paths: dict[str, dict[str, dict[str, object]]] = schema["paths"]  # type: ignore[assignment]  # YAML has no types
    return [(path, method, operation) for path, methods in paths.items() for method, operation in methods.items()]


def test_schema_is_valid_and_openapi_3(schema: dict[str, object]) -> None:
    assert schema["openapi"] == "3.1.0"


@pytest.mark.parametrize("resource", RESOURCES)
def test_schema_has_every_word_of_the_glossary(schema: dict[str, object], resource: str) -> None:
    assert f"/api/v1/{resource}" in {path for path, _, _ in operations(schema)}


def test_schema_has_every_address_of_the_api(schema: dict[str, object]) -> None:
    patterns = {str(pattern.pattern) for pattern in get_resolver("htg.api").url_patterns}
    own = {address for address in patterns if address.startswith("v1/")} - {"v1/", "v1/schema/"}

    assert len({path for path, _, _ in operations(schema)}) == len({*views_of_rooms(), *own})


def test_schema_is_in_the_order_of_the_lifecycle(schema: dict[str, object]) -> None:
    in_events = [
        (method, path.removeprefix("/api/v1/"))
        for path, method, operation in operations(schema)
        if operation["tags"] == ["events"]
    ]

    assert in_events == [
        ("get", "organizations/"),
        ("get", "organizations/{id}/"),
        ("get", "events/"),
        ("post", "events/"),
        ("get", "events/{event}/"),
        ("post", "events/{event}/call-off/"),
        ("delete", "events/{event}/call-off/"),
        ("patch", "events/{event}/settings/"),
        ("get", "events/{event}/changes/"),
        ("post", "events/{event}/end-phase/"),
        ("patch", "events/{event}/schedule/"),
        ("post", "events/{event}/undo/"),
        ("get", "events/{event}/ending/"),
        ("get", "events/{event}/needs/"),
        ("post", "events/{event}/needs/{action}/"),
        ("get", "funnel/"),
    ]


def test_schema_tells_of_each_operation_what_it_does(schema: dict[str, object]) -> None:
    silent = [(method, path) for path, method, operation in operations(schema) if not operation.get("summary")]

    assert silent == []


def test_schema_tells_the_problems_of_each_operation(schema: dict[str, object]) -> None:
    for path, method, operation in operations(schema):
        problems = {status for status in operation["responses"] if status >= "400"}  # type: ignore[attr-defined]  # YAML

        assert {"400", "401", "404", "406", "429"} <= problems, path
        assert ("409" in problems) == (method != "get"), path
        assert method == "get" or "403" in problems, path
        assert ("415" in problems) == ("requestBody" in operation), path


def test_schema_gives_of_each_problem_an_example_that_is_one(schema: dict[str, object]) -> None:
    components: dict[str, dict[str, dict[str, object]]] = schema["components"]  # type: ignore[assignment]  # YAML
    problem = Draft202012Validator(components["schemas"]["Problem"])

    for name, answer in components["responses"].items():
        (content,) = answer["content"].values()  # type: ignore[attr-defined]  # YAML

        problem.validate(content["example"])
        assert name == f"Problem{content['example']['status']}"


def test_schema_tells_that_what_is_sent_has_no_other_fields(schema: dict[str, object]) -> None:
    components: dict[str, dict[str, dict[str, object]]] = schema["components"]  # type: ignore[assignment]  # YAML
    closed = {name for name, one in components["schemas"].items() if one.get("additionalProperties") is False}

    assert {"ProposalRequest", "TopicReferenceRequest", "PatchedScheduleRequest", "FilledLinkRequest"} <= closed
    assert {"Topic", "Event", "ReportRequest"} & closed == set()


def test_schema_promises_no_pages_where_an_answer_is_whole(schema: dict[str, object]) -> None:
    address = "next-steps/shares/"

    operation = next(
        operation for path, method, operation in operations(schema) if (path, method) == (f"/api/v1/{address}", "get")
    )

    answer: dict[str, object] = operation["responses"]["200"]["content"]["application/json"]["schema"]  # type: ignore[index]  # YAML
    assert "Paginated" not in str(answer.get("$ref", ""))
    assert "cursor" not in {parameter["name"] for parameter in operation.get("parameters", [])}  # type: ignore[attr-defined]  # YAML


@pytest.mark.parametrize("card", ["notes", "groups"])
def test_schema_tells_of_the_marks_left_when_one_is_taken_back(schema: dict[str, object], card: str) -> None:
    address = f"/api/v1/events/{{event}}/{card}/{{id}}/mark/"
    answers = [op["responses"] for path, method, op in operations(schema) if (path, method) == (address, "delete")]

    assert [("200" in answer, "204" in answer) for answer in answers] == [(True, False)]  # type: ignore[operator]  # YAML


def test_schema_tells_how_to_sign_in(schema: dict[str, object]) -> None:
    components: dict[str, dict[str, dict[str, object]]] = schema["components"]  # type: ignore[assignment]  # YAML

    assert components["securitySchemes"]["token"]["scheme"] == "bearer"
    assert components["securitySchemes"]["cookieAuth"]["in"] == "cookie"
    assert components["schemas"]["Problem"]["required"] == ["type", "title", "status", "detail"]


def test_schema_is_served_to_anyone(client: Client) -> None:
    response = client.get("/api/v1/schema/")

    assert response.status_code == 200
    assert b"/api/v1/events/{event}/ballot/" in response.content


def test_swagger_page_takes_all_it_needs_from_here(client: Client) -> None:
    page = client.get("/api/").content.decode()

    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert [source for source in sources if not source.startswith("/")] == []
    assert "<style" not in page
    assert re.findall(r"<script[^>]*>[^<]", page) == []


def test_swagger_script_names_the_schema(client: Client) -> None:
    script = client.get("/api/?script=")

    assert script["Content-Type"].startswith("application/javascript")
    assert b"/api/v1/schema/" in script.content
