"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from planning.rejection import Rejected

MEDIA_TYPE = "application/problem+json"


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error as `application/problem+json`. A rule's refusal is a 409 with the rule's own words."""
    if isinstance(error, Rejected):
        return _problem(HTTPStatus.CONFLICT, str(error))
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(error.messages)
    response = exception_handler(error, context)
    if response is None:
        return None
    status = HTTPStatus(response.status_code)
    if isinstance(error, exceptions.ValidationError):
        problem = _problem(status, "Some fields need another look.", errors=response.data)
    else:
        problem = _problem(status, _detail(response.data, status))
    for name in ("WWW-Authenticate", "Retry-After", "Allow"):
        if name in response:
            problem[name] = response[name]
    return problem


def _detail(data: Any, status: HTTPStatus) -> str:
    return str(data["detail"]) if isinstance(data, dict) and "detail" in data else status.description


def _problem(status: HTTPStatus, detail: str, **members: Any) -> Response:
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **members}
    return Response(body, status=status, content_type=MEDIA_TYPE)
