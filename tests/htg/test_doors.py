"""One rule at every door: columns, forms, the API, searches. A new door that lacks a rule is found here."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from planning.people.models import User
from planning.texts.columns import Address, Cleaned, Distinct, Folded, Made, compared_by

SOURCES = [path for app in ("planning", "retros", "htg") for path in Path(settings.BASE_DIR, app).rglob("*.py")]
MODELS = [model for app in ("planning", "retros") for model in apps.get_app_config(app).get_models()]
OURS = [model for model in MODELS if not model.__name__.startswith("Historical")]

NOT_TYPED = {
    "planning.Attempts.what",
    "planning.CountedTopic.title",  # as the topic had it
    "planning.PlannedTeams.snapshot",  # of digits
    "planning.TableImport.file_name",
    "planning.TableImport.table",
    "planning.Unsent.address",
    "planning.Unsent.path",
    "planning.Message.key",
    "planning.Message.to",
    "planning.Message.subject",  # made one line of in outbox/posting, and in outbox/holding where it is changed
    "planning.Message.text",
    "planning.Message.html",
    "planning.Message.unsubscribe_url",
    "planning.Message.last_error",
    "planning.User.password",
    "planning.User.time_zone",  # of a list
    "planning.Event.slug",  # of digits
    "planning.Channel.url",  # read to pieces in outbox/addresses
    "retros.Reminder.why",
    "retros.PhaseNudge.kind",
    "retros.PhaseNudge.about",
    "retros.ImportedWrapUp.text",  # the file as it is: cleaned where it is read, once broken characters are mended
    "retros.WebhookDelivery.guid",
    "retros.WebhookDelivery.event",
    "retros.PollingPause.host",
    "retros.PollingPause.reason",
}
"""Columns that hold no text as a person typed it."""
LOOKED_UP = {"event", "topic", "time_zone", "password", "organization", "key", "slug"}
"""What the API is sent and only compares with what it knows, or must not touch."""


def typed_columns() -> "Iterator[models.Field[Any, Any]]":
    for model in OURS:
        for field in model._meta.local_concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, Made)
            is_address = isinstance(field, models.URLField | models.SlugField)
            if is_text and not is_address and field.editable and not field.choices:
                yield field


def test_every_text_that_people_type_is_kept_clean_by_its_column() -> None:
    loose = {str(field) for field in typed_columns() if not isinstance(field, Cleaned)}

    assert loose == NOT_TYPED


def test_every_name_that_must_be_distinct_is_so_whatever_its_letters() -> None:
    for model in OURS:
        texts = {f.name for f in model._meta.fields if isinstance(f, Cleaned) and not isinstance(f, Address)}
        unique = {f.name for f in model._meta.fields if f.unique}
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                unique |= set(constraint.fields)
                folded = {name for name in constraint.fields if isinstance(model._meta.get_field(name), Folded)}
                assert isinstance(constraint, Distinct) == bool(folded), constraint.name
        assert not texts & unique, model


def test_every_form_takes_texts_through_the_field_that_cleans_them() -> None:
    """But for what pages give themselves and hide, and for whole documents, which are cleaned where they are read."""
    plain = [call for call in calls("forms", "CharField") if "HiddenInput" not in ast.unparse(call)]

    assert [ast.unparse(call)[:50] for call in plain if "strip=False" not in ast.unparse(call)] == []


def test_every_form_of_the_admin_does_so_too(rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request.user = User(is_superuser=True, is_staff=True)

    def is_loose(field: forms.Field) -> bool:
        secret = isinstance(field.widget, forms.PasswordInput)
        return type(field) is forms.CharField and not (field.widget.is_hidden or secret)

    loose = {
        f"{model._meta.label}.{name}"
        for model, page in admin.site._registry.items()
        if model in OURS and (page.has_add_permission(request) or page.has_change_permission(request))
        for name, field in page.get_form(request).base_fields.items()
        if is_loose(field)
    }

    assert loose <= NOT_TYPED


def test_the_api_takes_texts_through_the_field_that_cleans_them() -> None:
    get_resolver().url_patterns  # noqa: B018  # loads every serializer there is
    schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # spectacular's
    taken = set(names_in_requests(schema))
    loose = {
        f"{serializer.__name__}.{name}"
        for serializer in every_serializer()
        if serializer.__name__.removesuffix("Serializer") in taken
        for name, field in serializer().fields.items()
        if type(field) is serializers.CharField and not field.read_only and name not in LOOKED_UP
    }

    assert taken
    assert loose == {"ImportSerializer.text"}  # cleaned where it is read


def names_in_requests(schema: dict[str, Any]) -> Iterator[str]:
    for path in schema["paths"].values():
        for operation in path.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                reference = content["schema"].get("$ref", "") or content["schema"].get("items", {}).get("$ref", "")
                yield reference.rpartition("/")[2].removeprefix("Patched").removesuffix("Request")


def every_serializer(kind: type[Any] = serializers.Serializer) -> Iterator[type[Any]]:
    for serializer in kind.__subclasses__():
        if serializer.__module__.startswith(("planning.", "retros.")):
            yield serializer
        yield from every_serializer(serializer)


SEARCHES = [
    (page, path) for model, page in admin.site._registry.items() if model in OURS for path in page.search_fields
]


@pytest.mark.parametrize(("page", "path"), SEARCHES, ids=str)
def test_every_search_of_the_admin_finds_texts_whatever_their_letters(page: "admin.ModelAdmin[Any]", path: str) -> None:
    _, target = compared_by(page.model, path)

    assert not isinstance(target, Cleaned) or isinstance(target, Address), "Search the column that is folded from it."


def test_what_is_made_of_texts_is_written_with_them() -> None:
    """`update_fields`, `update` and `bulk_update` write what they name and nothing else."""
    made = [field for model in OURS for field in model._meta.fields if isinstance(field, Made)]
    sources = {source for field in made for source in field.sources} - {"to", "email", "url"}
    names = {field.name for field in made}
    forgotten = []
    for path, call in every_call():
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        lists = [keyword.value for keyword in call.keywords if keyword.arg == "update_fields"]
        lists += call.args[1:2] if method == "bulk_update" else []
        written = {node.value for given in lists for node in ast.walk(given) if isinstance(node, ast.Constant)}
        if method == "update":
            written |= {keyword.arg for keyword in call.keywords}
        if written & sources and not written & names:
            forgotten.append(f"{path.name}: {ast.unparse(call)}")

    assert forgotten == ["grouping.py: mark.save(update_fields=['note', 'group'])"]  # a note's mark, not a text


def every_call() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCES:
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield path, node


def calls(module: str, name: str) -> Iterator[ast.Call]:
    for _, call in every_call():
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == f"{module}.{name}":
            yield call
