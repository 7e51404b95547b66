"""How drf-spectacular tells of what it cannot see: tokens, rooms, and problem details."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from htg.problems import MEDIA_TYPE

PROBLEMS = {
    400: "A field, a filter or the whole body is not what it should be. `errors` names the fields.",
    401: "No sign-in, or a token that is unknown or has expired.",
    403: "Not for this role, or a session's write without its CSRF token.",
    404: "There is nothing here, or it is not for outsiders.",
    409: "A rule says no. `detail` says why, in words for the person.",
    415: "The body is not JSON.",
    429: "Too many requests. `Retry-After` says how many seconds to wait.",
}
HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}},
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "examples": ["about:blank"]},
        "title": {"type": "string", "examples": ["Conflict"]},
        "status": {"type": "integer", "examples": [409]},
        "detail": {"type": "string", "examples": ["Voting is closed. Your ballot was not changed."]},
        "errors": {
            "type": "object",
            "description": "Of a 400: what is wrong, by the name of the field.",
            "additionalProperties": True,
        },
    },
    "required": ["type", "title", "status", "detail"],
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    target_class = "planning.people.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema: AutoSchema) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "The key of a token, made on your page or with `POST /api/v1/tokens/`.",
        }


class RoomSchema(AutoSchema):
    def get_summary(self) -> str | None:
        """What stands beside the address: the sentence above the method, or above its view."""
        return self.get_description().partition("\n")[0] or None

    def get_tags(self) -> list[str]:
        """Sort operations by the room that answers them."""
        return [type(self.view).__module__.split(".")[-2]]


def document_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add to each operation the problems it can answer."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {f"Problem{status}": _response(status) for status in PROBLEMS}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _statuses(path, method, operation):
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return result


def _response(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": PROBLEMS[status], "content": content, "headers": HEADERS.get(status, {})}


def _statuses(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    statuses = {401, 429}
    if "{" in path or _has_query(operation):
        statuses.add(404)
    if method != "get":
        statuses |= {403, 409}
    if "requestBody" in operation:
        statuses |= {400, 415}
    if _has_query(operation):
        statuses.add(400)
    if {} not in operation.get("security", [{}]):
        statuses.add(403)
    return statuses


def _has_query(operation: dict[str, Any]) -> bool:
    return any(parameter["in"] == "query" for parameter in operation.get("parameters", []))
