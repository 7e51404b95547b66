"""Errors of the API as problem details (RFC 9457)."""

import re
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.db import OperationalError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from planning.rejection import Rejected

MEDIA_TYPE = "application/problem+json"
API = "/api/v1/"
LOCKED = re.compile(r"is locked|lock timeout|deadlock detected|too many clients")
BUSY = "The database was busy for too long. Wait a moment, check whether it was saved, and send it again if not."
RETRY = {"Retry-After": "10"}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
HEADERS = ("WWW-Authenticate", "Retry-After", "Allow")


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error as `application/problem+json`. A rule's refusal is a 409 with the rule's own words."""
    if isinstance(error, Rejected):
        return _answer(problem(HTTPStatus.CONFLICT, str(error), **error.members))
    if is_busy(error):
        return _answer(problem(HTTPStatus.SERVICE_UNAVAILABLE, BUSY), RETRY)
    if isinstance(error, TOO_MUCH):
        return _answer(problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is more than the server takes at once."))
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(_by_field(error))
    response = exception_handler(error, context)
    if response is None:
        return None
    status = HTTPStatus(response.status_code)
    if isinstance(error, exceptions.ValidationError):
        body = problem(status, "Some fields need another look.", errors=_keyed(response.data))
    else:
        body = problem(status, _detail(response.data, status))
    return _answer(body, {name: response[name] for name in HEADERS if name in response})


def problem(status: HTTPStatus, detail: str, **members: Any) -> dict[str, Any]:
    return {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **members}


def is_busy(error: BaseException | None) -> bool:
    """Whether someone else's work held the database, rather than a fault of ours, like a missing table."""
    return isinstance(error, OperationalError) and LOCKED.search(str(error)) is not None


def _answer(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def _detail(data: Any, status: HTTPStatus) -> str:
    return str(data["detail"]) if isinstance(data, dict) and "detail" in data else status.description


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    """What a model says about its columns; about the row as a whole, under `non_field_errors`."""
    messages = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return {"non_field_errors" if field == NON_FIELD_ERRORS else field: texts for field, texts in messages.items()}


def _keyed(errors: Any) -> Any:
    return {"non_field_errors": errors} if isinstance(errors, list) else errors
