"""What a person does in the admin, for tests: choose rows and an action, take a table out, put one in."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from planning.people.models import User
from tests.factories import UserFactory

CSV = "0"
"""The first of the formats in the form."""


def address(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def staff(*permissions: str) -> User:
    """A member of staff with these rights of planning or the retros, and no others."""
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def act(client: Client, action: str, rows: Iterable[Model], **data: Any) -> list[str]:
    """Apply an action to the rows and return what the page says."""
    rows = list(rows)
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    response = client.post(address(type(rows[0]), "changelist"), chosen | data, follow=True)
    return [str(message) for message in response.context["messages"]]


def export(client: Client, model: type[Model]) -> str:
    return client.post(address(model, "export"), {"format": CSV}).content.decode("utf-8-sig")


def preview_import(client: Client, model: type[Model], table: str | bytes) -> Any:
    """Upload a table. The response's context holds what was `put` in, and a `confirm_form` if every row is fine."""
    data = table.encode() if isinstance(table, str) else table
    upload = SimpleUploadedFile("table.csv", data, content_type="text/csv")
    return client.post(address(model, "import"), {"format": CSV, "import_file": upload})


def confirm_import(client: Client, model: type[Model], preview: Any) -> list[str]:
    response = client.post(address(model, "process_import"), preview.context["confirm_form"].initial, follow=True)
    return [str(message) for message in response.context["messages"]]


def refusals(preview: Any) -> list[str]:
    """The reasons a page of an import shows."""
    assert "confirm_form" not in preview.context
    reasons = re.search(r'<ul class="errorlist">(.*?)</ul>', preview.content.decode(), re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", reasons[1]) if reasons else []
