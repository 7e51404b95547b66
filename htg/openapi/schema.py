"""Describes what drf-spectacular cannot see: tokens, rooms, and problem details."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_view_model

from planning.rest.problems import MEDIA_TYPE, problem

ROOMS = {
    "events": "What is planned, when, and by whom.",
    "people": "Attendees, and the tokens they sign in with.",
    "topics": "What is proposed to work on, and what people say about it.",
    "voting": "Ballots, which are secret, and the tally.",
    "teams": "Wishes, teams, who is in them, and how their week goes.",
    "outbox": "Messages, for the staff.",
    "nextsteps": "Loose ends with an owner, a due date and a state.",
    "reviews": "The review meeting and its demos.",
    "wrapups": "Reports, what they link to, and the wrap-up made of them.",
    "reminders": "Nudges about next steps.",
    "board": "What went well, what to change, and the survey after the event.",
}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
PARAMETERS = {
    "event": {"description": "The month an event is known by.", "example": "2026-12"},
    "topic": {"description": "A topic's name in addresses.", "example": "node-agent-in-go"},
}
PROBLEMS = {
    400: ("A field, a parameter or the whole body is not what it should be.", "Some fields need another look."),
    401: ("No sign-in, or a token that is not valid.", "This token is unknown or has expired."),
    403: (
        "Not for this role, nor for a token that may only read, nor for a session that writes without its CSRF token.",
        "Only organizers of the event can do this.",
    ),
    404: ("There is nothing here, or it is not for outsiders.", "You are not registered for this event."),
    406: ("The answer comes as JSON alone.", "Could not satisfy the request Accept header."),
    409: ("A rule says no, in words for the person.", "Voting is closed. Your ballot was not changed."),
    413: ("The body is too large.", "This is more than the server takes at once."),
    415: ("The body is not JSON.", 'Unsupported media type "text/plain" in request.'),
    429: ("Too many requests.", "Request was throttled. Expected available in 12 seconds."),
}
"""What each status means, and what it says for example."""

HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}},
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "description": "Of a 400: what is wrong, by field.", "additionalProperties": True},
    },
    "required": ["type", "title", "status", "detail"],
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    target_class = "planning.people.tokens.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "The key of a token, made on your page or with `POST /api/v1/tokens/`.",
        }


class RoomSchema(AutoSchema):
    def get_summary(self) -> str | None:
        """The text next to the address: the docstring of the method, or of its view."""
        return self.get_description().partition("\n")[0] or None

    def get_tags(self) -> list[str]:
        """Sort operations by the room that what they are about lives in."""
        model: Any = get_view_model(self.view)  # type: ignore[no-untyped-call]  # untyped
        return [model.__module__.split(".")[-2]]


def in_lifecycle_order(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Keep addresses in the order of the lifecycle. The methods of one come in any order, another with each process."""
    places: dict[str, int] = {}
    for path, *_ in endpoints:
        places.setdefault(path, len(places))
    return sorted(endpoints, key=lambda endpoint: (places[endpoint[0]], METHODS.index(endpoint[2])))


def document_rooms(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Name the rooms in the order of the lifecycle, and say what the parts of an address are."""
    result["tags"] = [{"name": room, "description": words} for room, words in ROOMS.items()]
    for _path, _method, operation in _operations(result):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                parameter.update(PARAMETERS.get(parameter["name"], {}))
    return result


def document_strictness(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of all that is sent that it has no other fields: they are refused."""
    schemas = result["components"]["schemas"]
    sent = {name for *_, operation in _operations(result) for name in _named_in(operation.get("requestBody", {}))}
    while further := {name for one in sent for name in _named_in(schemas[one])} - sent:
        sent |= further
    for name in sent:
        if schemas[name].get("type") == "object":
            schemas[name]["additionalProperties"] = False
    return result


def _named_in(part: Any) -> Iterator[str]:
    """The names of the components that it refers to."""
    if isinstance(part, dict) and "$ref" in part:
        yield part["$ref"].rpartition("/")[2]
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _named_in(inner)


def document_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add to each operation the problems it can answer."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {f"Problem{status}": _response(status) for status in PROBLEMS}
    for _path, method, operation in _operations(result):
        for status in sorted(_statuses(method, operation)):
            operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return result


def _operations(result: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _response(status: int) -> dict[str, Any]:
    meaning, detail = PROBLEMS[status]
    errors = {"errors": {"title": ["This field is required."]}} if status == 400 else {}
    example = problem(HTTPStatus(status), detail, **errors)
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    return {"description": meaning, "content": content, "headers": HEADERS.get(status, {})}


def _statuses(method: str, operation: dict[str, Any]) -> set[int]:
    # A parameter, a token, a right, an object or a format of that name may not be there.
    statuses = {400, 401, 403, 404, 406, 429}
    if "requestBody" in operation:
        statuses |= {413, 415}
    if method != "get":
        statuses.add(409)
    return statuses
