"""Requests no one thought of, drawn from the API's own description, and its answers checked against it."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from planning.events.models import Event
from planning.people.models import Attendee, User
from retros.board.models import Note
from retros.nextsteps.models import NextStep
from tests.faults.contract.garden import TOPICS

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@dataclass
class Asked:
    """What became of all requests: how many got each status, and what was wrong with which."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)


def described() -> dict[str, Any]:
    """The API's description, where what is asked for is there: made-up ids would only ever meet a 404."""
    schema: dict[str, Any] = Client().get("/api/v1/schema/?format=json").json()
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            operation.pop("security", None)  # who asks is said beside it
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path" and "enum" not in parameter["schema"]:
                    parameter["schema"] = {"enum": known(path, parameter["name"])}
    for component in schema["components"]["schemas"].values():
        if component.get("additionalProperties") is False:
            component["properties"] |= {key: those for key, those in there().items() if key in component["properties"]}
    return schema


def known(path: str, name: str) -> list[Any]:
    """Some values of a parameter of the path, and one that leads nowhere."""
    if name == "event":
        return [*Event.objects.values_list("slug", flat=True), "2199-01"]
    if name == "topic":
        return [*TOPICS, "no-such-topic"]
    view: Any = resolve(re.sub(r"\{\w+\}", "1", path.replace("{event}", "2126-01"))).func
    model: Any = NextStep if name == "step" else view.cls.queryset.model
    return [*model.objects.order_by("pk").values_list("pk", flat=True)[:20], 999_999]


def there() -> dict[str, Any]:
    """What bodies hold, by the names of the fields."""
    some = {"type": "array", "maxItems": 4}
    people = {"enum": [*Attendee.objects.values_list("pk", flat=True)[:20], 999_999]}
    return {
        "demo": {"enum": [*TOPICS, "no-such-topic"]},
        "ids": some | {"items": {"enum": [*NextStep.objects.values_list("pk", flat=True)[:20]]}, "minItems": 1},
        "notes": some | {"items": {"enum": [*Note.objects.values_list("pk", flat=True)[:20], 999_999]}},
        "owner": people,
        "presenters": some | {"items": people},
        "reader": {"enum": [*User.objects.values_list("pk", flat=True)]},
        "topics": some | {"items": {"enum": [*TOPICS, "no-such-topic"]}, "minItems": 1},
    }


def identity(email: str) -> dict[str, str]:
    """The cookies of someone who is signed in, or none."""
    client = Client()
    if not email:
        return {}
    client.force_login(User.objects.get(email=email))
    return {"sessionid": client.cookies["sessionid"].value, "csrftoken": "c" * 32}


@contextmanager
def connection_kept() -> Iterator[None]:
    """A server closes its connection after a request, and with it the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def ask(operations: list[Any], cookies: dict[str, str], *, cases: int, chance: int | None) -> Asked:
    """Ask each operation so many times. Without a number for chance the requests are the same every time."""
    asked, app = Asked(), WSGIHandler()

    def once(case: Case[Any]) -> None:
        cache.clear()  # requests are counted there
        with connection_kept(), transaction.atomic():  # whatever it changes is as before for the next
            response = case.call(
                app=app,
                cookies=cookies,
                headers={"X-CSRFToken": cookies.get("csrftoken", ""), "Accept-Encoding": "identity"},
            )
            transaction.set_rollback(True)
        asked.statuses[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as failures:
            for failure in failures.exceptions:
                what = f"{case.operation.label} {HTTPStatus(response.status_code).value}: {failure.title}"
                asked.wrong.setdefault(what, str(failures))

    for operation in operations:
        modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]
        body = settings(
            max_examples=cases, deadline=None, database=None, derandomize=chance is None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )(given(case=st.one_of(modes))(once))  # fmt: skip
        (body if chance is None else seed(chance)(body))()
    return asked
