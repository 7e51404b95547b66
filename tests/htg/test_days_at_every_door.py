"""Every door that takes a day or a moment names what it cannot read. A new one that does not is found here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from planning.backoffice.spreadsheets.fields import AdminMomentField
from planning.dates.fields import NamingField as NamedInForms
from planning.dates.serializers import NamingSerializerField as NamedInTheApi
from planning.people.models import User
from tests.htg.test_doors import OURS, calls, every_serializer, names_in_requests


def test_every_form_names_it() -> None:
    assert [*calls("forms", "DateField"), *calls("forms", "DateTimeField"), *calls("forms", "TimeField")] == []


def loose_fields(page: "admin.ModelAdmin[Any]", request: HttpRequest) -> list[str]:
    kinds = (forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)
    fields = page.get_form(request).base_fields.items()
    return [
        name
        for name, field in fields
        if isinstance(field, kinds) and not isinstance(field, AdminMomentField | NamedInForms)
    ]


def test_every_form_of_the_admin_names_it(rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request.user = User(is_superuser=True, is_staff=True)

    loose = {
        model: names
        for model, page in admin.site._registry.items()
        if model in OURS and (page.has_add_permission(request) or page.has_change_permission(request))
        if (names := loose_fields(page, request))
    }

    assert loose == {}


def test_the_api_names_it() -> None:
    get_resolver().url_patterns  # noqa: B018  # loads every serializer there is
    taken = set(names_in_requests(SchemaGenerator().get_schema(public=True)))  # type: ignore[no-untyped-call]  # spectacular's
    loose = {
        f"{serializer.__name__}.{name}"
        for serializer in every_serializer()
        if serializer.__name__.removesuffix("Serializer") in taken
        for name, field in serializer().fields.items()
        if isinstance(field, serializers.DateField | serializers.DateTimeField)
        and not (field.read_only or isinstance(field, NamedInTheApi))
    }

    assert taken
    assert loose == set()
