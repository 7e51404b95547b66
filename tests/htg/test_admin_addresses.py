"""Whatever anyone types into an address of the admin, it never ends in a 500."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.test import Client

from planning.events.models import Event
from planning.people.models import User
from retros.nextsteps.models import FollowUp
from tests.admin_pages import address, staff
from tests.factories import EventFactory, UserFactory

# PostgreSQL goes on after a refused query only outside of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)

HUGE = str(2**70)
DAYS = [(1, 1, 1), (9999, 12, 31), (0, 0, 0), (2026, 2, 30), (HUGE, HUGE, HUGE), (-1, "", "x")]
VALUES = [HUGE, f"-{HUGE}", "9" * 5000, "2147483648", "0", "", "x", "\x00", "9999-12-31", "0001-01-01", "1e400"]
LOOKUPS = ["", "__exact", "__in", "__gt", "__isnull", "__range", "__year", "__date"]
OF_LISTS = ["p", "o", "q", "e", "all", "_popup", "_to_field", "_facets", "_changelist_filters", "no_such_field"]

Asked = tuple[str, dict[str, Any]]


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def lists(model: type[Model], page: "ModelAdmin[Any]") -> Iterator[dict[str, Any]]:
    """What the address of a list may ask for."""
    parts = [f"{page.date_hierarchy}__{part}" for part in ("year", "month", "day")]
    for day in DAYS if page.date_hierarchy else []:
        yield from (dict(zip(parts[:length], day, strict=False)) for length in (1, 2, 3))
    names = [field.name for field in model._meta.get_fields()] + [
        name for name in page.list_filter if isinstance(name, str)
    ]
    for number, name in enumerate(names):  # each field with some of them, and all of them with some field
        yield {f"{name}{LOOKUPS[number % len(LOOKUPS)]}": HUGE}
        yield {f"{name}{LOOKUPS[-number % len(LOOKUPS)]}": VALUES[number % len(VALUES)]}
    yield from ({name: VALUES[number % 8]} for number, name in enumerate(OF_LISTS))
    yield {"pk__in": f"1,{HUGE}"}
    yield {"id__range": "1"}


def addresses(model: type[Model], page: "ModelAdmin[Any]") -> Iterator[Asked]:
    yield from ((address(model, "changelist"), asked) for asked in lists(model, page))
    yield from ((address(model, "export"), asked) for asked in list(lists(model, page))[::20])
    yield address(model, "add"), {field.name: HUGE for field in model._meta.fields}
    yield from ((address(model, name, HUGE), {}) for name in ("change", "delete", "history"))
    yield from ((address(model, "change", value), {}) for value in (f"-{HUGE}", "9" * 5000, "x", "1e400"))
    yield address(model, "change", HUGE), {"_to_field": "id", "_popup": "1", "_changelist_filters": f"p={HUGE}"}


def failing(client: Client, model: type[Model], page: "ModelAdmin[Any]") -> list[Asked]:
    return [(path, asked) for path, asked in addresses(model, page) if client.get(path, asked).status_code >= 500]


def test_no_address_of_any_page_ends_in_a_500() -> None:
    client = client_of(UserFactory(is_staff=True, is_superuser=True))
    EventFactory()

    found = {model: failing(client, model, page) for model, page in admin.site._registry.items()}

    assert found == {model: [] for model in admin.site._registry}


def test_no_address_ends_in_a_500_for_staff_without_rights() -> None:
    client = client_of(staff())

    found = {model: failing(client, model, page) for model, page in admin.site._registry.items()}

    assert found == {model: [] for model in admin.site._registry}


@pytest.mark.parametrize("asked", [{"starts_on__year": "9999"}, {"name__range": "1"}])
def test_list_opens_without_what_it_cannot_look_for(asked: dict[str, str]) -> None:
    client = client_of(UserFactory(is_staff=True, is_superuser=True))

    response = client.get(address(Event, "changelist"), asked)

    assert response.headers["Location"] == f"{address(Event, 'changelist')}?e=1"


def test_row_of_an_impossible_number_is_not_found() -> None:
    client = client_of(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(address(FollowUp, "change", HUGE)).status_code in {302, 404}  # as the database takes the number


@pytest.mark.parametrize("chosen", [HUGE, "x", ""])
def test_action_on_an_impossible_row_is_refused(chosen: str) -> None:
    client = client_of(UserFactory(is_staff=True, is_superuser=True))

    answer = client.post(address(Event, "changelist"), {"action": "delete_selected", "_selected_action": chosen})

    assert answer.status_code in ({200, 404} if chosen == HUGE else {404})  # as above


@pytest.mark.parametrize("value", VALUES)
def test_what_pages_look_up_on_the_way_is_answered(value: str) -> None:
    client = client_of(UserFactory(is_staff=True, is_superuser=True))
    asked = {"app_label": "planning", "model_name": "topic", "field_name": "proposed_by", "term": value, "page": value}

    answers = [client.get("/admin/autocomplete/", data) for data in (asked, asked | {"field_name": value})]
    answers += [client.get(f"/admin/r/{value or 1}/1/"), client.get(f"/admin/r/1/{value or 1}/")]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
