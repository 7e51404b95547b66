"""Rows as they were stored before texts were folded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps
from pytest_django import DjangoDbBlocker

from tests.databases import using_database

BEFORE = [("planning", "0008_texts_of_messages_apart"), ("retros", "0016_bounded_follow_ups")]
AFTER = [("planning", "0022_distinct_names"), ("retros", "0032_distinct_names")]
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def migrate(to: list[tuple[str, str]]) -> StateApps:
    for app, name in to:
        call_command("migrate", app, name, verbosity=0)
    return MigrationLoader(connection).project_state(to).apps


@pytest.fixture
def old(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[StateApps]:
    with django_db_blocker.unblock(), using_database(f"sqlite:///{tmp_path / 'old.sqlite3'}"):
        yield migrate(BEFORE)


def add(apps: StateApps, model: str, **columns: Any) -> Any:
    return apps.get_model(model)._default_manager.create(**columns)


def add_organizations(old: StateApps) -> None:
    """One that is there twice; its double is named by everything that names organizations."""
    event = add(old, "planning.Event", slug="2026-12", name="December")
    other = add(old, "planning.Event", slug="2027-05", name="May")
    kept = add(old, "planning.Organization", name="Ökohaus")
    double = add(old, "planning.Organization", name="o\u0308kohaus", url="https://oeko.example.org")
    event.hosts.add(kept, double)
    other.organizations.add(double)
    add(old, "planning.Attendee", event=event, name="Ada", organization=double)
    topic = add(old, "planning.Topic", event=event, slug="seeds", title="Übersicht\r\nder Seeds")
    add(old, "retros.NextStep", topic=topic, number=1, text="Überblick", owner_organization=double)
    add(old, "retros.Group", event=event, column="thanks", name="Übung")
    add(old, "retros.Group", event=event, column="thanks", name="U\u0308bung")


def add_people(old: StateApps) -> None:
    event = old.get_model("planning.Event").objects.get(slug="2026-12")
    for name, handle, left in [("A", "Ada-L", NOW), ("B", "ada-m", None), ("C", "@ADA-M", None), ("\u200b", "", None)]:
        add(old, "planning.Attendee", event=event, name=name, github=handle, cancelled_at=left)
    for email in ("ada@example.org", "ada@example\uff0eorg", "eve@example\uff0eorg"):
        add(old, "planning.User", email=email, is_active=True)


def test_what_was_stored_before_is_folded_and_doubles_are_merged_or_kept_apart(old: StateApps) -> None:
    add_organizations(old)
    add_people(old)

    new = migrate(AFTER)

    organization = new.get_model("planning.Organization").objects.get()
    assert (organization.name, organization.url) == ("Ökohaus", "https://oeko.example.org")
    assert [list(event.hosts.all()) for event in new.get_model("planning.Event").objects.order_by("slug")] == [
        [organization],
        [],
    ]
    assert new.get_model("planning.Event").objects.get(organizations=organization).slug == "2027-05"
    assert new.get_model("planning.Attendee").objects.get(name="Ada").organization == organization
    step = new.get_model("retros.NextStep").objects.get(folded__contains="ÜBERBLICK")
    assert (step.owner_organization_id, step.topic.title) == (organization.pk, "Übersicht der Seeds")
    groups = new.get_model("retros.Group").objects.order_by("pk").values_list("name", "folded_name")
    assert list(groups) == [("Übung", "übung"), ("Übung (2)", "übung (2)")]
    people = new.get_model("planning.Attendee").objects.exclude(name="Ada").order_by("pk")
    assert list(people.values_list("name", "github", "folded_github")) == [
        ("A", "Ada-L", "ada-l"),
        ("B", "ada-m", "ada-m"),
        ("C", "", ""),
        ("unnamed", "", ""),
    ]
    accounts = new.get_model("planning.User").objects.order_by("pk").values_list("email", "is_active")
    assert list(accounts) == [
        ("ada@example.org", True),
        ("double-2@accounts.invalid", False),
        ("eve@example.org", True),
    ]
