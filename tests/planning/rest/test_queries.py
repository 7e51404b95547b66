import re

import pytest

from planning.rest.queries import KnownQuery
from tests.api import below, views_of_rooms, visitor, wrong_fields
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_address_refuses_a_parameter_that_it_does_not_know() -> None:
    passing_over = {address for address, view in views_of_rooms().items() if not issubclass(view.cls, KnownQuery)}

    assert passing_over == set()


@pytest.mark.parametrize(
    ("address", "name", "words"),
    [
        ("next-steps/", "overdu", "There is no parameter with this name. Did you mean “overdue”?"),
        ("next-steps/", "pagesize", "There is no parameter with this name. Did you mean “page_size”?"),
        ("organizations/", "q", "There is no parameter with this name. There are: cursor, format, page_size."),
        ("next-steps/burn-down/", "evnt", "There is no parameter with this name. Did you mean “event”?"),
    ],
)
def test_misspelt_parameter_is_a_400_that_names_it(address: str, name: str, words: str) -> None:
    response = visitor().get(f"/api/v1/{address}", {name: "true"})

    assert wrong_fields(response) == {name}
    assert response.json()["errors"][name] == [words]


@pytest.mark.parametrize("query", ["state=open&state=done", "page_size=1&page_size=2"])
def test_parameter_with_two_values_is_a_400_that_names_it(query: str) -> None:
    response = visitor().get(f"/api/v1/next-steps/?{query}")

    assert response.json()["errors"] == {query.partition("=")[0]: ["It is there more than once. Write it once."]}


def test_a_list_s_parameters_are_not_those_of_what_is_in_it() -> None:
    organization = OrganizationFactory()

    assert wrong_fields(visitor().get(f"/api/v1/organizations/{organization.pk}/?page_size=2")) == {"page_size"}


def test_writing_takes_no_parameters() -> None:
    attendee = AttendeeFactory()

    response = visitor(attendee).post(below(attendee.event, "topics/?dry_run=true"), {"title": "Grow seeds"})

    assert wrong_fields(response) == {"dry_run"}
    assert not attendee.event.topics.exists()


@pytest.mark.parametrize("address", ["organizations/", "next-steps/burn-down/", "next-steps/shares/"])
def test_the_format_may_be_named_everywhere(address: str) -> None:
    assert visitor().get(f"/api/v1/{address}?format=json").status_code == 200


@pytest.mark.parametrize(("word", "status"), [("true", 200), ("FALSE", 200), ("1", 200), ("x", 400), ("none", 400)])
@pytest.mark.parametrize("name", ["overdue", "owned", "mine", "ours", "quiet", "proposed"])
def test_yes_or_no_is_neither_something_else_nor_nothing(name: str, word: str, status: int) -> None:
    response = visitor().get("/api/v1/next-steps/", {name: word})

    assert response.status_code == status
    if status == 400:
        assert response.json()["errors"] == {name: ["Write true or false."]}


def test_order_that_there_is_none_of_is_a_400() -> None:
    attendee = AttendeeFactory()

    assert wrong_fields(visitor(attendee).get(below(attendee.event, "notes/?order=votes"))) == {"order"}


def test_every_parameter_in_the_schema_is_known() -> None:
    client = visitor(AttendeeFactory(event=EventFactory(slug="2126-12")))
    schema = visitor(UserFactory()).get("/api/v1/schema/?format=json").json()

    for path, methods in schema["paths"].items():
        names = [one["name"] for one in methods.get("get", {}).get("parameters", []) if one["in"] == "query"]
        address = re.sub(r"\{\w+\}", "1", path.replace("{event}", "2126-12"))
        for name in names:
            answer = client.get(address, {name: "1"}).json()
            assert "There is no parameter" not in str(answer), (path, name)
