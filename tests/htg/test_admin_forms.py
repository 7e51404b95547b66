"""What somebody may put into a form of the admin: what no database holds is refused beside the field."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import Client, RequestFactory

from planning.backoffice.spreadsheets.fields import AdminDayField, AdminMomentField, OneOfRows, SomeOfRows
from planning.people.models import Attendee, User
from tests.admin_pages import address, sign_in
from tests.factories import EventFactory, UserFactory
from tests.pages import words

# PostgreSQL goes on after a refused query only outside of a transaction.
pytestmark = pytest.mark.django_db(transaction=True)

CAREFUL = {
    forms.ModelChoiceField: OneOfRows,
    forms.ModelMultipleChoiceField: SomeOfRows,
    forms.SplitDateTimeField: AdminMomentField,
    forms.DateField: AdminDayField,
}
"""What Django takes for a column, and what the admin is to take for it."""


@pytest.fixture
def root() -> User:
    return UserFactory(is_staff=True, is_superuser=True)


def fields_of(root: User) -> Iterator[tuple[str, Any]]:
    request = RequestFactory().get("/")
    request.user = root
    for model, page in admin.site._registry.items():
        if page.has_add_permission(request) or page.has_change_permission(request):
            formsets = [formset for formset, _ in page.get_formsets_with_inlines(request)]
            for form in [page.get_form(request, change=True), *(formset.form for formset in formsets)]:
                for name, field in form.base_fields.items():
                    yield f"{model.__name__}: {form._meta.model.__name__}.{name}", field


def test_every_field_of_every_form_knows_what_the_database_holds(root: User) -> None:
    careless = {where: type(field) for where, field in fields_of(root) if type(field) in CAREFUL}

    assert careless == {}


@pytest.fixture
def client(root: User) -> Client:
    return sign_in(root)


@pytest.mark.parametrize("number", ["x", str(2**70), "9" * 5000, "-1", "½"])
@pytest.mark.parametrize("field", ["event", "user", "organization"])
def test_a_row_that_cannot_be_there_is_refused(client: Client, field: str, number: str) -> None:
    answer = client.post(address(Attendee, "add"), {"name": "Ada", field: number})

    assert "That choice is not one of the available choices" in words(answer)


@pytest.mark.parametrize("number", ["x", str(2**70)])
def test_rows_that_cannot_be_there_are_refused(client: Client, number: str) -> None:
    event = EventFactory()

    answer = client.post(address(type(event), "change", event.pk), {"hosts": [number]})

    assert answer.status_code == 200
    assert f"“{number}” is not a valid value." in words(answer)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_nobody_can_count_with_is_refused(client: Client, day: str) -> None:
    event = EventFactory()
    when = {"starts_on": day, "starts_at_0": day, "starts_at_1": "09:00:00"}

    answer = client.post(address(type(event), "change", event.pk), when)

    form = answer.context["adminform"].form
    assert form.errors["starts_on"] == form.errors["starts_at"] == ["Choose a year from 2000 to 2999."]
