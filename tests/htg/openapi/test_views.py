import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from htg.openapi.views import made

pytestmark = pytest.mark.django_db

JSON = "application/vnd.oai.openapi+json"
ADDRESS = "/api/v1/schema/"


@pytest.fixture(autouse=True)
def nothing_made_yet() -> Iterator[None]:
    made.clear()
    yield
    made.clear()


def test_description_is_made_once_in_a_process(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    makings: list[Any] = []
    make: Any = SchemaGenerator.get_schema

    def noted(generator: SchemaGenerator, **given: Any) -> Any:
        makings.append(generator)
        return make(generator, **given)

    monkeypatch.setattr(SchemaGenerator, "get_schema", noted)

    first = client.get(ADDRESS)
    again = client.get(ADDRESS)

    assert (len(makings), again.content == first.content, again.headers == first.headers) == (1, True, True)


def test_description_is_json_or_yaml_as_it_is_asked_for(client: Client) -> None:
    as_yaml = client.get(ADDRESS)
    as_json = client.get(ADDRESS, headers={"Accept": JSON})

    assert as_json.headers["Content-Type"] == JSON
    assert json.loads(as_json.content) == yaml.safe_load(as_yaml.content)


def test_description_that_a_visitor_has_is_not_sent_again(client: Client) -> None:
    first = client.get(ADDRESS)

    again = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("query", ["?lang=de", "?lang=en", "?lang=xx", "?version=9", "?version=10", ""])
def test_descriptions_kept_are_few_whatever_is_asked_for(client: Client, query: str) -> None:
    plain = client.get(ADDRESS)

    asked = client.get(ADDRESS + query)

    assert (asked.status_code, len(made)) == (200, 2 if query in {"?lang=de", "?lang=en"} else 1)
    assert b"(9)" not in asked.content
    assert asked.headers["Content-Disposition"] == plain.headers["Content-Disposition"]
